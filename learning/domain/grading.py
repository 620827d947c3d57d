"""Grading, on the server only. Pure: a question version and a response in, points and feedback out.

The payload is that of `cms.QuestionVersion`: kind, options, items, targets, pairs, answer, tolerance, traps, accepted,
and where they are used reviewed and criteria.
"""

import random
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from lib.numbers import NumberError, parse_answer

Payload = Mapping[str, Any]
Response = Any
ONE, ZERO = Decimal(1), Decimal(0)
TRUTHS = ("true", "false")


@dataclass(frozen=True)
class Line:
    """Feedback on one option, pair or item: whether the learner took it, whether it is right, and why."""

    id: str
    text: str
    taken: bool
    right: bool
    feedback: str = ""
    given: str = ""
    wanted: str = ""  # what belongs to it, where that is not its own text


@dataclass(frozen=True)
class Grade:
    """Points between 0 and 1; None when a person must read the answer."""

    points: Decimal | None
    lines: tuple[Line, ...] = ()
    feedback: str = ""

    @property
    def right(self) -> bool:
        return self.points == ONE


class Unreadable(ValueError):
    """The response is not one that the form could send; `expected` is a code for the message."""

    def __init__(self, expected: str, detail: Mapping[str, str] | None = None) -> None:
        super().__init__(expected)
        self.expected, self.detail = expected, detail or {}


def empty(response: Response) -> bool:
    return response in (None, "", [], {})


def grade(payload: Payload, response: Response, *, locale: str) -> Grade:
    """Judge one response. Raises Unreadable for what no honest form sends; an empty response earns nothing."""
    return _GRADERS[payload["kind"]](payload, response, locale)


def shuffled(ids: Sequence[str], seed: int) -> list[str]:
    """The same order for the same seed, whatever the process."""
    order = sorted(ids)
    random.Random(seed).shuffle(order)
    return order


def _ids(response: Response, expected: str) -> list[str]:
    if empty(response):
        return []
    if not isinstance(response, list) or not all(isinstance(item, str) for item in response):
        raise Unreadable(expected)
    if len(set(response)) != len(response):
        raise Unreadable(expected)
    return response


def _single(payload: Payload, response: Response, locale: str) -> Grade:
    known = {option["id"] for option in payload["options"]}
    taken = set() if empty(response) else set(_ids([response], "option"))
    if taken - known:
        raise Unreadable("option")
    lines = _option_lines(payload, taken)
    right = any(line.taken and line.right for line in lines)
    return Grade(ONE if right else ZERO, lines)


def _multiple(payload: Payload, response: Response, locale: str) -> Grade:
    """Right picks minus wrong picks, over the number of right options, floor 0."""
    taken = set(_ids(response, "option"))
    if taken - {option["id"] for option in payload["options"]}:
        raise Unreadable("option")
    lines = _option_lines(payload, taken)
    total = sum(line.right for line in lines)
    score = sum((1 if line.right else -1) for line in lines if line.taken)
    return Grade(max(ZERO, Decimal(score) / Decimal(total)) if total else ZERO, lines)


def _option_lines(payload: Payload, taken: set[Any]) -> tuple[Line, ...]:
    return tuple(
        Line(o["id"], o["text"], o["id"] in taken, bool(o.get("correct")), o.get("feedback", ""))
        for o in payload["options"]
    )


def _numeric(payload: Payload, response: Response, locale: str) -> Grade:
    if empty(response):
        return Grade(ZERO, (), payload.get("wrong", ""))
    try:
        value = parse_answer(str(response), locale)
    except NumberError as error:
        raise Unreadable("number", {"value": str(response)[:40]}) from error
    if _near(value, payload["answer"], payload.get("tolerance")):
        return Grade(ONE, (), payload.get("right", ""))
    for trap in payload.get("traps", ()):
        if _near(value, trap["value"], trap.get("tolerance")):
            return Grade(ZERO, (), trap["feedback"])
    return Grade(ZERO, (), payload.get("wrong", ""))


def _near(value: Decimal, wanted: str, tolerance: str | None) -> bool:
    """Within the tolerance; never near what an editor left empty or mistyped."""
    try:
        return abs(value - Decimal(wanted)) <= Decimal(tolerance or "0")
    except InvalidOperation:
        return False


def _order(payload: Payload, response: Response, locale: str) -> Grade:
    """Share of items at their place; all or nothing would hide what was understood."""
    expected = [item["id"] for item in payload["items"]]
    given = _ids(response, "order")
    if given and set(given) != set(expected):
        raise Unreadable("order")
    texts = {item["id"]: item["text"] for item in payload["items"]}
    lines = tuple(
        Line(
            item,
            texts[item],
            bool(given),
            bool(given) and given[place] == item,
            given=texts[given[place]] if given else "",
        )
        for place, item in enumerate(expected)
    )
    right = sum(line.right for line in lines)
    points = Decimal(right) / Decimal(len(expected)) if given else ZERO
    return Grade(points, lines, payload.get("right" if points == ONE else "wrong", ""))


def _match(payload: Payload, response: Response, locale: str) -> Grade:
    """Share of pairs put right."""
    labels = {target["id"]: target["label"] for target in payload["targets"]}
    given = response or {}
    if not isinstance(given, dict) or any(not isinstance(v, str) or (v and v not in labels) for v in given.values()):
        raise Unreadable("target")
    if set(given) - {pair["id"] for pair in payload["pairs"]}:
        raise Unreadable("pair")
    lines = tuple(
        Line(
            pair["id"],
            pair["text"],
            bool(given.get(pair["id"])),
            given.get(pair["id"]) == pair["target"],
            pair.get("feedback", ""),
            labels.get(given.get(pair["id"], ""), ""),
            labels.get(pair["target"], ""),
        )
        for pair in payload["pairs"]
    )
    points = Decimal(sum(line.right for line in lines)) / Decimal(len(lines)) if lines else ZERO
    return Grade(points, lines, payload.get("right" if points == ONE else "wrong", ""))


def _truefalse(payload: Payload, response: Response, locale: str) -> Grade:
    if empty(response):
        return Grade(ZERO, (), payload.get("wrong", ""))
    if response not in TRUTHS:
        raise Unreadable("option")
    right = response == payload["answer"]
    return Grade(ONE if right else ZERO, (), payload.get("right" if right else "wrong", ""))


def _long(payload: Payload, response: Response, locale: str) -> Grade:
    """A person reads it; only an empty answer is judged here."""
    return Grade(ZERO if empty(response) else None)


def _short(payload: Payload, response: Response, locale: str) -> Grade:
    """One of the accepted forms, as whole words, whatever the accents and letter case; else a person reads it, where
    the question asks for one.
    """
    if empty(response):
        return Grade(ZERO, (), payload.get("wrong", ""))
    given = f" {fold(str(response))} "
    accepted = any(fold(form) and f" {fold(form)} " in given for form in payload.get("accepted", ()))
    if not accepted and payload.get("reviewed"):
        return Grade(None)
    return Grade(ONE if accepted else ZERO, (), payload.get("right" if accepted else "wrong", ""))


def fold(text: str) -> str:
    """Lower case without accents, punctuation or double spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


_GRADERS: dict[str, Callable[[Payload, Response, str], Grade]] = {
    "single": _single,
    "multiple": _multiple,
    "numeric": _numeric,
    "order": _order,
    "match": _match,
    "short": _short,
    "truefalse": _truefalse,
    "long": _long,
}
