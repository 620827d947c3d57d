from typing import Any

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import register_snippet

from cms import rules_apart, untranslated
from cms.reports.stale_facts import StaleFactsView
from cms.views.impact import detour, publishing_impact
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
    ]


@hooks.register("register_admin_urls", order=-1)
def whole_translations() -> list[Any]:
    """In the place of wagtail-localize's own view: before it."""
    return [path("localize/update/<int:translation_source_id>/", UpdateWholeView.as_view(), name="update_whole")]


@hooks.register("register_reports_menu_item")
def stale_facts_item() -> MenuItem:
    return ReportItem(_("Facts to check again"), reverse("stale_facts"), icon_name="time", order=90)


hooks.register("before_publish_page", detour)
hooks.register("after_publish_page", rules_apart.warn)
# Before the translation editor's own hook, which publishes.
hooks.register("before_edit_page", untranslated.refuse, order=-1)
hooks.register("before_edit_page", rules_apart.warn_on_opening, order=-2)
hooks.register("before_edit_snippet", untranslated.refuse, order=-1)


@hooks.register("before_bulk_action")
def refuse_untranslated(request: Any, action_type: str, objects: list[Any], action: Any) -> Any:
    told = [untranslated.tell(request, one.specific) for one in objects] if action_type == "publish" else []
    if any(told):
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_explore_root")
    return None
