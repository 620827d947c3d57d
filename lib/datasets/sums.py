"""Sums and rates over lines of a data set."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from typing import Final

from lib.datasets.finding import number
from lib.datasets.model import Line
from lib.kpi import Kpi, compute, pool

_HUNDRED: Final = Decimal(100)
_QUOTIENT: Final = Context(prec=28)


def total(lines: Sequence[Line], name: str) -> Decimal:
    """The sum of one column over lines that all have it."""
    return sum((number(line, name) for line in lines), Decimal(0))


def percent(top: Decimal, bottom: Decimal) -> Decimal:
    """A quotient in percent, to 28 digits."""
    with localcontext(_QUOTIENT):
        return top * _HUNDRED / bottom


def _inputs(line: Line, clicks: str) -> dict[str, Decimal | None]:
    return {**line.values, "clicks": line.values.get(clicks)}


def pooled(code: str, lines: Sequence[Line], clicks: str = "clicks") -> Kpi:
    """One KPI over lines: sum over sum. `clicks` names the column that counts as clicks."""
    return pool(code, [_inputs(line, clicks) for line in lines])


def mean(code: str, lines: Sequence[Line], clicks: str = "clicks") -> Decimal | None:
    """The mean of the KPI of each line: the usual mistake."""
    rates = [rate for line in lines if (rate := compute(code, _inputs(line, clicks)).value) is not None]
    with localcontext(_QUOTIENT):
        return sum(rates, Decimal(0)) / len(rates) if rates else None
