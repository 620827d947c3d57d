"""Snippets in the editing interface."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import LiveStatusTagColumn, LocaleColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.models import (
    DirectoryEntry,
    Figure,
    GlossaryTerm,
    InterviewQuestion,
    KpiDefinition,
    Question,
    SampleAdvert,
    Scenario,
    Template,
)
from cms.views.copying import CopyOnceEnglishView
from cms.views.question_export import QuestionIndexView
from cms.views.question_import import QuestionImportView
from cms.views.snippet_list import SnippetListView


def when() -> list[Any]:
    """The last columns of a list: whether it is published, its language, when it changed. Wagtail's own names of them
    stay in the language in which the program starts.
    """
    return [
        LiveStatusTagColumn(label=_("Status")),
        LocaleColumn(label=_("Language")),
        UpdatedAtColumn(label=_("Updated")),
    ]


class OneLanguageViewSet(SnippetViewSet):
    copy_view_class = CopyOnceEnglishView
    index_view_class = SnippetListView
    list_filter = ["live"]


class QuestionViewSet(OneLanguageViewSet):
    model = Question
    icon = "help"
    list_display = ["code", "kind", "newest_prompt", *when()]
    list_filter = ["kind", "live"]
    index_view_class = QuestionIndexView

    @property
    def import_view(self) -> Any:
        return self.construct_view(QuestionImportView)

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("import/", self.import_view, name="import")]


class GlossaryTermViewSet(OneLanguageViewSet):
    model = GlossaryTerm
    icon = "tag"
    list_display = ["term", "code", *when()]


class TemplateViewSet(OneLanguageViewSet):
    model = Template
    icon = "clipboard-list"
    list_display = ["title", "code", *when()]


class ScenarioViewSet(OneLanguageViewSet):
    model = Scenario
    icon = "redirect"
    list_display = ["title", "code", "lesson", *when()]


class FigureViewSet(OneLanguageViewSet):
    model = Figure
    icon = "image"
    list_display = ["name"]
    list_filter: list[str] = []


class TaughtGroup(SnippetViewSetGroup):
    menu_label = _("Taught")
    menu_icon = "openquote"
    menu_order = 200
    items = (QuestionViewSet, GlossaryTermViewSet, TemplateViewSet, ScenarioViewSet, FigureViewSet)


class InterviewQuestionViewSet(OneLanguageViewSet):
    model = InterviewQuestion
    icon = "help"
    list_display = ["title", "category", *when()]
    list_filter = ["category", "live"]
    search_fields = ["title", "code"]


class KpiDefinitionViewSet(OneLanguageViewSet):
    model = KpiDefinition
    icon = "cogs"
    list_display = ["title", "code", *when()]
    search_fields = ["title", "code"]


class DirectoryEntryViewSet(OneLanguageViewSet):
    model = DirectoryEntry
    icon = "site"
    list_display = ["title", "kind", "checked_on", *when()]
    list_filter = ["kind", "market_status", "live"]
    search_fields = ["title", "code"]


class SampleAdvertViewSet(OneLanguageViewSet):
    model = SampleAdvert
    icon = "doc-full"
    list_display = ["title", "level", *when()]


class ReferenceGroup(SnippetViewSetGroup):
    menu_label = pgettext_lazy("catalogues", "Reference")
    menu_icon = "list-ul"
    menu_order = 210
    items = (InterviewQuestionViewSet, KpiDefinitionViewSet, DirectoryEntryViewSet, SampleAdvertViewSet)
