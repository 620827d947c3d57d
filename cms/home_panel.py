"""What waits, on the first page of the editing interface: each line with its number, for those who may open it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.views.report import TranslationsReportView

from cms.reports.stale_facts import StaleFactsView, facts
from cms.reports.waiting import count_not_sent, page_drafts


class WaitingPanel(Component):
    name = "waiting"
    template_name = "cms/admin/waiting.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        lines = waiting(parent_context["request"])
        return {"lines": [line for line in lines if line["count"]]}


def waiting(request: HttpRequest) -> list[dict[str, Any]]:
    """`label`, `count`, `url` of each list that this person may open."""
    lines = []
    if request.user.has_perm("wagtail_localize.submit_translation"):
        left = TranslationsReportView().get_queryset().filter(waiting_for_translation=True).count()
        url = reverse("wagtail_localize:translations_report") + "?waiting_for_translation=true"
        lines.append({"label": _("Translations with texts to write"), "count": left, "url": url})
    of_pages = page_permission_policy.user_has_any_permission(request.user, StaleFactsView.any_permission_required)
    if of_pages and request.user.has_perm("wagtail_localize.submit_translation"):
        unsent = count_not_sent(request.user)
        lines.append({"label": _("Not sent to translation"), "count": unsent, "url": reverse("not_sent")})
    if of_pages:
        old = sum(fact.days is not None and fact.days < 0 for fact in facts())
        lines.append({"label": _("Facts past their shelf life"), "count": old, "url": reverse("stale_facts")})
        drafts = page_drafts(request.user).count()
        lines.append({"label": _("Drafts of pages"), "count": drafts, "url": reverse("page_drafts")})
    for model in get_snippet_models():
        names = model._meta
        if (
            names.app_label == "cms"
            and hasattr(model, "live")
            and request.user.has_perm(f"cms.view_{names.model_name}")
        ):
            viewset: Any = model.snippet_viewset
            count = model._default_manager.filter(live=False).count()
            url = reverse(viewset.get_url_name("list")) + "?live=false"
            label = _("Drafts: %(kind)s") % {"kind": capfirst(names.verbose_name_plural)}
            lines.append({"label": label, "count": count, "url": url})
    return lines
