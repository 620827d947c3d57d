"""What editors see of a scenario as a whole: the drawing, the list of steps, what is wrong and what is untranslated."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import Panel
from wagtail_localize.models import Translation, TranslationSource

from cms.scenario_lesson import lesson_flaws
from cms.scenario_outline import draw
from lib.scenario import Flaw, canonical_clock, effects_text, flaws, graph_of, typed_clock


def language() -> str:
    return (get_language() or "fr")[:2]


def read(scenario: Any) -> tuple[dict[str, Any] | None, list[Flaw]]:
    """The scenario as plain data and what is wrong with it; None while it cannot be read at all."""
    from cms.scenario_versions import payload

    try:
        found = payload(scenario)
        return found, flaws(graph_of(found))
    except (ValueError, TypeError):
        return None, []


class ScenarioForm(WagtailAdminModelForm):
    """A draft may be unfinished; what is published can be played."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if clock := self.initial.get("start_clock"):
            self.initial["start_clock"] = typed_clock(clock, language())

    def clean_start_clock(self) -> str:
        return canonical_clock(self.cleaned_data["start_clock"] or "")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.is_deferred_validation or self.errors:
            return cleaned
        names = {field.name for field in self._meta.model._meta.fields}
        draft = self._meta.model(**{name: value for name, value in cleaned.items() if name in names})
        if wrong := draft_flaws(draft):
            raise ValidationError(wrong)
        return cleaned


def draft_flaws(scenario: Any) -> list[str]:
    """What keeps a scenario from being played, in words."""
    found, wrong = read(scenario)
    if found is None:
        return [_("Some values of this scenario cannot be read: fill in every step and choice.")]
    return [*(flaw.text(language()) for flaw in wrong), *lesson_flaws(scenario)]


class OutlinePanel(Panel):
    """The scenario last saved, drawn and checked; nothing is edited here."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/scenario_outline.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            found, wrong = read(self.instance)
            places = {flaw.where[1] for flaw in wrong if flaw.where[:1] == ("steps",) and len(flaw.where) > 1}
            return context | {
                "found": found,
                "flaws": [*(flaw.text(language()) for flaw in wrong), *(lesson_flaws(self.instance) if found else [])],
                "drawing": draw(found) if found and found["steps"] else None,
                "steps": _steps(found, places) if found else [],
                "translations": _translations(self.instance),
            }

        @property
        def media(self) -> forms.Media:
            return forms.Media(css={"all": ["css/admin/scenario.css"]})


def _steps(found: dict[str, Any], flawed: set[Any]) -> list[dict[str, Any]]:
    return [
        {
            "step": step,
            "flawed": index in flawed,
            "choices": [{**row, "effects": effects_text(row["effects"])} for row in step["choices"]],
        }
        for index, step in enumerate(found["steps"])
    ]


def _translations(scenario: Any) -> list[dict[str, Any]]:
    """Each language this scenario is translated into: how many texts there are, how many are still missing."""
    source = TranslationSource.objects.get_for_instance_or_none(scenario) if scenario.pk else None
    if source is None or source.locale_id != scenario.locale_id:
        return []
    rows = Translation.objects.filter(source=source).select_related("target_locale")
    found = ((row.target_locale.get_display_name(), *row.get_progress()) for row in rows)
    return [{"language": name, "total": total, "missing": total - done} for name, total, done in found]
