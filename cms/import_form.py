"""What an editor hands over: questions pasted or in a file, their format and their language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.formats.exchange import Remark
from cms.formats.source import MAX_BYTES, SourceRefused, decode, detect, without_files
from lib.forms import Asking, LimitedFileField, LinesField, unix_lines


class PastedField(LinesField):
    """Text as typed: the readers name the place of a NUL character, which a form would refuse without one."""

    default_validators: list[Any] = []

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.validators = []


class ImportForm(Asking, forms.Form):
    text = PastedField(
        label=_("Questions"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "autocapitalize": "off", "wrap": "off"}),
    )
    file = LimitedFileField(
        max_bytes=MAX_BYTES,
        label=_("or a file"),
        required=False,
        help_text=_("A file takes the place of what is pasted. At most 10 MB; pictures inside it are not taken over."),
        widget=forms.FileInput(attrs={"accept": ".gift,.txt,.xml"}),
    )
    dialect = forms.ChoiceField(
        label=_("Format"),
        required=False,
        choices=[("", _("Detect it")), ("gift", "GIFT"), ("moodle", "Moodle XML")],
    )
    locale = forms.ChoiceField(label=_("Language of the questions"), choices=[("fr", "Français"), ("en", "English")])
    skip = forms.BooleanField(label=_("Leave out what is refused and import the rest"), required=False)

    told: tuple[Remark, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Afterwards `text` and `dialect` are what is to be read, whether pasted or from the file."""
        cleaned: dict[str, Any] = super().clean() or {}
        text = cleaned.get("text") or ""
        if file := cleaned.get("file"):
            text = self._decoded(file)
        dialect = cleaned.get("dialect") or detect(text)
        # Columns and lines must be those of the box, of a file too.
        text = unix_lines(text)
        return cleaned | {"text": without_files(text) if dialect == "moodle" else text, "dialect": dialect}

    def _decoded(self, file: Any) -> str:
        try:
            # One byte more than allowed says that it is too large.
            text, self.told = decode(file.read(MAX_BYTES + 1))
        except SourceRefused as refused:
            raise ValidationError({"file": refused.remark.message(get_language() or "fr")}) from refused
        return text
