"""Copying pages: a copy stays in the language of its page."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm

from cms import doors


class OneLanguageForm(CopyForm):
    """wagtail moves no page to another language, but copies and aliases it: live French at an English address."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        parent = cleaned.get("new_parent_page")
        if parent and parent.depth > 1 and parent.locale_id != self.page.locale_id:
            self.add_error(
                "new_parent_page", _("A copy stays in the language of its page. Send the page to translation.")
            )
        elif texts := doors.in_french(self.page, below=bool(cleaned.get("copy_subpages"))):
            self.add_error("new_title", refused_words(texts))
        return cleaned


def refused_words(texts: Sequence[str]) -> str:
    """What is told of a draft that has French texts left: the first of them."""
    shown = "; ".join(_("“%(text)s”") % {"text": Truncator(text).chars(80)} for text in texts[:5])
    return _("This draft still has French texts: translate it before it is copied. %(texts)s") % {"texts": shown}
