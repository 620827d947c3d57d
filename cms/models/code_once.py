from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def holder_of_code(instance: Any) -> Any | None:
    """What has the code of this object already, in whatever language, and is no translation of it."""
    if not isinstance(instance, CodeOnce):
        return None
    rows = type(instance)._default_manager.filter(code=instance.code)  # type: ignore[attr-defined]
    return rows.exclude(translation_key=instance.translation_key).first()


class CodeOnce:
    """Says in the form that a code is taken: the language is no field of it, so Django leaves the constraint out.

    A code is that of one object in every language: a translation of this one will have it, too.
    """

    code: str
    translation_key: Any

    def clean(self) -> None:
        super().clean()  # type: ignore[misc]
        if holder_of_code(self):
            raise ValidationError({"code": _("This code is taken: choose another one.")})
