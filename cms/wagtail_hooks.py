from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.log_actions import LogFormatter
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import register_snippet

from cms import handing_in, in_use, keys_apart, rules_apart, untranslated
from cms.admin_api import ReadPagesViewSet
from cms.home_panel import WaitingPanel
from cms.reports.stale_facts import StaleFactsView
from cms.reports.waiting import NotSentView, PageDraftsView
from cms.views.impact import detour, publishing_impact
from cms.views.submit_translations import SubmitNewPageView, SubmitNewSnippetView
from cms.views.translation_files import upload_file
from cms.views.translation_texts import edit_link, edit_text
from cms.views.update_translations import UpdateWholeView
from cms.viewsets import ReferenceGroup, TaughtGroup

register_snippet(TaughtGroup)
register_snippet(ReferenceGroup)


class ReportItem(MenuItem):
    """Shown to those who may open the report."""

    def is_shown(self, request: Any) -> bool:
        return bool(
            page_permission_policy.user_has_any_permission(request.user, StaleFactsView.any_permission_required)
        )


@hooks.register("register_admin_urls")
def report_urls() -> list[Any]:
    return [
        path("reports/stale-facts/", StaleFactsView.as_view(), name="stale_facts"),
        path("pages/<int:page_id>/impact/", publishing_impact, name="publishing_impact"),
        path("reports/stale-facts/results/", StaleFactsView.as_view(results_only=True), name="stale_facts_results"),
        path("reports/drafts/", PageDraftsView.as_view(), name="page_drafts"),
        path("reports/drafts/results/", PageDraftsView.as_view(results_only=True), name="page_drafts_results"),
        path("reports/not-sent/", NotSentView.as_view(), name="not_sent"),
        path("reports/not-sent/results/", NotSentView.as_view(results_only=True), name="not_sent_results"),
    ]


def never_an_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """An alias would be French at an English address, live at once, whoever asks."""
    raise Http404


@hooks.register("register_admin_urls", order=-1)
def whole_translations() -> list[Any]:
    """In the place of wagtail-localize's own views: before them."""
    snippet = "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/"
    translate = "localize/translate/<int:translation_id>/"
    return [
        path("localize/update/<int:translation_source_id>/", UpdateWholeView.as_view(), name="update_whole"),
        path("localize/submit/page/<int:page_id>/", SubmitNewPageView.as_view(), name="submit_new_page"),
        path(snippet, SubmitNewSnippetView.as_view(), name="submit_new_snippet"),
        path(f"{translate}pofile/upload/", upload_file, name="upload_translation_file"),
        path(f"{translate}strings/<int:string_segment_id>/edit/", edit_text, name="edit_translated_text"),
        path(f"{translate}overrides/<int:overridable_segment_id>/edit/", edit_link, name="edit_translated_link"),
        path("localize/page/<int:page_id>/convert_to_alias/", never_an_alias, name="never_an_alias"),
    ]


@hooks.register("construct_admin_api")
def read_pages(router: Any) -> None:
    router.register_endpoint("pages", ReadPagesViewSet)


@hooks.register("construct_page_action_menu")
def no_alias_button(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """The form of a page; the translation editor has its button taken away by a template."""
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


@hooks.register("insert_global_admin_css")
def headings() -> str:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("css/admin/headings.css"))


@hooks.register("register_reports_menu_item")
def stale_facts_item() -> MenuItem:
    return ReportItem(_("Facts to check again"), reverse("stale_facts"), icon_name="time", order=90)


@hooks.register("register_reports_menu_item")
def page_drafts_item() -> MenuItem:
    return ReportItem(_("Drafts of pages"), reverse("page_drafts"), icon_name="doc-empty-inverse", order=91)


@hooks.register("register_reports_menu_item")
def not_sent_item() -> MenuItem:
    return ReportItem(
        _("Not sent to translation"), reverse("not_sent"), icon_name="wagtail-localize-language", order=92
    )


@hooks.register("construct_homepage_panels")
def what_waits(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(WaitingPanel())


@hooks.register("register_log_actions")
def held_back_action(actions: Any) -> None:
    @actions.register_action(untranslated.HELD_BACK)
    class HeldBack(LogFormatter):
        """In the history of a page or snippet, and in the report of the site's."""

        label = _("Not published: not translated, not finished or refused")

        def format_message(self, entry: Any) -> str:
            return untranslated.held_words(entry.label, entry.data)


hooks.register("before_publish_page", untranslated.refuse_draft, order=-1)
hooks.register("before_publish_page", detour)
hooks.register("after_publish_page", rules_apart.warn)
# Before the translation editor's own hook, which publishes.
hooks.register("before_edit_page", untranslated.refuse, order=-1)
hooks.register("before_edit_page", handing_in.hand_in, order=-1)
hooks.register("before_edit_page", rules_apart.warn_on_opening, order=-2)
hooks.register("before_edit_page", untranslated.warn_on_opening, order=-2)
hooks.register("before_edit_snippet", untranslated.refuse, order=-1)
hooks.register("before_edit_snippet", handing_in.hand_in, order=-1)
hooks.register("before_edit_snippet", keys_apart.warn_on_opening, order=-2)
hooks.register("before_edit_snippet", untranslated.warn_on_opening, order=-2)
# Wagtail's name for snippets alone: pages have their own.
hooks.register("before_publish", untranslated.refuse_snippet)
hooks.register("before_unpublish", in_use.refuse_unpublish)
hooks.register("before_delete_snippet", in_use.refuse_delete)
hooks.register("before_bulk_action", untranslated.refuse_bulk)
