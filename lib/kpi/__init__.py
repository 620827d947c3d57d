"""KPI formulas: exact decimals in, a value or the reason why there is none out. Missing is None, never 0.

Units of `Kpi.value`: "percent" is in percent (4 means 4 %), "ratio" and "per_person" are plain quotients, "money" is
in the currency of the inputs (which the caller keeps), "count" is a number of things. Quotients are rounded to 28
significant digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from lib.kpi.formulas import FORMULAS, INPUT_LABELS, Formula, Signed, Unit
from lib.numbers import format_money, format_number, format_percent

__all__ = [
    "FORMULAS",
    "INPUT_LABELS",
    "Formula",
    "Kpi",
    "Unit",
    "UnlikeDenominators",
    "complete_rows",
    "compute",
    "difference",
    "ensure_comparable",
    "format_kpi",
    "pool",
]

Inputs = Mapping[str, Decimal | None]
_QUOTIENT = Context(prec=28)
_SUM = Context(prec=100)


class UnlikeDenominators(ValueError):
    """Values over different denominators (or different KPIs) were to be compared. `kinds` names them."""

    def __init__(self, kinds: Iterable[str]) -> None:
        self.kinds = tuple(sorted(set(kinds)))
        super().__init__("unlike denominators: " + ", ".join(self.kinds))


@dataclass(frozen=True)
class Kpi:
    """A KPI with all that makes it honest: what was divided by what. `reason` is empty when there is a value.

    `reason` is "missing:<input>", "zero:<denominator>", "negative:<denominator>" or "invalid:<input>" otherwise.
    """

    code: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    denominator_kind: str
    unit: Unit
    reason: str = ""

    @property
    def formula(self) -> Formula:
        """Names, formula in words and source of the definition."""
        return FORMULAS[self.code]


def compute(code: str, inputs: Inputs) -> Kpi:
    """Compute one KPI from named inputs (names: `FORMULAS[code].inputs`). Raises `KeyError` for an unknown code."""
    formula = FORMULAS[code]
    kind, signed = _denominator(formula, inputs)
    return _finish(formula, kind, _total(formula.numerator, inputs), _total(signed, inputs))


def pool(code: str, rows: Sequence[Inputs]) -> Kpi:
    """Pool one KPI over rows: sum of numerators over sum of denominators, never a mean of ratios.

    One row without an input makes the pooled value None (`complete_rows` drops such rows when the caller says so); no
    row at all gives "missing:rows". Raises `UnlikeDenominators` when rows would be divided by different things.
    """
    formula = FORMULAS[code]
    chosen = [_denominator(formula, row) for row in rows]
    kinds = {kind for kind, _ in chosen}
    if len(kinds) > 1:
        raise UnlikeDenominators(kinds)
    if not rows:
        kind = formula.denominators[0][0] if formula.denominators else ""
        return Kpi(code, None, None, None, kind, formula.unit, "missing:rows")
    tops = [_total(formula.numerator, row) for row in rows]
    bottoms = [_total(signed, row) for row, (_, signed) in zip(rows, chosen, strict=True)]
    return _finish(formula, kinds.pop(), _sum(tops), _sum(bottoms))


def complete_rows(code: str, rows: Iterable[Inputs]) -> list[Inputs]:
    """The rows that have every input the KPI needs; say how many were left out when showing the pooled value."""
    formula = FORMULAS[code]
    kept = []
    for row in rows:
        _, signed = _denominator(formula, row)
        if not any(isinstance(_total(part, row), str) for part in (formula.numerator, signed)):
            kept.append(row)
    return kept


def ensure_comparable(kpis: Iterable[Kpi]) -> None:
    """Raise `UnlikeDenominators` unless all values are of one KPI over one kind of denominator."""
    kinds = {f"{kpi.code} / {kpi.denominator_kind}" if kpi.denominator_kind else kpi.code for kpi in kpis}
    if len(kinds) > 1:
        raise UnlikeDenominators(kinds)


def difference(after: Kpi, before: Kpi) -> Decimal | None:
    """`after` minus `before` in their common unit; None when one has no value. Raises `UnlikeDenominators`."""
    ensure_comparable((after, before))
    return None if after.value is None or before.value is None else after.value - before.value


def format_kpi(kpi: Kpi, locale: str, currency: str = "") -> str:
    """Show the value with its unit; an em dash without a value. `currency` (ISO code) goes with money."""
    if kpi.unit == "percent":
        return format_percent(kpi.value, locale, 2)
    if kpi.unit == "money":
        return format_money(kpi.value, currency, locale, 2)
    return format_number(kpi.value, locale, 0 if kpi.unit == "count" else 2)


def _denominator(formula: Formula, inputs: Inputs) -> tuple[str, Signed]:
    for kind, signed in formula.denominators:
        if all(inputs.get(name) is not None for _, name in signed):
            return kind, signed
    return formula.denominators[0] if formula.denominators else ("", ())


def _total(signed: Signed, inputs: Inputs) -> Decimal | str:
    """Sum of the signed inputs, or the reason why there is none."""
    total = Decimal(0)
    for sign, name in signed:
        value = inputs.get(name)
        if value is None:
            return f"missing:{name}"
        if not value.is_finite():
            return f"invalid:{name}"
        total = _SUM.add(total, value if sign > 0 else -value)
    return total


def _sum(parts: Sequence[Decimal | str]) -> Decimal | str:
    total = Decimal(0)
    for part in parts:
        if isinstance(part, str):
            return part
        total = _SUM.add(total, part)
    return total


def _finish(formula: Formula, kind: str, top: Decimal | str, bottom: Decimal | str) -> Kpi:
    numerator = None if isinstance(top, str) else top
    if not formula.denominators:
        return Kpi(formula.code, numerator, numerator, None, "", formula.unit, top if isinstance(top, str) else "")
    denominator = None if isinstance(bottom, str) else bottom
    reason = ""
    if isinstance(top, str):
        reason = top
    elif isinstance(bottom, str):
        reason = bottom
    elif bottom <= 0:
        reason = f"{'zero' if bottom == 0 else 'negative'}:{kind}"
    value = None
    if not reason and numerator is not None and denominator is not None:
        with localcontext(_QUOTIENT):
            value = numerator * formula.scale / denominator
    return Kpi(formula.code, value, numerator, denominator, kind, formula.unit, reason)
