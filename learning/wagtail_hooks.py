"""What learning adds to the editing interface."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from cms.models import Question
from learning.domain.regrade_candidates import judged_by_older_keys
from learning.views import extra_attempts, regrade, waivers


class RegradeItem(MenuItem):
    """Shown to those who may judge again."""

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(regrade.PERMISSION))


@hooks.register("register_admin_urls")
def regrade_urls() -> list[Any]:
    return [
        path("reports/regrade/", regrade.index, name="regrade_index"),
        path("reports/regrade/<uuid:question_key>/", regrade.regrade, name="regrade"),
    ]


@hooks.register("register_reports_menu_item")
def regrade_item() -> MenuItem:
    return RegradeItem(_("Judge answers again"), reverse("regrade_index"), icon_name="rotate", order=100)


@hooks.register("after_edit_snippet")
def offer_regrade(request: HttpRequest, instance: Any) -> None:
    """A question published with another key leads to the answers that were judged by the old one."""
    asked = isinstance(instance, Question) and instance.live and request.user.has_perm(regrade.PERMISSION)
    if asked and judged_by_older_keys(instance.translation_key):
        where = reverse("regrade", args=[instance.translation_key])
        button = messages.button(where, _("Judge answers again"))
        messages.warning(request, _("Answers handed in before were judged by an older key."), buttons=[button])


hooks.register("register_admin_urls", waivers.urls)
hooks.register("register_settings_menu_item", waivers.menu_item)
hooks.register("register_admin_urls", extra_attempts.urls)
hooks.register("register_settings_menu_item", extra_attempts.menu_item)
