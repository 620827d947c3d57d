"""Snippets in the editing interface."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LocaleColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.models import Figure, GlossaryTerm, Question, Scenario, Template


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    list_display = ["code", "kind", "prompt", LocaleColumn(), UpdatedAtColumn()]
    list_filter = ["kind", "live"]


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "tag"
    list_display = ["term", "code", LocaleColumn(), UpdatedAtColumn()]


class TemplateViewSet(SnippetViewSet):
    model = Template
    icon = "clipboard-list"
    list_display = ["title", "code", LocaleColumn(), UpdatedAtColumn()]


class ScenarioViewSet(SnippetViewSet):
    model = Scenario
    icon = "redirect"
    list_display = ["title", "code", "lesson", LocaleColumn(), UpdatedAtColumn()]


class FigureViewSet(SnippetViewSet):
    model = Figure
    icon = "image"
    list_display = ["name"]


class TaughtGroup(SnippetViewSetGroup):
    menu_label = _("Taught")
    menu_icon = "openquote"
    menu_order = 200
    items = (QuestionViewSet, GlossaryTermViewSet, TemplateViewSet, ScenarioViewSet, FigureViewSet)
