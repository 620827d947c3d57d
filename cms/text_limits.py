"""What a translation may hold: no text that is longer than its field, and no NUL, which PostgreSQL keeps nowhere.

wagtail-localize checks neither before it writes, and SQLite takes both.
"""

from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db.models import CharField, Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.strings import StringValue


def fault(model: type[Model], path: str, text: str) -> str | None:
    """What is wrong with a text for this place, in words; `text` and `path` as wagtail-localize keeps them."""
    if "\0" in text:
        return str(ProhibitNullCharactersValidator.message)
    field = field_of(model, path)
    most = field.max_length if isinstance(field, CharField) else None
    if most is None or len(text) <= most:
        return None
    # It is kept as HTML, and written into its field as plain text; the title of a draft takes it as it is kept.
    written = text if path == "title" and issubclass(model, Page) else StringValue(text).render_text()
    try:
        MaxLengthValidator(most)(written)
    except ValidationError as error:
        return error.messages[0]
    return None


def field_of(model: type[Model], path: str) -> "Field[Any, Any] | None":
    """The field that a text stands in by itself; None for a text among others, as in the blocks of a page."""
    name, __, rest = path.partition(".")
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    if field.one_to_many and "." in rest:  # rows of its own, each by its key
        return field_of(field.related_model, rest.partition(".")[2])  # type: ignore[arg-type]
    return field if isinstance(field, Field) and not rest else None


def labelled(model: type[Model], path: str, words: str) -> str:
    """The sentence with the name of its field before it, where it has one."""
    field = field_of(model, path)
    if field is None:
        return words
    return _("%(field)s: %(error)s") % {"field": capfirst(str(field.verbose_name)), "error": words}


def faults(source: TranslationSource, locale: Locale) -> list[str]:
    """A sentence for each translation that its field does not take; those known to be wrong are written nowhere."""
    model = source.specific_content_type.model_class()
    rows = source.stringsegment_set.get_translations(locale).filter(has_error=False).order_by("pk")
    found = []
    for path, text in rows.values_list("context__path", "data"):
        words = fault(model, path or "", text)
        if words:
            found.append(labelled(model, path, words))
    return found
