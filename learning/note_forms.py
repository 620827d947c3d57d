"""What a reader may write beside a lesson, and how much they mean to do a week."""

import re
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from learning.domain.notes import LONGEST_QUOTE, LONGEST_TEXT
from learning.models import Rhythm
from lib.forms import Asking, LinesField

_TEXT = forms.Textarea(attrs={"rows": 6})


class NoteForm(Asking, forms.Form):
    """A new note: words of its own, words quoted, or both. `key` makes the same form sent twice one note."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    quote = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_QUOTE)
    occurrence = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=999)
    text = LinesField(label=_("Your note"), required=False, max_length=LONGEST_TEXT, widget=_TEXT)

    def clean_quote(self) -> str:
        """One line; spaces that do not break stay as they are."""
        return re.sub(r"[ \t\r\n\f\v]+", " ", str(self.cleaned_data["quote"])).strip()

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.cleaned_data["text"] and not self.cleaned_data["quote"]:
            self.add_error("text", _("Write something first."))
        return self.cleaned_data


class EditForm(Asking, forms.Form):
    """The words of a note, as of the version that was read. A highlight may do without."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    text = LinesField(label=_("Your note"), required=False, max_length=LONGEST_TEXT, widget=_TEXT)

    def __init__(self, *args: Any, quoted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quoted = quoted

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not text and not self.quoted:
            raise forms.ValidationError(_("A note without words is nothing: delete it instead."))
        return text


class RhythmForm(Asking, forms.Form):
    unit = forms.ChoiceField(
        label=_("I count in"),
        choices=[(Rhythm.Unit.LESSONS.value, _("lessons")), (Rhythm.Unit.HOURS.value, _("hours"))],
        widget=forms.RadioSelect,
    )
    amount = forms.IntegerField(label=_("How many a week"), validators=[MinValueValidator(1), MaxValueValidator(40)])
    paused = forms.BooleanField(label=_("Pause: count nothing for now"), required=False)
