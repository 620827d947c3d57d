"""What stands inside a question of Moodle XML, one reader a type."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from cms.formats.exchange import (
    NONE,
    RIGHT,
    SAME_WEIGHT,
    TRIMMED,
    Body,
    Choice,
    Description,
    Essay,
    Format,
    Matching,
    MultipleChoice,
    NumberAnswer,
    Numerical,
    Ordering,
    Pair,
    Remark,
    ShortAnswer,
    Text,
    TrueFalse,
    Unit,
    may_be_written,
    nearest_weight,
    number_text,
)
from cms.formats.xml_tree import Node, XmlRefused

# Formats without a name, and names that nobody knows, are HTML for Moodle.
XML_FORMATS: Final[dict[str, Format]] = {
    "html": "html",
    "plain_text": "plain",
    "markdown": "markdown",
    "moodle_auto_format": "moodle",
    "wiki_like": "moodle",
}
NUMBER: Final = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?")
THOUSANDS: Final = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
# Old files name the two answers in the language of their school.
_TRUE = {"true", "vrai", "verdadero", "verdadeiro", "vero", "wahr", "waar"}
_FALSE = {"false", "faux", "falso", "falsch", "onwaar"}


def refusal(node: Node, code: str, **params: str) -> XmlRefused:
    return XmlRefused(node.remark(code, **params))


def inner(node: Node | None) -> str:
    """The text of an element, right inside it or in its `<text>`."""
    if node is None:
        return ""
    inside = node.first("text") or node
    if inside.tag == "text" and inside.children:
        raise refusal(inside.children[0], "xml_markup")
    return inside.content.replace("\r\n", "\n").replace("\r", "\n").strip(TRIMMED)


def read_text(node: Node | None) -> Text:
    named = node.attributes.get("format", "") if node else ""
    return Text(inner(node), XML_FORMATS.get(named, "html"))


def optional(node: Node | None) -> Text | None:
    found = read_text(node)
    return found if found.text else None


def _worth(node: Node) -> bool:
    return node.attributes.get("fraction", "").strip(" .0") != ""


def _fraction(node: Node, remarks: list[Remark]) -> Decimal:
    raw = node.attributes.get("fraction", "").strip() or "0"
    if inside := node.first("fraction"):  # as old files have it for numbers, from 0 to 1
        raw = inner(inside)
        raw = f"{Decimal(raw) * 100:f}" if NUMBER.fullmatch(raw) else raw
    if not NUMBER.fullmatch(raw) or abs(Decimal(raw)) > 100:
        raise refusal(node, "weight_range", weight=raw[:40])
    weight = Decimal(raw)
    near = nearest_weight(weight)
    if abs(near - weight) > SAME_WEIGHT:
        remarks.append(node.remark("weight_rounded", weight=number_text(weight), near=number_text(near)))
    return near


def _number(node: Node | None, owner: Node, remarks: list[Remark]) -> Decimal:
    """With a point, or with a comma as French authors write it; a comma that may part thousands is refused."""
    raw, place = inner(node), node or owner
    if raw.count(",") == 1 and NUMBER.fullmatch(raw.replace(",", ".")):
        if THOUSANDS.fullmatch(raw):
            raise refusal(place, "comma_doubt", found=raw)
        remarks.append(place.remark("comma", found=raw))
        raw = raw.replace(",", ".")
    if not NUMBER.fullmatch(raw) or not may_be_written(Decimal(raw)):
        raise refusal(place, "number_expected", found=raw[:40])
    return Decimal(raw)


def _answers(rows: Sequence[Node], remarks: list[Remark]) -> tuple[Choice, ...]:
    found = []
    for answer in rows:
        text = read_text(answer)
        if not text.text:
            raise refusal(answer, "option_empty")
        found.append(Choice(text, _fraction(answer, remarks), optional(answer.first("feedback"))))
    return tuple(found)


def _true_false(node: Node, remarks: list[Remark]) -> TrueFalse:
    found: dict[bool, Text | None] = {}
    right: list[bool] = []
    for answer in node.all("answer"):
        word = inner(answer)
        verdict = word.casefold() in _TRUE
        if word.casefold() not in _TRUE | _FALSE or verdict in found:
            raise refusal(answer, "true_or_false")
        if word.casefold() not in ("true", "false"):
            remarks.append(answer.remark("true_word", word=word, read="true" if verdict else "false"))
        found[verdict] = optional(answer.first("feedback"))
        if _fraction(answer, remarks) == RIGHT:
            right.append(verdict)
    if len(right) != 1:
        raise refusal(node, "true_both" if right else "no_answer")
    return TrueFalse(right[0], found[right[0]], found.get(not right[0]))


def _choices(node: Node, remarks: list[Remark]) -> MultipleChoice:
    # Moodle leaves out options without text; one that is right and empty has lost something.
    given = [row for row in node.all("answer") if inner(row) or optional(row.first("feedback")) or _worth(row)]
    found = _answers(given, remarks)
    if len(found) < 2:
        raise refusal(node, "two_options")
    single = node.first("single")
    return MultipleChoice(single is None or inner(single).casefold() not in ("false", "0", ""), found)


def _short(node: Node, remarks: list[Remark]) -> ShortAnswer:
    found = _answers([*node.all("answer")], remarks)
    if not found:
        raise refusal(node, "no_answer")
    return ShortAnswer(found, inner(node.first("usecase")) in ("1", "true"))


def _numerical(node: Node, remarks: list[Remark]) -> Numerical:
    answers = []
    for answer in node.all("answer"):
        feedback = optional(answer.first("feedback"))
        star = inner(answer) == "*"
        value = None if star else _number(answer, answer, remarks)
        tolerance = answer.first("tolerance")
        width = NONE if star or not inner(tolerance) else _number(tolerance, answer, remarks)
        if width < 0:
            raise refusal(answer, "tolerance_negative")
        answers.append(NumberAnswer(value, width, _fraction(answer, remarks), feedback))
    if not answers:
        raise refusal(node, "no_answer")
    units = node.first("units")
    return Numerical(tuple(answers), tuple(_unit(unit, remarks) for unit in units.all("unit")) if units else ())


def _unit(node: Node, remarks: list[Remark]) -> Unit:
    multiplier = node.first("multiplier")
    times = _number(multiplier, node, remarks) if inner(multiplier) else Decimal(1)
    return Unit(inner(node.first("unit_name")), times)


def _matching(node: Node, remarks: list[Remark]) -> Matching:
    pairs = []
    for pair in node.all("subquestion"):
        text, answer = read_text(pair), inner(pair.first("answer"))
        if not answer and not text.text:
            continue  # a line of Moodle's form that nobody filled
        if not answer:
            raise refusal(pair, "answer_missing")
        pairs.append(Pair(text, answer))
    if len(pairs) < 2:
        raise refusal(node, "two_pairs")
    return Matching(tuple(pairs))


def _ordering(node: Node, remarks: list[Remark]) -> Ordering:
    """The order of the file: Moodle writes numbers into the fractions and never reads them."""
    rows = list(node.all("answer"))
    if len(rows) < 2:
        raise refusal(node, "two_options")
    for row in rows:
        if not inner(row):
            raise refusal(row, "option_empty")
        if optional(row.first("feedback")):
            remarks.append(row.remark("item_feedback_dropped"))
    raw = [row.attributes.get("fraction", "").strip() for row in rows]
    numbers = [Decimal(one) for one in raw if NUMBER.fullmatch(one)]
    if len(set(numbers)) == len(rows) and any(one > other for one, other in pairwise(numbers)):
        remarks.append(node.remark("order_of_file"))
    return Ordering(tuple(read_text(row) for row in rows))


READERS: Final[dict[str, Callable[[Node, list[Remark]], Body]]] = {
    "description": lambda node, remarks: Description(),
    "truefalse": _true_false,
    "multichoice": _choices,
    "shortanswer": _short,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "essay": lambda node, remarks: Essay(optional(node.first("graderinfo"))),
    "ordering": _ordering,
}
