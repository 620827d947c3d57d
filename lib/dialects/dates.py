"""Dates as exports write them; the order of day and month is decided for a whole column, never cell by cell."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lib.dialects.specs import DateOrder

FIRST_DAY: Final = dt.date(2000, 1, 1)
_ZONE = r"(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
_TIME = rf"(?:(?:T|,?\s+)([0-9]{{1,2}}):([0-9]{{2}})(?::([0-9]{{2}})(?:\.[0-9]{{1,6}})?)?\s*([AaPp][Mm])?\s*{_ZONE})?"
_ISO = re.compile(rf"([0-9]{{4}})([-/.]?)([0-9]{{2}})\2([0-9]{{2}}){_TIME}")
_SLASHED = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}){_TIME}")
_DAY_MONTH = re.compile(rf"([0-9]{{1,2}})(?:er)? ([a-z]+)\.?,? ([0-9]{{4}}){_TIME}")
_MONTH_DAY = re.compile(rf"([a-z]+)\.? ([0-9]{{1,2}}),? ([0-9]{{4}}){_TIME}")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev february feb",
            "mars march mar",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "aout august aug",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}


class DateError(ValueError):
    """A text that is no usable date. `code` is not_a_date, impossible_date or future_date."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class OrderDecision:
    """`order` is None when nothing settles it; `ambiguous` only if the two readings differ. `example` is the cell
    that says so.
    """

    order: DateOrder | None
    ambiguous: bool
    example: str = ""


def decide_order(cells: Iterable[str]) -> OrderDecision:
    """Day/month or month/day, from a whole column: one number above 12 settles it."""
    doubtful = ""
    for cell in cells:
        match = _SLASHED.fullmatch(_plain(cell))
        if not match:
            continue
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            return OrderDecision("DMY", False, cell)
        if second > 12 >= first:
            return OrderDecision("MDY", False, cell)
        if first != second:
            doubtful = doubtful or cell
    return OrderDecision(None, bool(doubtful), doubtful)


def parse_date(text: str, *, order: DateOrder, today: dt.date) -> dt.date:
    """Read one date (a time of day is checked and dropped). Two-digit years are refused. Raises `DateError`."""
    plain = _plain(text)
    if match := _ISO.fullmatch(plain):
        parts, time = (match[1], match[3], match[4]), match.groups()[4:]
    elif match := _SLASHED.fullmatch(plain):
        day, month = (match[1], match[3]) if order == "DMY" else (match[3], match[1])
        parts, time = (match[4], month, day), match.groups()[4:]
    elif match := _DAY_MONTH.fullmatch(plain):
        parts, time = (match[3], str(_MONTHS.get(match[2], 0)), match[1]), match.groups()[3:]
    elif match := _MONTH_DAY.fullmatch(plain):
        parts, time = (match[3], str(_MONTHS.get(match[1], 0)), match[2]), match.groups()[3:]
    else:
        raise DateError("not_a_date")
    try:
        day_read = dt.date(*(int(part) for part in parts))
        hour, minute, second, half = time
        dt.time(int(hour or 0), int(minute or 0), int(second or 0))
    except ValueError as error:
        raise DateError("impossible_date") from error
    if day_read < FIRST_DAY or (half and not 1 <= int(hour) <= 12):
        raise DateError("impossible_date")
    if day_read > today:
        raise DateError("future_date")
    return day_read


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.strip())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"\s+", " ", plain) if re.match(r"[0-9]+[-/.]", plain) else re.sub(r"\s+", " ", plain).casefold()
