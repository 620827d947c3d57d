"""Facts about others by the day until which they are good: what to look at again first."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from cms.dated_facts import today
from cms.models import CasePage, CertificationPage, DirectoryEntry, PlatformPage, RoleSalary, ToolPage
from cms.models.dated import good_until
from cms.reference import active
from cms.wording import KIND_NAMES, MARKET_STATUS
from lib.numbers import format_money
from lib.sheets import safe_cell

DATED: tuple[type[Any], ...] = (ToolPage, PlatformPage, CertificationPage, CasePage, DirectoryEntry)
SOON = 30
STATES = (("old", gettext_lazy("past its shelf life")), ("soon", gettext_lazy("within 30 days")))
KINDS = [(kind, KIND_NAMES[kind]) for kind in ("tool", "platform", "role", "certification", "case", "entry")]


@dataclass(frozen=True)
class Fact:
    """One published French object, or one figure of pay, with where to edit it; `days` are left, or negative."""

    title: str
    kind: str
    checked_on: datetime.date | None
    until: datetime.date | None
    days: int | None
    market_status: str
    source: str
    edit_url: str

    @property
    def kind_name(self) -> str:
        return str(KIND_NAMES[self.kind])

    @property
    def status_name(self) -> str:
        return str(MARKET_STATUS.get(self.market_status, ""))

    @property
    def state(self) -> str:
        if self.checked_on and self.checked_on > today():
            return _("dated on a day to come")
        if self.until is None or self.days is None:
            return _("never dated")
        return _("past its shelf life") if self.days < 0 else _("good")


def facts() -> list[Fact]:
    """All dated facts, those to look at first in front; one query a kind."""
    found = [*_objects(), *_pay()]
    return sorted(found, key=lambda fact: (fact.until or datetime.date.min, fact.kind, fact.title))


def _objects() -> Iterator[Fact]:
    for model in DATED:
        for row in model.objects.filter(live=True, locale__language_code="fr"):
            until = _until(row.checked_on, row.shelf_life_days)
            yield Fact(
                row.title,
                model.catalogue_kind,
                row.checked_on,
                until,
                _left(until),
                row.market_status,
                row.source,
                _edit_url(row),
            )


def _pay() -> Iterator[Fact]:
    """A figure of pay is as old as its publication."""
    rows = RoleSalary.objects.filter(page__live=True, page__locale__language_code="fr").select_related("page")
    for row in rows:
        until = _until(row.published, row.shelf_life_days)
        pay = format_money(row.amount, row.currency, active())
        title = _("%(role)s: pay, %(pay)s") % {"role": row.page.title, "pay": pay}
        edit_url = reverse("wagtailadmin_pages:edit", args=[row.page_id])
        yield Fact(title, "role", row.published, until, _left(until), "", row.source_fr, edit_url)


def _until(day: datetime.date | None, shelf_life_days: int | None) -> datetime.date | None:
    """None where nobody can have looked yet: what says so is not good until any day, and comes first."""
    return None if day and day > today() else good_until(day, shelf_life_days)


def _left(until: datetime.date | None) -> int | None:
    return (until - today()).days if until else None


def _edit_url(row: Any) -> str:
    if isinstance(row, DirectoryEntry):
        return reverse(DirectoryEntry.snippet_viewset.get_url_name("edit"), args=[row.pk])
    return reverse("wagtailadmin_pages:edit", args=[row.pk])


class FactFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=KINDS)
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=STATES)

    class Meta:
        model = DirectoryEntry
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        """Facts come from several tables, so they are filtered as a list."""
        kind, state = self.form.cleaned_data["kind"], self.form.cleaned_data["state"]
        limit = {"old": 0, "soon": SOON + 1}.get(state)
        return [
            fact
            for fact in queryset
            if (not kind or fact.kind == kind) and (limit is None or fact.days is None or fact.days < limit)
        ]


class StaleFactsView(ReportView):
    page_title = gettext_lazy("Facts to check again")
    header_icon = "time"
    index_url_name = "stale_facts"
    index_results_url_name = "stale_facts_results"
    filterset_class = FactFilterSet
    permission_policy = page_permission_policy
    any_permission_required = ["add", "change", "publish"]
    columns = [
        TitleColumn("title", label=gettext_lazy("What"), get_url=lambda fact: fact.edit_url),
        Column("kind_name", label=gettext_lazy("Kind")),
        Column("checked_on", label=gettext_lazy("Checked on")),
        Column("until", label=gettext_lazy("Good until")),
        Column("state", label=gettext_lazy("State")),
        Column("status_name", label=gettext_lazy("Market")),
        Column("source", label=gettext_lazy("Source")),
    ]
    list_export = ["title", "kind_name", "checked_on", "until", "days", "status_name", "source"]
    export_headings = {
        "title": gettext_lazy("What"),
        "kind_name": gettext_lazy("Kind"),
        "checked_on": gettext_lazy("Checked on"),
        "until": gettext_lazy("Good until"),
        "days": gettext_lazy("Days left"),
        "status_name": gettext_lazy("Market"),
        "source": gettext_lazy("Source"),
    }

    def get_queryset(self) -> "QuerySet[Any] | list[Fact]":
        return facts()

    def to_row_dict(self, item: Fact) -> dict[str, Any]:
        """Titles and sources are what editors typed: no spreadsheet may run them."""
        return {
            name: safe_cell(value) if isinstance(value, str) else value
            for name, value in super().to_row_dict(item).items()
        }
