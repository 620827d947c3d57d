from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class CodeOnce:
    """Says in the form that a code is taken: the language is no field of it, so Django leaves the constraint out."""

    def clean(self: Any) -> None:
        super().clean()  # type: ignore[misc]
        rows = type(self)._default_manager.filter(code=self.code, locale_id=self.locale_id)
        if rows.exclude(pk=self.pk).exists():
            raise ValidationError({"code": _("This code is taken: choose another one.")})
