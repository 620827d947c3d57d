"""Every text box of ours counts as its browser does."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import pytest
from allauth.account.forms import AddEmailForm
from django import forms
from django.utils import translation
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.pages import CopyForm

import accounts
import career
import cms
import learning
import operations
import portfolio
import skills
from lib.forms import Asking, LimitedFileField, LinesField, NumberField

ROOMS = (accounts, skills, cms, learning, portfolio, career, operations)


def classes() -> Iterator[type[forms.BaseForm]]:
    for room in ROOMS:
        for found in _modules(room):
            for value in vars(found).values():
                if isinstance(value, type) and issubclass(value, forms.BaseForm) and value.__module__ == found.__name__:
                    yield value


def _modules(room: ModuleType) -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        if "form" in info.name.rsplit(".", 1)[1] or ".views." in info.name:
            yield importlib.import_module(info.name)


def boxes() -> list[tuple[str, forms.Field]]:
    return [
        (f"{form.__module__}.{form.__name__}.{name}", field)
        for form in classes()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, forms.Textarea)
    ]


def test_every_text_box_is_a_lines_field() -> None:
    found = boxes()
    assert len(found) >= 10
    assert [name for name, field in found if not isinstance(field, LinesField)] == []


def test_every_file_field_names_its_limit_to_the_script_that_keeps_it() -> None:
    found = [
        (f"{form.__module__}.{form.__name__}", field)
        for form in classes()
        for field in getattr(form, "base_fields", {}).values()
        if isinstance(field, forms.FileField)
    ]
    assert len(found) == 4
    assert [name for name, field in found if not isinstance(field, LimitedFileField)] == []
    with translation.override("en"):
        attrs = [{name: str(value) for name, value in field.widget.attrs.items()} for _, field in found]
    assert [(one["data-limit"], one["data-too-large"]) for one in attrs] == [
        ("10485760", "This file is larger than 10 MB: choose a smaller one.")
    ] * 4


def test_every_form_of_ours_says_what_an_empty_field_asks_for() -> None:
    """Those of the editing interface are Wagtail's, but for pages of our own in it."""
    ours = [form for form in classes() if not issubclass(form, (WagtailAdminModelForm, CopyForm))]
    assert len(ours) >= 25
    assert [f"{form.__module__}.{form.__name__}" for form in ours if not issubclass(form, Asking)] == []


class Empty(Asking, forms.Form):
    file = forms.FileField()
    mail = forms.EmailField()
    day = forms.DateField()
    amount = NumberField()
    sure = forms.BooleanField()
    several = forms.MultipleChoiceField(choices=[("a", "a")])
    one = forms.TypedChoiceField(choices=[("a", "a")])
    secret = forms.CharField(widget=forms.PasswordInput)
    text = forms.CharField()
    own = forms.CharField(error_messages={"required": "Give the title."})


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            """Choose a file. | Give an email address. | Give a date. | Give a number. | Tick this box to continue. |
            Choose at least one of the options. | Choose one of the options. | Type a password. |
            This field is needed: fill it in to continue. | Give the title.""",
        ),
        (
            "fr",
            """Choisissez un fichier. | Indiquez une adresse e-mail. | Indiquez une date. | Indiquez un nombre. |
            Cochez cette case pour continuer. | Choisissez au moins une des options. | Choisissez l’une des options. |
            Saisissez un mot de passe. | Ce champ est obligatoire : remplissez-le pour continuer. |
            Give the title.""",
        ),
    ],
)
def test_an_empty_field_says_what_to_give(language: str, told: str) -> None:
    with translation.override(language):
        errors = Empty({}).errors
        assert [errors[name] for name in Empty.base_fields] == [[one] for one in _parts(told)]


def test_forms_of_others_say_in_french_what_to_do_about_an_empty_field() -> None:
    with translation.override("fr"):
        errors = AddEmailForm(data={}, user=None).errors
    assert errors["email"] == ["Ce champ est obligatoire\xa0: remplissez-le pour continuer."]


def _parts(told: str) -> list[str]:
    return [re.sub(r"[ \n]+", " ", part).strip(" ") for part in told.split("|")]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_a_line_end_counts_once(end: str) -> None:
    field = LinesField(max_length=5)
    assert field.clean(f"ab{end}cd") == "ab\ncd"
    with pytest.raises(forms.ValidationError):
        field.clean(f"ab{end}cde")
    with pytest.raises(forms.ValidationError):
        field.clean("a\0b")
