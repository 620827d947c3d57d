"""Reading Moodle XML.

Types that we have no word for are named with their place; files and marks are told as left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from cms.formats.exchange import (
    NONE,
    TRIMMED,
    Body,
    Choice,
    Description,
    Essay,
    Exchanged,
    Format,
    Matching,
    MultipleChoice,
    NumberAnswer,
    Numerical,
    Ordering,
    Pair,
    Reading,
    Remark,
    ShortAnswer,
    Text,
    TrueFalse,
    Unit,
    nearest_weight,
    number_text,
)
from cms.formats.xml_tree import Node, XmlRefused, read_xml

XML_FORMATS: dict[str, Format] = {
    "html": "html",
    "plain_text": "plain",
    "markdown": "markdown",
    "moodle_auto_format": "moodle",
}
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?")
MAX_QUESTION = 100_000


def read_moodle(text: str) -> Reading:
    """Questions, and errors with line and column; never raises, whatever the text."""
    if (nul := text.find("\0")) >= 0:
        line = text.count("\n", 0, nul) + 1
        return Reading(errors=(Remark(line, nul - text.rfind("\n", 0, nul), "nul"),))
    try:
        root = read_xml(text)
        if root.tag != "quiz":
            raise XmlRefused(root.remark("xml_not_quiz", found=root.tag[:40]))
    except XmlRefused as refused:
        return Reading(errors=(refused.remark,))
    questions: list[Exchanged] = []
    errors: list[Remark] = []
    remarks: list[Remark] = []
    category = ""
    for node in root.children:
        try:
            if node.tag != "question":
                raise _refusal(node, "xml_unknown", found=node.tag[:40])
            if node.attributes.get("type") == "category":
                category = " ".join(_inner(node.first("category")).split())
                continue
            found: list[Remark] = []
            questions.append(_question(node, category, found))
            remarks += found
        except XmlRefused as refused:
            errors.append(refused.remark)
    return Reading(tuple(questions), tuple(errors), tuple(remarks))


def _refusal(node: Node, code: str, **params: str) -> XmlRefused:
    return XmlRefused(node.remark(code, **params))


def _question(node: Node, category: str, remarks: list[Remark]) -> Exchanged:
    kind = node.attributes.get("type", "")
    reader = _READERS.get(kind)
    if reader is None:
        raise _refusal(node, "type_unsupported", kind=kind[:40])
    stem = _text(node.first("questiontext"))
    if not stem.text:
        raise _refusal(node, "stem_missing")
    if len(stem.text) > MAX_QUESTION:
        raise _refusal(node, "question_too_long", limit=f"{MAX_QUESTION}")
    _lost(node, remarks)
    tags = node.first("tags")
    return Exchanged(
        stem,
        reader(node, remarks),
        " ".join(_inner(node.first("name")).split()),
        _optional(node.first("generalfeedback")),
        _optional(node.first("correctfeedback")),
        _optional(node.first("incorrectfeedback")),
        tuple(hint for hint in map(_text, node.all("hint")) if hint.text),
        category,
        " ".join(_inner(node.first("idnumber")).split()),
        tuple(filter(None, (" ".join(_inner(tag).split()) for tag in tags.all("tag")))) if tags else (),
        node.line,
        node.column,
    )


def _lost(node: Node, remarks: list[Remark]) -> None:
    """What stands in the file and nowhere after it."""
    for file in node.walk("file"):
        remarks.append(file.remark("file_dropped", name=file.attributes.get("name", "")[:100]))
    for tag, code, usual in (("penalty", "penalty_dropped", 0), ("defaultgrade", "grade_dropped", 1)):
        found = node.first(tag)
        value = _inner(found)
        if found and _NUMBER.fullmatch(value) and Decimal(value) != usual:
            remarks.append(found.remark(code, value=number_text(Decimal(value))))
    partial = node.first("partiallycorrectfeedback")
    if partial and _text(partial).text:
        remarks.append(partial.remark("partial_dropped"))


def _inner(node: Node | None) -> str:
    """The text of an element, right inside it or in its `<text>`."""
    if node is None:
        return ""
    inside = node.first("text") or node
    if inside.tag == "text" and inside.children:
        raise _refusal(inside.children[0], "xml_markup")
    return inside.content.replace("\r\n", "\n").replace("\r", "\n").strip(TRIMMED)


def _text(node: Node | None) -> Text:
    named = node.attributes.get("format", "") if node else ""
    return Text(_inner(node), XML_FORMATS.get(named, "moodle"))


def _optional(node: Node | None) -> Text | None:
    found = _text(node)
    return found if found.text else None


def _fraction(node: Node, remarks: list[Remark]) -> Decimal:
    raw = node.attributes.get("fraction", "").strip() or "0"
    if not _NUMBER.fullmatch(raw) or abs(Decimal(raw)) > 100:
        raise _refusal(node, "weight_range", weight=raw[:40])
    weight = Decimal(raw)
    near = nearest_weight(weight)
    if near != weight:
        remarks.append(node.remark("weight_rounded", weight=number_text(weight), near=number_text(near)))
    return near


def _number(node: Node | None, owner: Node) -> Decimal:
    raw = _inner(node)
    if not _NUMBER.fullmatch(raw):
        raise _refusal(node or owner, "number_expected", found=raw[:40])
    return Decimal(raw)


def _answers(node: Node, remarks: list[Remark]) -> tuple[Choice, ...]:
    found = []
    for answer in node.all("answer"):
        text = _text(answer)
        if not text.text:
            raise _refusal(answer, "option_empty")
        found.append(Choice(text, _fraction(answer, remarks), _optional(answer.first("feedback"))))
    return tuple(found)


def _true_false(node: Node, remarks: list[Remark]) -> TrueFalse:
    found: dict[str, Text | None] = {}
    right = ""
    for answer in node.all("answer"):
        word = _inner(answer).casefold()
        if word not in ("true", "false") or word in found:
            raise _refusal(answer, "true_or_false")
        found[word] = _optional(answer.first("feedback"))
        if _fraction(answer, remarks) > 0:
            right = word
    if not right:
        raise _refusal(node, "no_answer")
    return TrueFalse(right == "true", found[right], found.get("false" if right == "true" else "true"))


def _choices(node: Node, remarks: list[Remark]) -> MultipleChoice:
    found = _answers(node, remarks)
    if len(found) < 2:
        raise _refusal(node, "two_options")
    return MultipleChoice(_inner(node.first("single")).casefold() not in ("false", "0"), found)


def _short(node: Node, remarks: list[Remark]) -> ShortAnswer:
    found = _answers(node, remarks)
    if not found:
        raise _refusal(node, "no_answer")
    return ShortAnswer(found, _inner(node.first("usecase")) in ("1", "true"))


def _numerical(node: Node, remarks: list[Remark]) -> Numerical:
    answers = []
    for answer in node.all("answer"):
        feedback = _optional(answer.first("feedback"))
        star = _inner(answer) == "*"
        value = None if star else _number(answer, answer)
        tolerance = answer.first("tolerance")
        width = NONE if star or not _inner(tolerance) else _number(tolerance, answer)
        if width < 0:
            raise _refusal(answer, "tolerance_negative")
        answers.append(NumberAnswer(value, width, _fraction(answer, remarks), feedback))
    if not answers:
        raise _refusal(node, "no_answer")
    units = node.first("units")
    return Numerical(tuple(answers), tuple(_unit(unit) for unit in units.all("unit")) if units else ())


def _unit(node: Node) -> Unit:
    return Unit(_inner(node.first("unit_name")), _number(node.first("multiplier"), node))


def _matching(node: Node, remarks: list[Remark]) -> Matching:
    pairs = []
    for pair in node.all("subquestion"):
        answer = _inner(pair.first("answer"))
        if not answer:
            raise _refusal(pair, "answer_missing")
        pairs.append(Pair(_text(pair), answer))
    if len(pairs) < 2:
        raise _refusal(node, "two_pairs")
    return Matching(tuple(pairs))


def _ordering(node: Node, remarks: list[Remark]) -> Ordering:
    """Moodle numbers the items in their fractions; equal ones keep the order of the file."""
    rows = list(node.all("answer"))
    if len(rows) < 2:
        raise _refusal(node, "two_options")
    for row in rows:
        if not _inner(row):
            raise _refusal(row, "option_empty")
    raw = [row.attributes.get("fraction", "") for row in rows]
    if all(map(_NUMBER.fullmatch, raw)):
        rows.sort(key=lambda row: Decimal(row.attributes["fraction"]))
    return Ordering(tuple(_text(row) for row in rows))


_READERS: dict[str, Callable[[Node, list[Remark]], Body]] = {
    "description": lambda node, remarks: Description(),
    "truefalse": _true_false,
    "multichoice": _choices,
    "shortanswer": _short,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "essay": lambda node, remarks: Essay(_optional(node.first("graderinfo"))),
    "ordering": _ordering,
}
