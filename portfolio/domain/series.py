"""KPIs of a campaign. Pure: rows and declared values in, values or the reason why there is none out.

Rules: a newer file replaces the same measurement of an older one; ratios are pooled (sum over sum) over rows that hold
every input; paid and organic stay apart, so do levels of measurement (post, campaign, account); a missing value is
None; two currencies never add up, nor do amounts that say theirs and amounts that do not. A sum whose files do not say
its currency is in that of its campaign where it meets another sum, and the figure says so.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from lib.kpi import FORMULAS, Formula, Kpi, compute

STOCKS: Final = frozenset({"followers", "followers_start", "followers_end"})
MONEY: Final = frozenset({"spend", "revenue", "cost"})
UNIQUE_PEOPLE: Final = "reach"
UNKNOWN: Final = "XXX"
NOT_ADDITIVE: Final = frozenset({"reach", "frequency"})


@dataclass(frozen=True)
class Cell:
    """One measurement as stored. `rank` orders files: a higher one is newer."""

    file: str
    rank: int
    entity_kind: str
    entity_id: str
    start: dt.date
    end: dt.date
    paid: str
    metric: str
    value: Decimal | None
    currency: str = ""


@dataclass(frozen=True)
class Row:
    """All measurements of one entity over one period."""

    entity_kind: str
    entity_id: str
    start: dt.date
    end: dt.date
    paid: str
    values: Mapping[str, Decimal | None]
    currencies: Mapping[str, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Declared:
    """A value typed by hand, with the one before the campaign when there is one."""

    metric: str
    value: Decimal
    currency: str = ""
    label: str = ""
    before: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class Computed:
    """A KPI over one scope, and everything that makes it honest. `reason` extends those of `lib.kpi.Kpi`:
    "currencies:EUR,USD", "no_currency:revenue" and "not_additive:reach". `assumed`: the amounts taken to be in the
    currency of the campaign; `beyond`: the days of the campaign, where `period` is not within them."""

    kpi: Kpi
    paid: str = "unknown"
    entity_kind: str = ""
    currency: str = ""
    reason: str = ""
    period: tuple[dt.date, dt.date] | None = None
    files: tuple[str, ...] = ()
    declared: tuple[str, ...] = ()
    rows: int = 0
    left_out: int = 0
    summed_reach: bool = False
    platform: Decimal | None = None
    assumed: tuple[str, ...] = ()
    beyond: tuple[dt.date, dt.date] | None = None

    @property
    def value(self) -> Decimal | None:
        """None when there is a reason."""
        return None if self.reason else self.kpi.value

    @property
    def difference(self) -> Decimal | None:
        """Ours minus the platform's own rate."""
        return None if self.value is None or self.platform is None else self.value - self.platform


def current_rows(cells: Iterable[Cell]) -> list[Row]:
    """Rows of the newest measurement of each thing, oldest period first.

    Figures of a post are totals since publication: its identity is enough; all else has its period in it.
    """
    newest: dict[tuple[object, ...], Cell] = {}
    for cell in cells:
        known = newest.get(
            key := key_of(cell.entity_kind, cell.entity_id, cell.start, cell.end, cell.paid, cell.metric)
        )
        if known is None or cell.rank >= known.rank:
            newest[key] = cell
    groups: dict[tuple[object, ...], list[Cell]] = defaultdict(list)
    for cell in newest.values():
        period = () if cell.entity_kind == "post" else (cell.start, cell.end)
        groups[(cell.entity_kind, cell.entity_id, cell.paid, *period)].append(cell)
    rows = [
        Row(
            group[0].entity_kind,
            group[0].entity_id,
            min(cell.start for cell in group),
            max(cell.end for cell in group),
            group[0].paid,
            {cell.metric: cell.value for cell in group},
            {cell.metric: cell.currency for cell in group if cell.currency},
            frozenset(cell.file for cell in group),
        )
        for group in groups.values()
    ]
    return sorted(rows, key=lambda row: (row.start, row.end, row.entity_id))


def key_of(kind: str, entity: str, start: dt.date, end: dt.date, paid: str, metric: str) -> tuple[object, ...]:
    """What makes two measurements the same one."""
    return (kind, entity, paid, metric) if kind == "post" else (kind, entity, start, end, paid, metric)


def compute_all(rows: Sequence[Row], declared: Sequence[Declared] = (), *, currency: str = "") -> list[Computed]:
    """Every KPI in the order of `FORMULAS`: one per scope where it has a value, else the reason nearest to one.

    `currency`: that of the campaign they belong to; "" where nobody knows it.
    """
    scopes: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        scopes[row.paid, row.entity_kind].append(row)
    given = {item.metric: item for item in declared}
    found: list[Computed] = []
    for formula in FORMULAS.values():
        tried = [_compute(formula, scope, scopes[scope], given, currency) for scope in sorted(scopes, key=_order)]
        tried = tried or [_compute(formula, ("unknown", ""), [], given, currency)]
        valued = [item for item in tried if item.value is not None]
        typed = [item for item in valued if not item.files]
        found += [item for item in valued if item.files] or typed[:1] or [min(tried, key=_distance)]
    return found


def over_time(rows: Sequence[Row], metric: str) -> list[tuple[dt.date, Decimal]]:
    """One metric by day: summed over the entities of a day that were measured, the largest kind of measurement only.

    Totals of publications are no course of time: `publications` tells them.
    """
    kinds: dict[tuple[str, str], dict[dt.date, Decimal]] = defaultdict(dict)
    for row in rows:
        value = row.values.get(metric)
        if value is not None and row.entity_kind != "post":
            days = kinds[row.paid, row.entity_kind]
            days[row.start] = days.get(row.start, Decimal(0)) + value
    best = max(kinds.values(), key=len, default={})
    return sorted(best.items())


def publications(rows: Sequence[Row], metric: str) -> list[tuple[dt.date, Decimal]]:
    """One metric of each publication, by day: totals since it appeared, which no line may join. Of paid and organic
    ones, those that are more.
    """
    kinds: dict[str, list[tuple[dt.date, Decimal]]] = defaultdict(list)
    for row in rows:
        value = row.values.get(metric)
        if row.entity_kind == "post" and value is not None:
            kinds[row.paid].append((row.start, value))
    most: list[tuple[dt.date, Decimal]] = max(kinds.values(), key=len, default=[])
    return sorted(most)


def _order(scope: tuple[str, str]) -> tuple[int, str]:
    return ({"unknown": 0, "organic": 1}.get(scope[0], 2), scope[1])


def _distance(item: Computed) -> int:
    """How far from a value: a missing input is further than a value that was refused."""
    reason = item.reason.partition(":")[0]
    return {"currencies": 0, "no_currency": 0, "not_additive": 1, "zero": 2, "negative": 2, "invalid": 2}.get(reason, 3)


def _compute(
    formula: Formula, scope: tuple[str, str], rows: Sequence[Row], given: Mapping[str, Declared], own: str
) -> Computed:
    """The first of the formula's denominators that gives a value, else what the first one lacks."""
    choices = [names for _, names in formula.denominators] or [()]
    tried = []
    for signed in choices:
        names = tuple(dict.fromkeys(name for _, name in (*formula.numerator, *signed)))
        tried.append(_with(formula, names, scope, rows, given, own))
    return next((item for item in tried if item.value is not None), min(tried, key=_distance))


def _with(
    formula: Formula,
    names: tuple[str, ...],
    scope: tuple[str, str],
    rows: Sequence[Row],
    given: Mapping[str, Declared],
    own: str,
) -> Computed:
    measured = [n for n in names if n not in STOCKS and any(row.values.get(n) is not None for row in rows)]
    replaced = [
        n for n in measured if n == UNIQUE_PEOPLE and formula.code in NOT_ADDITIVE and n in given and len(rows) > 1
    ]
    measured = [name for name in measured if name not in replaced]
    used = [row for row in rows if all(row.values.get(name) is not None for name in measured)] if measured else []
    touched = [row for row in rows if any(name in row.values for name in measured)]
    inputs: dict[str, Decimal | None] = {
        n: sum((row.values[n] or Decimal(0) for row in used), Decimal(0)) for n in measured
    }
    if not used:
        inputs = dict.fromkeys(measured)
    money = {(name, row.currencies.get(name) or UNKNOWN) for row in used for name in measured if name in MONEY}
    typed, sources = [], list(used)
    for name in names:
        if name in measured:
            continue
        stock = _stock(name, rows)
        if stock is not None:
            inputs[name] = stock[1].values["followers"]
            sources.append(stock[1])
        elif name in given:
            inputs[name] = given[name].value
            typed.append(name)
            if name in MONEY:
                money.add((name, given[name].currency or UNKNOWN))
    kpi = compute(formula.code, inputs)
    files = sorted({file for row in sources for file in row.files})
    reason = kpi.reason
    summed = UNIQUE_PEOPLE in measured and len(used) > 1
    if summed and formula.code in NOT_ADDITIVE:
        reason = f"not_additive:{UNIQUE_PEOPLE}"
    currencies: set[str] = {code for _, code in money}
    unsaid: tuple[str, ...] = ()
    # What is added up must be alike before any currency is assumed: only whole sums take that of the campaign.
    alike = len({name for name, _ in money}) == len(money)
    if alike and len(currencies) > 1 and UNKNOWN in currencies:
        unsaid = tuple(sorted(name for name, code in money if code == UNKNOWN))
        currencies = currencies - {UNKNOWN} | ({own} if own else set())
    if unsaid and not own:
        reason = "no_currency:" + ",".join(unsaid)
    elif len(currencies) > 1:
        reason = "currencies:" + ",".join(sorted(currencies))
    platform = given.get(formula.code) if formula.code not in names else None
    return Computed(
        kpi=kpi,
        paid=scope[0],
        entity_kind=scope[1],
        currency=next(iter(currencies)) if len(currencies) == 1 else "",
        reason=reason,
        period=(min(r.start for r in sources), max(r.end for r in sources)) if sources else None,
        files=tuple(files),
        declared=tuple(typed),
        rows=len(used),
        left_out=len(touched) - len(used),
        summed_reach=summed,
        platform=platform.value if platform else None,
        assumed=unsaid if own else (),
    )


def _stock(name: str, rows: Sequence[Row]) -> tuple[str, Row] | None:
    """Followers are a level, not a flow: the first or the last known value of the period."""
    known = [row for row in rows if row.values.get("followers") is not None]
    if name not in STOCKS or not known or (name == "followers_start" and known[0].start == known[-1].start):
        return None
    return (name, known[0] if name == "followers_start" else known[-1])
