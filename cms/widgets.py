"""Choosing by name what is stored by key."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

Choices = list[tuple[str, str]]


def lesson_choices() -> Choices:
    from cms.models import LessonPage

    return _pages(LessonPage)


def lesson_code_choices() -> Choices:
    """By the code, which scenarios hold."""
    from cms.models import LessonPage

    rows = LessonPage.objects.filter(locale__language_code="fr", alias_of=None).exclude(code="").order_by("path")
    return [(code, f"{title} ({code})") for code, title in rows.values_list("code", "title")]


def module_choices() -> Choices:
    from cms.models import ModulePage

    return _pages(ModulePage)


def skill_choices() -> Choices:
    from skills.models import Skill

    return [(skill.code, skill.name) for skill in Skill.objects.filter(archived=False)]


def _pages(model: Any) -> Choices:
    rows = model.objects.filter(locale__language_code="fr", alias_of=None).order_by("path")
    return [(str(key), title) for key, title in rows.values_list("translation_key", "title")]


class KeySelect(forms.Select):
    """A list read when the form is shown; a stored key that is no longer in it stays, and says so."""

    def __init__(self, source: Callable[[], Choices], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.source = source

    def optgroups(self, name: str, value: list[Any], attrs: dict[str, Any] | None = None) -> list[Any]:
        found = self.source()
        missing = [(v, _("gone: %(key)s") % {"key": v}) for v in value if v and v not in dict(found)]
        self.choices = [("", "---"), *found, *missing]
        return super().optgroups(name, value, attrs)
