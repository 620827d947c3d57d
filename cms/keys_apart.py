"""Questions and scenarios whose English has other parts than the French: it keeps its key, and editors hear of it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cms import scenario_versions, versions
from cms.models import Question, Scenario


def apart(instance: Question | Scenario) -> bool:
    """Whether a live translation has other parts than the live French; one query."""
    rows = type(instance).objects.filter(translation_key=instance.translation_key, live=True).select_related("locale")
    found = {row.locale.language_code: row for row in rows}
    if settings.LANGUAGE_CODE not in found:
        return False
    try:
        parts = {code: _parts(row) for code, row in found.items()}
    except ValueError:  # effects that cannot be read: never frozen, and said by the outline
        return False
    return any(others != parts[settings.LANGUAGE_CODE] for others in parts.values())


def _parts(row: Question | Scenario) -> Any:
    if isinstance(row, Question):
        return versions.parts(versions.payload(row))
    return scenario_versions.parts(scenario_versions.payload(row))


def words(instance: Question | Scenario) -> str:
    told = _(
        "The English text of “%(title)s” has other parts (options, steps …) than the French: its key is not that of "
        "the French until it is synchronised."
    )
    return told % {"title": Truncator(str(instance)).chars(80)}


def warn_on_opening(request: HttpRequest, instance: Any) -> None:
    """Before an editing form of either language is shown."""
    if request.method == "GET" and isinstance(instance, Question | Scenario) and apart(instance):
        messages.warning(request, words(instance))
