"""The form of an interview question: other words stand line by line beside the points they belong to."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm

from cms.models.lines import lines
from cms.text_limits import labelled


class InterviewForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation:
            for words in echo_faults(cleaned.get("points") or "", cleaned.get("echoes") or ""):
                self.add_error("echoes", words)
        return cleaned


def echo_faults(points: str, echoes: str) -> Iterator[str]:
    """Other words are optional; where there are any, each point has its line."""
    there, wanted = len(lines(echoes)), len(lines(points))
    if there and there != wanted:
        counted = ngettext("%(count)s point", "%(count)s points", wanted) % {"count": wanted}
        told = ngettext(
            "%(count)s line of other words for %(points)s: write one line for each point, - where there is none.",
            "%(count)s lines of other words for %(points)s: write one line for each point, - where there is none.",
            there,
        )
        yield told % {"count": there, "points": counted}


def echo_sentences(draft: Any) -> Iterator[str]:
    for words in echo_faults(draft.points, draft.echoes):
        yield labelled(type(draft), "echoes", words)
