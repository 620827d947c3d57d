"""What waits for somebody: pages that are not published, and what is written in French and has no English."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, TranslatableMixin
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import get_snippet_models

MAY = ["add", "change", "publish"]


def page_drafts(user: Any) -> Any:
    """Pages that are not published and that this person may edit, those changed last in front."""
    found = page_permission_policy.instances_user_has_any_permission_for(user, ["change", "publish"])
    drafts = found.filter(live=False, depth__gt=1, alias_of=None)
    return drafts.select_related("locale").order_by("-latest_revision_created_at", "-pk")


@dataclass(frozen=True)
class French:
    """One object that has no English, with where to edit it."""

    title: str
    kind: str
    edit_url: str


def _without_english(model: Any, **only: Any) -> Any:
    """Objects of the first language that nobody sent to translation; an alias is none."""
    elsewhere = model.objects.exclude(locale__language_code=settings.LANGUAGE_CODE).filter(**only)
    found = model.objects.filter(locale__language_code=settings.LANGUAGE_CODE, **only)
    return found.exclude(translation_key__in=elsewhere.values("translation_key"))


def _sources(user: Any) -> Iterator[tuple[Any, str]]:
    """What this person may see of it, a statement for pages and one for each kind of snippet; where it is edited."""
    editable = page_permission_policy.instances_user_has_any_permission_for(user, ["change", "publish"])
    pages = _without_english(Page, alias_of=None).filter(depth__gt=1, pk__in=editable.values("pk"))
    yield pages.order_by("path"), "wagtailadmin_pages:edit"
    for model in get_snippet_models():
        names = model._meta
        if (
            names.app_label == "cms"
            and issubclass(model, TranslatableMixin)
            and user.has_perm(f"cms.view_{names.model_name}")
        ):
            yield _without_english(model).order_by("pk"), model.snippet_viewset.get_url_name("edit")


def count_not_sent(user: Any) -> int:
    return sum(found.count() for found, _name in _sources(user))


def not_sent(user: Any) -> list[French]:
    return [
        French(_title(item), _kind(item), reverse(name, args=[quote(item.pk)]))
        for found, name in _sources(user)
        for item in found
    ]


def _title(item: Any) -> str:
    return str(item.get_admin_display_title() if isinstance(item, Page) else item)


def _kind(item: Any) -> str:
    return str(item.page_type_display_name if isinstance(item, Page) else capfirst(item._meta.verbose_name))


class _Waiting(ReportView):
    permission_policy = page_permission_policy
    any_permission_required = MAY


class PageDraftsView(_Waiting):
    page_title = _("Drafts of pages")
    header_icon = "doc-empty-inverse"
    index_url_name = "page_drafts"
    index_results_url_name = "page_drafts_results"
    list_export = ["title", "locale", "latest_revision_created_at"]
    export_headings = {"title": _("What"), "locale": _("Language"), "latest_revision_created_at": _("Updated")}
    columns = [
        TitleColumn(
            "title",
            label=_("What"),
            accessor=lambda page: page.get_admin_display_title(),
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ),
        Column("kind", label=_("Kind"), accessor=_kind),
        Column("language", label=_("Language"), accessor=lambda page: page.locale.get_display_name()),
        DateColumn("latest_revision_created_at", label=_("Updated")),
    ]

    def get_queryset(self) -> Any:
        return page_drafts(self.request.user)


class NotSentView(_Waiting):
    page_title = _("Not sent to translation")
    header_icon = "wagtail-localize-language"
    index_url_name = "not_sent"
    index_results_url_name = "not_sent_results"
    list_export = ["title", "kind"]
    export_headings = {"title": _("What"), "kind": _("Kind")}
    columns = [
        TitleColumn("title", label=_("What"), get_url=lambda item: item.edit_url),
        Column("kind", label=_("Kind")),
    ]

    def get_queryset(self) -> Any:
        return not_sent(self.request.user)
