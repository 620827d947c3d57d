"""The list of questions, and the same list as a file for another platform."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Locale

from cms.formats.exchange import Exchanged, Inexpressible, Remark, Written
from cms.formats.from_bank import from_bank
from cms.formats.gift import write_gift
from cms.formats.moodle_xml import write_moodle
from cms.formats.source import Dialect
from cms.models import Question
from cms.views.snippet_list import SnippetListView

FILES: dict[Dialect, tuple[str, str]] = {
    "gift": ("gift", "text/plain; charset=utf-8"),
    "moodle": ("xml", "application/xml; charset=utf-8"),
}
BESIDE = ("skills", "covers", "kpi", "reviewed")


class QuestionIndexView(SnippetListView):
    """`?questions=gift` or `?questions=moodle` answers with what the search and the filters leave, as a file.

    A file holds one language, French when the list shows all: codes are shared by both.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for dialect in FILES:
            if request.GET.get("questions") == dialect:
                ending, kind = FILES[dialect]
                locale = get_object_or_404(Locale, language_code=request.GET.get("locale") or "fr")
                written = export((row for row in self.get_queryset() if row.locale_id == locale.pk), dialect)
                name = f"questions-{locale.language_code}.{ending}"
                headers = {"Content-Disposition": f'attachment; filename="{name}"'}
                return HttpResponse(written.text, content_type=kind, headers=headers)
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons: list[Any] = [*super().header_buttons]
        if self.permission_policy.user_has_permission(self.request.user, "add"):
            url = reverse(self.model.snippet_viewset.get_url_name("import"))
            buttons.append(HeaderButton(_("Import questions"), url=url, icon_name="upload"))
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [
            *super().header_more_buttons,
            Button(_("Export as GIFT"), url=self._export_url("gift"), icon_name="download", priority=90),
            Button(_("Export as Moodle XML"), url=self._export_url("moodle"), icon_name="download", priority=91),
        ]

    def _export_url(self, dialect: Dialect) -> str:
        params = self.request.GET.copy()
        params["questions"] = dialect
        for name in ("p", "_w_filter_fragment"):
            params.pop(name, None)
        return f"{self.index_url}?{params.urlencode()}"


def export(questions: Iterable[Question], dialect: Dialect) -> Written:
    """What is live as published, the others as last drafted; what is left out or lost is named at the head."""
    locale = get_language() or "fr"
    asked: list[Exchanged] = []
    told: list[tuple[str, Remark]] = []
    beside: dict[str, None] = {}  # what no format has a place for, in the order in which it is met
    for row in questions:
        question = row if row.live else row.get_latest_revision_as_object()
        beside |= dict.fromkeys(name for name in BESIDE if getattr(question, name))
        try:
            found, lost = from_bank(question, dialect)
        except Inexpressible as problem:
            told.append((question.code, problem.remark))
            continue
        asked.append(found)
        if lost:
            told.append((question.code, Remark(0, 0, "lost_in_file", (("part", ", ".join(lost)),))))
    if beside:
        told.insert(0, ("*", Remark(0, 0, "lost_in_file", (("part", ", ".join(beside)),))))
    write = write_gift if dialect == "gift" else write_moodle
    told += write(asked).left_out
    today = datetime.date.today().isoformat()
    comments = [f"Tremplin, {today}", *(f"{code}: {remark.message(locale)}" for code, remark in told)]
    return write(asked, comments=comments)
