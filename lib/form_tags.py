"""Built into every template: what is wrong in forms, in the fields that can be seen and in those that cannot."""

from collections.abc import Iterable

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField, BoundWidget

register = template.Library()


@register.filter
def some_hidden_wrong(forms: BaseForm | Iterable[BaseForm]) -> bool:
    """Whether a field that nobody sees is wrong, in one form or in any of several."""
    return any(field.errors for form in _each(forms) for field in form.hidden_fields())


@register.filter
def some_seen_wrong(forms: BaseForm | Iterable[BaseForm]) -> bool:
    """Whether there is a field to correct."""
    return any(field.errors for form in _each(forms) for field in form.visible_fields())


@register.filter
def by_group(field: BoundField) -> list[tuple[str, list[BoundWidget]]]:
    """The boxes of a `GroupedChoiceField`, each group with its own."""
    boxes = iter(field)
    return [(label, [next(boxes) for _option in options]) for label, options in field.field.choices]  # type: ignore[attr-defined]


@register.filter
def any_chosen(options: Iterable[BoundWidget]) -> bool:
    return any(option.data["selected"] for option in options)


def _each(forms: BaseForm | Iterable[BaseForm]) -> Iterable[BaseForm]:
    return [forms] if isinstance(forms, BaseForm) else forms
