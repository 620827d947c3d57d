"""What was typed, read and compared: right within the tolerance, or the mistake it shows, or simply wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lib.datasets.model import DataSet
from lib.datasets.questions import QUESTIONS, Answer, Kind, Trap, Value
from lib.dialects.dates import DateError, decide_order, parse_date
from lib.numbers import NumberError, parse_answer

_LATE = dt.date(9999, 1, 1)


class Unreadable(ValueError):
    """What was typed is no such answer. `expected` is number, date or line."""

    def __init__(self, expected: Literal["number", "date", "line"]) -> None:
        super().__init__(expected)
        self.expected = expected


@dataclass(frozen=True)
class Verdict:
    """`mistake` names how a wrong answer was made, "" when nothing tells."""

    right: bool
    mistake: str = ""


def read(code: str, text: str, *, data: DataSet, locale: str) -> Value:
    """A typed number or date, or a chosen line, as a value to compare. Raises `Unreadable`."""
    kind: Kind = QUESTIONS[code].kind_in(data.plan.network)
    if kind == "date":
        return _day(text, locale)
    if kind == "line":
        if text not in {line.key for line in data.lines}:
            raise Unreadable("line")
        return text
    try:
        return parse_answer(text, locale)
    except NumberError as error:
        raise Unreadable("number") from error


def judge(answer: Answer, value: Value) -> Verdict:
    """Right first; then the nearest of the known mistakes."""
    if _near(answer, answer.value, value):
        return Verdict(True)
    traps = [trap for trap in answer.traps if _near(answer, trap.value, value)]
    return Verdict(False, min(traps, key=lambda trap: _distance(trap, value)).mistake if traps else "")


def sound(answer: Answer) -> bool:
    """Whether no mistake could pass for the answer, nor one number for both."""
    for trap in answer.traps:
        if isinstance(trap.value, Decimal) and isinstance(answer.value, Decimal):
            if not trap.value.is_finite() or abs(trap.value - answer.value) <= 2 * answer.tolerance:
                return False
        elif trap.value == answer.value:
            return False
    return not isinstance(answer.value, Decimal) or answer.value.is_finite()


def _near(answer: Answer, wanted: Value, value: Value) -> bool:
    if isinstance(wanted, Decimal) and isinstance(value, Decimal):
        return abs(value - wanted) <= answer.tolerance
    return wanted == value


def _distance(trap: Trap, value: Value) -> Decimal:
    both = isinstance(trap.value, Decimal) and isinstance(value, Decimal)
    return abs(value - trap.value) if both else Decimal(0)  # type: ignore[operator]


def _day(text: str, locale: str) -> str:
    """ISO as browsers send it, or as people write it; 03/04 in English reads in two ways and is not guessed."""
    french = locale.lower().startswith("fr")
    decided = decide_order([text])
    if decided.ambiguous and not french:
        raise Unreadable("date")
    try:
        return parse_date(text, order=decided.order or "DMY", today=_LATE).isoformat()
    except DateError as error:
        raise Unreadable("date") from error
