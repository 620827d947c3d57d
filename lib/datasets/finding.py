"""The rules by which the anomalies of a file are found, from nothing but its lines."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from statistics import median
from typing import Final

from lib.datasets.model import DataSet, Line

OUTLIER_TIMES: Final = 4
BOTS_TIMES: Final = 5
REACH_TIMES: Final = 2


def number(line: Line, name: str) -> Decimal:
    """A value that is never left empty, or that the caller has checked."""
    value = line.values[name]
    assert value is not None
    return value


def gap(data: DataSet) -> list[Line]:
    """Lines whose reach is empty: it was not measured, which is not zero."""
    return [line for line in data.lines if line.values["reach"] is None]


def measured(data: DataSet) -> list[Line]:
    """All other lines."""
    return [line for line in data.lines if line.values["reach"] is not None]


def outlier(data: DataSet) -> Line | None:
    """The line with at least four times the interactions of the median line; None when several or none have."""
    middle = median_interactions(data)
    far = [line for line in data.lines if number(line, "interactions") >= OUTLIER_TIMES * middle]
    return far[0] if len(far) == 1 else None


def median_interactions(data: DataSet) -> Decimal:
    """Half of the lines have fewer, half have more."""
    return Decimal(median(number(line, "interactions") for line in data.lines))


def paid(data: DataSet) -> list[Line]:
    """Lines with bought reach."""
    return [line for line in data.lines if line.paid]


def changes(data: DataSet) -> list[tuple[dt.date, Decimal]]:
    """Followers gained less followers lost, day by day, from the second day on."""
    found: list[tuple[dt.date, Decimal]] = []
    days = {line.day: number(line, "followers") for line in data.lines}
    before: Decimal | None = None
    for day, count in sorted(days.items()):
        if before is not None:
            found.append((day, count - before))
        before = count
    return found


def bots(data: DataSet) -> tuple[dt.date, Decimal] | None:
    """The day on which at least five times more followers came than on any other, with an ordinary reach."""
    if data.by_post:
        return None
    ranked = sorted(changes(data), key=lambda pair: pair[1], reverse=True)
    (day, gained), (_, second) = ranked[:2]
    known = [number(line, "reach") for line in measured(data) if not line.paid]
    that_day = [number(line, "reach") for line in measured(data) if line.day == day and not line.paid]
    ordinary = all(reach < REACH_TIMES * Decimal(median(known)) for reach in that_day)
    return (day, gained) if gained >= BOTS_TIMES * max(second, Decimal(1)) and ordinary else None
