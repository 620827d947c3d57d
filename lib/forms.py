"""What the forms of every room share.

Typed text of several lines: a browser counts a line end as one character and sends two; it is one before anything is
counted, cut or compared. A required field that was left empty says what to give.
"""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from lib.numbers import NumberError, parse_answer


def unix_lines(text: str) -> str:
    """The text with line ends as Unix writes them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class LinesField(forms.CharField):
    """What a <textarea> sends; its length is what the browser let through. Every form uses it (tests/site)."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return unix_lines(str(super().to_python(value) or ""))


class NumberField(forms.DecimalField):
    """A number as typed and as pages show it ("120 400", "1,200.50", "8,5 %"); a doubtful one follows the language."""

    def __init__(self, **options: Any) -> None:
        super().__init__(localize=True, **options)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs mean whole numbers
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_answer(text, get_language() or "fr")
        except NumberError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class LimitedFileField(forms.FileField):
    """A file of `max_bytes` at most, whole megabytes. `static/js/file-limit.js` refuses a larger one before it is sent;
    the limit itself is kept by whoever reads the file. Every form uses it (tests/site), with its limit in its hint.
    """

    def __init__(self, *, max_bytes: int, **options: Any) -> None:
        self.max_bytes = max_bytes
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        large = format_lazy(_("This file is larger than {limit} MB: choose a smaller one."), limit=self.max_bytes >> 20)
        return super().widget_attrs(widget) | {"data-limit": str(self.max_bytes), "data-too-large": large}


# Django's own, which the forms of others say (accounts, the editing interface): in French it is told in our words.
OTHERS = gettext_noop("This field is required.")
# The first that fits: a field is of its own kind before it is of a wider one.
_ASKED: tuple[tuple[type[forms.Field], Promise], ...] = (
    (forms.FileField, _("Choose a file.")),
    (forms.EmailField, _("Give an email address.")),
    (forms.DateField, _("Give a date.")),
    (forms.IntegerField, _("Give a number.")),  # and every other number
    (forms.BooleanField, _("Tick this box to continue.")),
    (forms.MultipleChoiceField, _("Choose at least one of the options.")),
    (forms.ChoiceField, _("Choose one of the options.")),
    (forms.Field, _("This field is needed: fill it in to continue.")),
)


class GroupedChoiceField(forms.MultipleChoiceField):
    """Boxes in groups that open and close; `choices` are `[(group, [(value, label), …]), …]`."""

    widget = forms.CheckboxSelectMultiple
    grouped = True


def asked(field: forms.Field) -> str:
    """What an empty required field asks for, where it has no sentence of its own."""
    if isinstance(field.widget, forms.PasswordInput):
        return str(_("Type a password."))
    return str(next(text for kind, text in _ASKED if isinstance(field, kind)))


class Asking(forms.BaseForm):
    """A form whose required fields say what to give when they are left empty. Every form of ours is one (tests/site).

    A field that knows better has `error_messages={"required": …}`.
    """

    def full_clean(self) -> None:
        for field in self.fields.values():
            if field.error_messages["required"] is forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = asked(field)
        super().full_clean()
