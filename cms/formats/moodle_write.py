"""Writing Moodle XML that reads back as the same questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from cms.formats.exchange import (
    Body,
    Choice,
    Description,
    Essay,
    Exchanged,
    Format,
    Inexpressible,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    ShortAnswer,
    Text,
    TrueFalse,
    Written,
    number_text,
    write_parts,
)

NAMES: dict[Format, str] = {
    "html": "html",
    "plain": "plain_text",
    "markdown": "markdown",
    "moodle": "moodle_auto_format",
}
# What no XML document may hold, escaped or not.
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_moodle(questions: Iterable[Exchanged], *, comments: Sequence[str] = ()) -> Written:
    """A document in the order given; `comments` stand at its head."""
    parts, left = write_parts(
        questions,
        question_text=_question,
        category_text=lambda name: f'<question type="category"><category>{_plain(name)}</category></question>',
    )
    head = "".join(f"<!-- {_comment(line)} -->\n" for line in comments)
    body = "\n".join(parts)
    return Written(f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<quiz>\n{body}\n</quiz>\n', left)


def _question(question: Exchanged) -> str:
    if not question.stem.text:
        raise Inexpressible("stem_missing")
    combined = (("correctfeedback", question.right), ("incorrectfeedback", question.wrong))
    lines = [
        f"<question type={quoteattr(question.body.kind)}>",
        f"<name>{_plain(question.title)}</name>",
        _element("questiontext", question.stem),
        _element("generalfeedback", question.general or Text("", question.stem.format)),
        "<defaultgrade>1</defaultgrade>",
        "<penalty>0</penalty>",
        "<hidden>0</hidden>",
        f"<idnumber>{_clean(question.idnumber)}</idnumber>",
        *_body(question.body),
        *(_element(tag, text) for tag, text in combined if text),
        *(_element("hint", hint) for hint in question.hints),
    ]
    if question.tags:
        lines.append(f"<tags>{''.join(f'<tag>{_plain(tag)}</tag>' for tag in question.tags)}</tags>")
    return "\n".join([*lines, "</question>"])


def _body(body: Body) -> Iterator[str]:
    match body:
        case TrueFalse():
            for word, right in (("true", body.answer), ("false", not body.answer)):
                feedback = _feedback(body.right if right else body.wrong)
                fraction = 100 if right else 0
                yield f'<answer fraction="{fraction}" format="moodle_auto_format">{_plain(word)}{feedback}</answer>'
        case MultipleChoice():
            if len(body.choices) < 2:
                raise Inexpressible("two_options")
            yield f"<single>{'true' if body.single else 'false'}</single>"
            yield "<shuffleanswers>true</shuffleanswers>"
            yield "<answernumbering>none</answernumbering>"
            yield from map(_answer, body.choices)
        case ShortAnswer():
            if not body.answers:
                raise Inexpressible("no_answer")
            yield f"<usecase>{int(body.case)}</usecase>"
            yield from map(_answer, body.answers)
        case Numerical():
            yield from _numerical(body)
        case Matching():
            if len(body.pairs) < 2:
                raise Inexpressible("two_pairs")
            yield "<shuffleanswers>true</shuffleanswers>"
            for pair in body.pairs:
                answer = f"<answer>{_plain(pair.answer)}</answer>"
                yield f'<subquestion format="{NAMES[pair.text.format]}">{_plain(pair.text.text)}{answer}</subquestion>'
        case Essay():
            yield "<responseformat>editor</responseformat>"
            yield "<responserequired>1</responserequired>"
            if body.grader:
                yield _element("graderinfo", body.grader)
        case Ordering():
            if len(body.items) < 2:
                raise Inexpressible("two_options")
            yield "<layouttype>VERTICAL</layouttype>"
            yield "<selecttype>ALL</selecttype>"
            yield f"<selectcount>{len(body.items)}</selectcount>"
            yield "<gradingtype>ABSOLUTE_POSITION</gradingtype>"
            yield "<showgrading>SHOW</showgrading>"
            yield "<numberingstyle>none</numberingstyle>"
            for place, item in enumerate(body.items, start=1):
                yield f'<answer fraction="{place}.0000000" format="{NAMES[item.format]}">{_plain(item.text)}</answer>'
        case Description():
            return


def _numerical(body: Numerical) -> Iterator[str]:
    if not body.answers:
        raise Inexpressible("no_answer")
    for answer in body.answers:
        value = "*" if answer.value is None else number_text(answer.value)
        tolerance = f"<tolerance>{number_text(answer.tolerance)}</tolerance>"
        fraction = number_text(answer.fraction)
        inner = f"{_plain(value)}{_feedback(answer.feedback)}{tolerance}"
        yield f'<answer fraction="{fraction}" format="moodle_auto_format">{inner}</answer>'
    if body.units:
        rows = (
            f"<unit><multiplier>{number_text(unit.multiplier)}</multiplier><unit_name>{_clean(unit.name)}</unit_name></unit>"
            for unit in body.units
        )
        yield f"<units>{''.join(rows)}</units>"


def _answer(choice: Choice) -> str:
    fraction, mark = number_text(choice.fraction), NAMES[choice.text.format]
    inner = f"{_plain(choice.text.text)}{_feedback(choice.feedback)}"
    return f'<answer fraction="{fraction}" format="{mark}">{inner}</answer>'


def _feedback(text: Text | None) -> str:
    return _element("feedback", text) if text else ""


def _element(tag: str, text: Text) -> str:
    return f'<{tag} format="{NAMES[text.format]}">{_plain(text.text)}</{tag}>'


def _plain(text: str) -> str:
    return f"<text>{_clean(text)}</text>"


def _clean(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def _comment(text: str) -> str:
    """Two hyphens would end a comment."""
    return re.sub(r"-{2,}", "–", _FORBIDDEN.sub("", " ".join(text.split()))).rstrip("-")
