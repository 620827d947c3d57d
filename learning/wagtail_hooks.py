from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from learning.views import regrade


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
