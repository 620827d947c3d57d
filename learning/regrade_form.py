"""The decision of a publisher over a dry run. `number` and `seal` say which dry run it was."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.models import Regrade
from lib.forms import Asking, LinesField


class RegradeForm(Asking, forms.Form):
    mode = forms.ChoiceField(choices=Regrade.Mode.choices, widget=forms.HiddenInput)
    number = forms.IntegerField(min_value=0, max_value=30_000, widget=forms.HiddenInput)
    seal = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    lower = forms.BooleanField(label=_("Lower the points that fall, too"), required=False)
    reason = LinesField(
        label=_("Why, as learners will read it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("lower") and not str(cleaned.get("reason", "")).strip():
            self.add_error("reason", _("Points fall only with a reason. Write what was wrong with the question."))
        return cleaned
