"""From posted fields to what the domain takes. What is forged or out of range counts as not chosen."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from career.domain.rehearsal import MOST
from career.domain.sessions import LONGEST, LONGEST_NOTE, MINUTES, RATED
from career.models import RehearsalAnswer
from career.models.rehearsal import PARTS
from cms.wording import CATEGORIES, RUBRIC
from learning.forms import text_of
from lib.forms import Asking

DEFAULT_COUNT, DEFAULT_MINUTES = 3, 2


class StartForm(Asking, forms.Form):
    """What to rehearse. `key` names the form: sent twice, it begins one rehearsal."""

    category = forms.ChoiceField(
        label=_("Category"),
        required=False,
        choices=[("", pgettext_lazy("questions", "All")), *CATEGORIES.items()],
    )
    tier = forms.ChoiceField(label=_("For which job"), required=False)
    count = forms.TypedChoiceField(
        label=_("How many questions"), coerce=int, choices=[(n, str(n)) for n in range(1, MOST + 1)]
    )
    minutes = forms.TypedChoiceField(label=_("Time for each question"), coerce=int, choices=())
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, tiers: list[tuple[str, str]], aim: str, **kwargs: Any) -> None:
        initial = {"count": DEFAULT_COUNT, "minutes": DEFAULT_MINUTES, "tier": aim, "key": uuid.uuid4()}
        kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["tier"].choices = [("", _("any tier or role")), *tiers]  # type: ignore[attr-defined]
        self.fields["minutes"].choices = [  # type: ignore[attr-defined]
            (n, ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n} if n else _("no clock")) for n in MINUTES
        ]


def version_of(post: QueryDict, name: str = "version") -> int:
    typed = post.get(name, "")[:9]
    return int(typed) if typed.isascii() and typed.isdecimal() else 0


def read_answer(post: QueryDict) -> dict[str, Any]:
    """The fields of an answer as they are stored. Steps have a prefix: one called "action" would hide the form's."""
    star = post.get("form") == RehearsalAnswer.Form.STAR
    return {
        "form": RehearsalAnswer.Form.STAR if star else RehearsalAnswer.Form.FREE,
        "text": text_of(post, "text", LONGEST),
        **{name: text_of(post, f"step-{name}", LONGEST) for name in PARTS},
        "spoken": bool(post.get("spoken")),
    }


def read_ratings(post: QueryDict) -> dict[str, int]:
    """Rubric dimension → 0 to 3, of those that were rated."""
    typed = {code: post.get(f"rate-{code}", "") for code in RUBRIC}
    allowed = {str(value): value for value in RATED}
    return {code: allowed[value] for code, value in typed.items() if value in allowed}


def read_note(post: QueryDict) -> str:
    return text_of(post, "note", LONGEST_NOTE)
