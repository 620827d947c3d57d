"""The figures of campaigns: one query for their measurements, then the pure core of `series`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, Value

from lib.dialects import MetricRow
from lib.kpi import FORMULAS
from portfolio.domain.series import UNKNOWN, Cell, Computed, Declared, Row, compute_all, current_rows
from portfolio.models import Campaign, DeclaredFigure, Metric
from portfolio.models.exact import ExactDecimalField

NEEDED = {name for formula in FORMULAS.values() for name in formula.inputs} | {"followers"}


@dataclass(frozen=True)
class Figures:
    """Everything numeric a campaign shows."""

    computed: tuple[Computed, ...]
    rows: tuple[Row, ...]
    declared: tuple[Declared, ...]

    @property
    def valued(self) -> list[Computed]:
        """Those with a value."""
        return [item for item in self.computed if item.value is not None]

    @property
    def outcomes(self) -> list[Declared]:
        """What changed, before and after, as declared."""
        return [item for item in self.declared if item.before is not None or item.metric == "other"]

    def of(self, code: str) -> list[Computed]:
        """One KPI, each scope apart."""
        return [item for item in self.computed if item.kpi.code == code]


def figures(campaign: Campaign) -> Figures:
    """The figures of one campaign."""
    return figures_of([campaign])[campaign.pk]


def figures_of(campaigns: Iterable[Campaign]) -> dict[int, Figures]:
    """The figures of several campaigns by id, in one query."""
    own = {campaign.pk: campaign for campaign in campaigns}
    cells: dict[int, list[Cell]] = defaultdict(list)
    typed: dict[int, list[tuple[int, Declared]]] = defaultdict(list)
    for campaign_id, name, file_id, *values, label, before, note, pk in _stored(list(own)):
        if file_id:
            cells[campaign_id].append(Cell(name, file_id, *values))
        else:
            metric, value, currency = values[-3:]
            typed[campaign_id].append((pk, Declared(metric, value, currency, label, before, note)))
    declared = {pk: [item for _, item in sorted(typed[pk], key=itemgetter(0))] for pk in own}
    return {pk: _figures(cells[pk], declared[pk], campaign) for pk, campaign in own.items()}


def preview(metrics: Iterable[MetricRow], name: str, campaign: Campaign) -> Figures:
    """What a file would give by itself, with what is declared; nothing is stored."""
    cells = [
        Cell(
            name, 0, row.entity_kind, row.entity_id, row.period_start, row.period_end,
            row.paid, row.metric, row.value, row.currency,
        )
        for row in metrics
    ]  # fmt: skip
    typed = [_declared(item) for item in campaign.declared_figures.order_by("pk")]
    return _figures(cells, typed, campaign)


def _figures(cells: list[Cell], declared: list[Declared], campaign: Campaign) -> Figures:
    rows = current_rows(cells)
    own = "" if campaign.currency == UNKNOWN else campaign.currency
    computed = (_beside(item, campaign) for item in compute_all(rows, declared, currency=own))
    return Figures(tuple(computed), tuple(rows), tuple(declared))


def _beside(item: Computed, campaign: Campaign) -> Computed:
    """With the days of the campaign where what was measured lies outside them."""
    days = (campaign.starts_on, campaign.ends_on)
    if item.period is None or (days[0] <= item.period[0] and item.period[1] <= days[1]):
        return item
    return replace(item, beyond=days)


def _declared(item: DeclaredFigure) -> Declared:
    assert item.value is not None
    return Declared(item.metric, item.value, item.currency, item.label, item.before, item.note)


def _stored(ids: list[int]) -> Iterable[tuple[Any, ...]]:
    """What files measured and what was typed, in one statement: campaign, then the columns of a Cell, those that only
    a Declared has, and its number. What was typed names no file.
    """
    nothing, no_day, zero = Value("", CharField()), Value(None, DateField()), Value(0, BigIntegerField())
    measured = Metric.objects.filter(file__campaign_id__in=ids, file__superseded_by=None, metric__in=NEEDED)
    declared = DeclaredFigure.objects.filter(campaign_id__in=ids)
    cell = ("file__campaign_id", "file__name", "file_id", "entity_kind", "entity_id", "period_start", "period_end")
    end = ("paid", "metric", "value", "currency")
    return measured.values_list(*cell, *end, nothing, Value(None, ExactDecimalField()), nothing, zero).union(
        declared.values_list(
            "campaign_id", nothing, zero, nothing, nothing, no_day, no_day, nothing, *end[1:],
            "label", "before", "note", "pk",
        ),
        all=True,
    )  # fmt: skip
