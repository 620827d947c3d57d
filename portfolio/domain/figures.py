"""The figures of campaigns: one query for their measurements, then the pure core of `series`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lib.dialects import MetricRow
from lib.kpi import FORMULAS
from portfolio.domain.series import UNKNOWN, Cell, Computed, Declared, Row, compute_all, current_rows
from portfolio.models import Campaign, DeclaredFigure, Metric

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
    """The figures of several campaigns by id, in two queries."""
    own = {campaign.pk: campaign.currency for campaign in campaigns}
    ids = list(own)
    cells: dict[int, list[Cell]] = defaultdict(list)
    for campaign_id, *values in _stored(ids):
        cells[campaign_id].append(Cell(*values))
    typed: dict[int, list[Declared]] = defaultdict(list)
    for item in DeclaredFigure.objects.filter(campaign_id__in=ids).order_by("pk"):
        typed[item.campaign_id].append(_declared(item))
    return {pk: _figures(cells[pk], typed[pk], own[pk]) for pk in ids}


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
    return _figures(cells, typed, campaign.currency)


def _figures(cells: list[Cell], declared: list[Declared], currency: str) -> Figures:
    rows = current_rows(cells)
    own = "" if currency == UNKNOWN else currency
    return Figures(tuple(compute_all(rows, declared, currency=own)), tuple(rows), tuple(declared))


def _declared(item: DeclaredFigure) -> Declared:
    assert item.value is not None
    return Declared(item.metric, item.value, item.currency, item.label, item.before, item.note)


def _stored(ids: list[int]) -> Iterable[tuple[Any, ...]]:
    return Metric.objects.filter(file__campaign_id__in=ids, file__superseded_by=None, metric__in=NEEDED).values_list(
        "file__campaign_id",
        "file__name",
        "file_id",
        "entity_kind",
        "entity_id",
        "period_start",
        "period_end",
        "paid",
        "metric",
        "value",
        "currency",
    )
