"""The editing form of a page: what an ordered list names, it names once; said on the line before anything is stored."""

from typing import Any

from django.forms import BaseModelForm
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from cms.dated_facts import fact_faults, pay_faults
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


class DatedFields:
    """A draft may say of others what nobody has checked; what is published says where from, when and for how long."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        if not self.is_deferred_validation:  # type: ignore[attr-defined]
            for name, words in fact_faults(cleaned).items():
                if name in cleaned:  # a field refused already has lost its value, and says why
                    self.add_error(name, words)  # type: ignore[attr-defined]
        return cleaned


class DatedPageForm(DatedFields, ListsForm):
    pass


class DatedSnippetForm(DatedFields, WagtailAdminModelForm):
    pass


class ToolForm(DatedPageForm):
    """Whoever writes a new one chooses its family and says whether there is a free plan: nothing is chosen before."""

    unchosen = ("family", "free_plan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.unchosen:
            field = self.fields.get(name)
            if field is None or (self.instance.pk and getattr(self.instance, name)):
                continue
            field.choices = [("", "---------"), *field.choices]
            if not self.instance.pk:
                field.initial = self.initial[name] = ""


class RoleForm(ListsForm):
    """A figure of pay is a dated fact, too."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "salaries" in self.formsets and not self.is_deferred_validation:
            for line in self.formsets["salaries"].forms:
                if line.is_valid() and line.cleaned_data and not line.cleaned_data.get(DELETION_FIELD_NAME):
                    for name, words in pay_faults(line.cleaned_data).items():
                        line.add_error(name, words)
        return cleaned


class LessonForm(ListsForm):
    def clean(self) -> dict[str, Any]:
        from cms.unfinished import empty_lesson
        from cms.unlisted import holding

        cleaned = super().clean()
        if cleaned.get("unlisted") and (modules := holding(self.instance.translation_key)):
            named = ", ".join(modules)
            self.add_error(
                "unlisted",
                _("A module holds this lesson: %(modules)s. Take it out there first, then tick this.")
                % {"modules": named},
            )
        if not self.is_deferred_validation and "body" in cleaned:
            for words in empty_lesson(self.instance, cleaned["body"]):
                self.add_error("body", words)
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
