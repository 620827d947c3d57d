"""Copying pages: a copy stays in the language of its page."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm


class OneLanguageForm(CopyForm):
    """wagtail moves no page to another language, but copies and aliases it: live French at an English address."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        parent = cleaned.get("new_parent_page")
        if parent and parent.depth > 1 and parent.locale_id != self.page.locale_id:
            self.add_error(
                "new_parent_page", _("A copy stays in the language of its page. Send the page to translation.")
            )
        return cleaned
