"""Texts in two languages on one page, and what to show when they were saved elsewhere meanwhile."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest

from portfolio.domain.editing import RICH
from portfolio.domain.texts import as_typed
from portfolio.models import Campaign, Portfolio
from portfolio.text_forms import TextForm


def text_forms(
    request: HttpRequest, form: type[TextForm], owner: Portfolio | Campaign | None, first: str
) -> dict[str, TextForm]:
    """One form a language, the first language first; stored HTML is shown as it was typed."""
    rows = {row.locale: row for row in owner.texts.all()} if owner else {}
    languages = sorted((code for code, _ in settings.LANGUAGES), key=lambda code: code != first)
    names = form.base_fields
    forms = {}
    for code in languages:
        row = rows.get(code)
        initial = {name: _typed(name, getattr(row, name)) for name in names} if row else {}
        forms[code] = form(request.POST or None, prefix=code, initial=initial, required=code == first)
    return forms


def texts_of(forms: Mapping[str, TextForm]) -> dict[str, dict[str, str]]:
    """What was typed, by language and field."""
    return {code: dict(form.cleaned_data) for code, form in forms.items()}


def wrong_forms(form: BaseForm, texts: Mapping[str, TextForm]) -> list[BaseForm]:
    """The forms of a page that have something to correct, in the order in which the page shows them."""
    return [one for one in (*texts.values(), form) if one.errors]


def conflicts(forms: Mapping[str, TextForm], owner: Portfolio | Campaign) -> list[dict[str, Any]]:
    """Every text typed here that differs from the one stored now: both are shown, none is lost."""
    rows = {row.locale: row for row in owner.texts.all()}
    found = []
    for code, form in forms.items():
        for name, typed in form.cleaned_data.items():
            current = _typed(name, getattr(rows[code], name)) if code in rows else ""
            if typed.replace("\r\n", "\n").strip() != current.strip():
                found.append({"label": form.fields[name].label, "locale": code, "typed": typed, "current": current})
    return found


def at_version(data: Any, version: int) -> Any:
    """What was posted, now against the version just shown beside it."""
    posted = data.copy()
    posted["version"] = str(version)
    return posted


def _typed(name: str, value: str) -> str:
    return as_typed(value) if name in RICH else value
