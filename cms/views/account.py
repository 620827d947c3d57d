"""The page of the editing interface for oneself: its language, time zone, picture and theme."""

from typing import Any

from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel


class StaffAccountView(AccountView):
    """Without the first and last name, which accounts do not have."""

    def get_panels(self) -> list[Any]:
        return [panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)]
