"""Reading GIFT: every type, escapes, weights, feedback, titles, categories, formats and missing words.

Types are told apart in the order that Moodle's own reader uses. What Moodle would silently read as something else than
was meant (a second brace, an unclosed title) is refused with its place.
"""

from __future__ import annotations

import re

from cms.formats.exchange import (
    MAX_QUESTIONS,
    TRIMMED,
    Body,
    Description,
    Essay,
    Exchanged,
    Format,
    Reading,
    Refusal,
    Remark,
    Text,
    shortened,
)
from cms.formats.gift_answers import choices, matching, numerical, short_answer, true_false
from cms.formats.gift_block import Block, Part, blocks, read_text, unescaped

MAX_QUESTION = 100_000
# Codes and tags stand in the last comments before their question.
MAX_COMMENTS = 10_000
# At most 200 characters: without an end, each beginning would be searched to the end of the file.
_ID = re.compile(r"\[id:((?:\\\]|\\(?!\])|[^\]\\]){1,200})\]")
_TAG = re.compile(r"\[tag:((?:\\\]|\\(?!\])|[^\]\\<>`]){1,200})\]")
_CATEGORY = "$CATEGORY:"


def read_gift(text: str) -> Reading:
    """Questions, and errors with line and column; never raises, whatever the text. With more than are taken at once
    the place of the first too many is all that comes back, and nothing behind it is read.
    """
    questions: list[Exchanged] = []
    errors: list[Remark] = []
    remarks: list[Remark] = []
    category = ""
    categories: dict[str, tuple[int, int]] = {}
    for block in blocks(text):
        start = block.trimmed(Part(0, len(block.text))).start
        if len(questions) + len(errors) == MAX_QUESTIONS:
            return Reading(errors=(block.error(Refusal(start, "too_many", limit=f"{MAX_QUESTIONS}")),))
        try:
            _limits(block)
            if block.text.startswith(_CATEGORY, start):
                category = _category(block, start)
                categories.setdefault(category, block.place(start))
            else:
                questions.append(_question(block, start, category))
                remarks += block.remarks
        except Refusal as refusal:
            errors.append(block.error(refusal))
    if names := ", ".join(filter(None, categories)):
        told = (("names", shortened(names, 200)),)
        remarks.append(Remark(*next(iter(categories.values())), "categories_dropped", told))
    return Reading(tuple(questions), tuple(errors), tuple(remarks))


def _limits(block: Block) -> None:
    if (nul := block.text.find("\0")) >= 0:
        raise Refusal(nul, "nul")
    if len(block.text) > MAX_QUESTION:
        raise Refusal(0, "question_too_long", limit=f"{MAX_QUESTION}")


def _category(block: Block, start: int) -> str:
    first = block.text.find("\n", start)
    if first >= 0:
        raise Refusal(first + 1, "blank_after_category")
    return " ".join(block.text[start + len(_CATEGORY) :].split())  # as it is written


def _question(block: Block, start: int, category: str) -> Exchanged:
    line, column = block.place(start)
    name, start = _name(block, start)
    opening, closing = _braces(block, start)
    idnumber, tags = _labels(block.comments)
    if opening < 0:
        stem = block.read(Part(start, len(block.text)), "moodle")
        body: Body = Description()
        general = None
    else:
        stem = _stem(block, start, opening, closing)
        body, general = _answers(block, block.trimmed(Part(opening + 1, closing)), stem.format)
    if not stem.text:
        raise Refusal(start if start < len(block.text) else 0, "stem_missing")
    return Exchanged(
        stem, body, name, general, category=category, idnumber=idnumber, tags=tags, line=line, column=column
    )


def _name(block: Block, start: int) -> tuple[str, int]:
    """The title and where the text begins after it."""
    if not block.mask.startswith("::", start):
        return "", start
    closing = block.mask.find("::", start + 2)
    brace = block.mask.find("{", start)
    if closing < 0 or 0 <= brace < closing:
        raise Refusal(start, "name_open")
    return unescaped(block.text[start + 2 : closing]).strip(TRIMMED), closing + 2


def _braces(block: Block, start: int) -> tuple[int, int]:
    """Where the answers open and close; (-1, -1) without answers."""
    opening, closing = block.mask.find("{", start), block.mask.find("}", start)
    if closing >= 0 and (opening < 0 or closing < opening):
        raise Refusal(closing, "brace_unopened")
    if opening >= 0 and closing < 0:
        raise Refusal(opening, "brace_open")
    if opening >= 0:
        for wanted, after in (("{", opening + 1), ("}", closing + 1)):
            if (second := block.mask.find(wanted, after)) >= 0:
                raise Refusal(second, "brace_second", brace=wanted)
    return opening, closing


def _stem(block: Block, start: int, opening: int, closing: int) -> Text:
    """The text, with a blank where answers stand in its middle."""
    before, after = block.text[start:opening], block.text[closing + 1 :]
    whole = f"{before}_____{after}" if after.strip(TRIMMED) else before
    return read_text(whole.strip(TRIMMED), "moodle")


def _answers(block: Block, part: Part, default: Format) -> tuple[Body, Text | None]:
    general = None
    if (mark := block.mask.rfind("####", part.start, part.end)) >= 0:
        general = block.optional(Part(mark + 4, part.end), default)
        part = block.trimmed(Part(part.start, mark))
    if part.start == part.end:
        return Essay(), general
    if block.mask[part.start] == "#":
        return numerical(block, Part(part.start + 1, part.end), default), general
    if block.find("~", part) >= 0:
        return choices(block, part, default), general
    if block.find("=", part) >= 0 and block.find("->", part) >= 0:
        return matching(block, part, default), general
    return true_false(block, part, default) or short_answer(block, part, default), general


def _labels(comments: list[str]) -> tuple[str, tuple[str, ...]]:
    """The code and the tags that comments give a question, as Moodle writes them since 3.10."""
    found = "\n".join(comments)[-MAX_COMMENTS:]
    codes = [_label(code) for code in _ID.findall(found)]
    tags = (_label(tag) for tag in _TAG.findall(found))
    return (codes[0] if codes else ""), tuple(dict.fromkeys(tag for tag in tags if tag))


def _label(raw: str) -> str:
    return " ".join(raw.replace("\\]", "]").replace("\0", "").split())
