"""Rules that an English page states otherwise: French ones hold and are told, whoever publishes hears of it."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import changes
from cms.change_words import sentences
from cms.models import LessonPage

# Options of a quiz, and whether an activity is required.
RULES = ("option", "required", "optional")


def rules_apart(page: Page) -> list[changes.Difference]:
    """What bringing the live English page of this lesson up to date would change in the rules of its activities."""
    if not isinstance(page, LessonPage):
        return []
    rows = LessonPage.objects.filter(translation_key=page.translation_key, live=True).select_related("locale")
    outlines = {row.locale.language_code: changes.outline(row) for row in rows}
    if len(outlines) < 2:
        return []
    return [row for row in changes.differences(outlines["en"], outlines["fr"]) if row["what"] in RULES]


def warn(request: HttpRequest, page: Page) -> None:
    """After a publication."""
    found = sentences(rules_apart(page.specific))
    if found:
        told = _(
            "“%(title)s”: the English page states other rules than the French one. Learners are graded by the French "
            "rules and read them in both languages. Bring the English page up to date: %(rules)s."
        )
        messages.warning(request, told % {"title": page.title, "rules": "; ".join(found)})


def warn_on_opening(request: HttpRequest, page: Page) -> None:
    """Before an editing form of either language is shown."""
    if request.method == "GET":
        warn(request, page)
