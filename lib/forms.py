"""Typed text of several lines. A browser counts a line end as one character and sends two: it is one before anything is
counted, cut or compared.
"""

from typing import Any

from django import forms


def unix_lines(text: str) -> str:
    """The text with line ends as Unix writes them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class LinesField(forms.CharField):
    """What a <textarea> sends; its length is what the browser let through. Every form uses it (tests/site)."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return unix_lines(str(super().to_python(value) or ""))
