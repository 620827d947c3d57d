"""The editing form of a page: what an ordered list names, it names once; said on the line before anything is stored."""

from typing import Any

from django.forms import BaseModelForm
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms.lists import named_once


class ListsForm(WagtailAdminPageForm):
    """Holds every list of the page to the constraint that its rows carry in the database."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for formset in self.formsets.values():
            if name := named_once(formset.model):
                # Before the list checks itself: Django would name columns of the database, and no line.
                lines = [
                    form
                    for form in formset.forms
                    if form.is_valid() and name in form.cleaned_data and not form.cleaned_data.get(DELETION_FIELD_NAME)
                ]
                self.check_lines(name, lines)
        return cleaned

    def check_lines(self, name: str, lines: list["BaseModelForm[Any]"]) -> None:
        """The second line that names the same says so."""
        seen = set()
        for line in lines:
            value = line.cleaned_data[name]
            if value in seen:
                line.add_error(name, _("This is in the list already: remove one of the two lines."))
            seen.add(value)


class LessonForm(ListsForm):
    def clean(self) -> dict[str, Any]:
        from cms.unlisted import holding

        cleaned = super().clean()
        if cleaned.get("unlisted") and (modules := holding(self.instance.translation_key)):
            named = ", ".join(modules)
            self.add_error(
                "unlisted",
                _("A module holds this lesson: %(modules)s. Take it out there first, then tick this.")
                % {"modules": named},
            )
        return cleaned

    def check_lines(self, name: str, lines: list["BaseModelForm[Any]"]) -> None:
        super().check_lines(name, lines)
        for line in lines:
            if name == "lesson_key" and line.cleaned_data.get(name) == self.instance.translation_key:
                line.add_error(name, _("A lesson cannot come before itself."))


class ModuleForm(ListsForm):
    def check_lines(self, name: str, lines: list["BaseModelForm[Any]"]) -> None:
        from cms.unlisted import ticked_among

        super().check_lines(name, lines)
        named = [line for line in lines if name in line.cleaned_data]  # a line refused above has lost it
        ticked = ticked_among(line.cleaned_data[name] for line in named)
        for line in named:
            if line.cleaned_data[name] in ticked:
                line.add_error(
                    name, _("This lesson is in no list, and a module is one: untick it in the lesson first (Promote).")
                )
