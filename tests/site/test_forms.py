"""Every text box of ours counts as its browser does."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest
from django import forms

import accounts
import career
import cms
import learning
import operations
import portfolio
import skills
from lib.forms import LinesField

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


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_a_line_end_counts_once(end: str) -> None:
    field = LinesField(max_length=5)
    assert field.clean(f"ab{end}cd") == "ab\ncd"
    with pytest.raises(forms.ValidationError):
        field.clean(f"ab{end}cde")
    with pytest.raises(forms.ValidationError):
        field.clean("a\0b")
