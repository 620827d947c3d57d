"""What a learner tells, per language: the first language is required, the other may stay empty."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from lib.forms import Asking, LinesField
from portfolio.domain.editing import RICH
from portfolio.domain.texts import as_typed, rich
from portfolio.models import CampaignText, PortfolioText

MAX_TEXT = 20_000
HEADLINE = _("Say in one sentence what you do for whom.")
_RICH_HELP = _("Leave an empty line between two paragraphs.")


class TextForm(Asking, forms.ModelForm[Any]):
    """One language of a text. In an optional language, either everything required is given or nothing is."""

    def __init__(self, *args: Any, required: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed = [name for name, field in self.fields.items() if field.required]
        self.required = required
        for field in self.fields.values():
            field.required = field.required and required
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs |= {"rows": 5, "maxlength": MAX_TEXT}
                field.validators.append(MaxLengthValidator(MAX_TEXT))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in RICH & cleaned.keys():
            if (count := len(as_typed(rich(cleaned[name])))) > MAX_TEXT:  # it could not be sent again
                words = _("With its links and tags this text has %(count)s characters, %(most)s at most: shorten it.")
                self.add_error(name, words % {"count": count, "most": MAX_TEXT})
        if not self.required and any(cleaned.values()):
            for name in self.needed:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill this in too, or leave this whole language empty."))
        return cleaned


class PortfolioTextForm(TextForm):
    class Meta:
        model = PortfolioText
        fields = ("headline", "intro")
        field_classes = {"intro": LinesField}
        help_texts = {"headline": _("One sentence that says what you do for whom."), "intro": _RICH_HELP}
        error_messages = {"headline": {"required": HEADLINE}}


class CampaignTextForm(TextForm):
    class Meta:
        model = CampaignText
        fields = ("title", "role", "goal", "audience", "actions", "lessons")
        field_classes = dict.fromkeys(("goal", "audience", "actions", "lessons"), LinesField)
        help_texts = {
            "role": _("What you did yourself: idea, calendar, shooting, measurement …"),
            "goal": _("The problem and the figure aimed at, in three sentences."),
            "actions": _RICH_HELP,
            "lessons": _("What you would do differently. Recruiters read it first."),
        }
        error_messages = {
            "title": {"required": _("Give the title of the campaign.")},
            "role": {"required": _("Say what you did in it yourself.")},
            "goal": {"required": _("Say what the campaign aimed at.")},
            "actions": {"required": _("Say what was done.")},
        }
