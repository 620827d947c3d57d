"""Typed text of several lines. A browser counts a line end as one character and sends two: it is one before anything is
counted, cut or compared.
"""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

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
