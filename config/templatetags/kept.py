"""`{% include "components/…" with … only %}` drawn once per set of plain parameters and language, then kept.

A component included with `only` sees its parameters and nothing else, so that equal parameters give equal HTML: an icon
or a level drawn forty times on a page is drawn once in the life of a process. The key is the content itself (plain
values and frozen dataclasses): nobody can be shown what belongs to another.
"""

from collections import OrderedDict
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django import template
from django.template import Context, Node
from django.template.base import FilterExpression, Parser, Token
from django.template.loader_tags import IncludeNode, do_include
from django.utils.functional import LazyObject, Promise, empty
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from lib.html import safe

register = template.Library()

FOLDER = "components/"
LONGEST = 300  # characters of one text: what is longer is drawn, not kept
MOST = 4096

_kept: OrderedDict[tuple[Any, ...], str] = OrderedDict()


class Uneven(Exception):
    """A value that cannot stand for itself: an object, a long text."""


class KeptIncludeNode(IncludeNode):
    """An isolated include of one component; anything but plain parameters is drawn each time."""

    def render(self, context: Context) -> SafeString:
        if context.template is None or context.template.engine.debug:
            return super().render(context)
        try:
            values = [(name, frozen(given.resolve(context))) for name, given in self.extra_context.items()]
        except Uneven:
            return super().render(context)
        # Dates are drawn in the reader's time zone.
        key = (self.template.resolve(context), get_language(), get_current_timezone_name(), *values)
        found = _kept.get(key)
        if found is None:
            found = _kept[key] = str(super().render(context))
            if len(_kept) > MOST:
                _kept.popitem(last=False)
        return safe(found)


def frozen(value: Any) -> Any:
    """The value as a part of a key: equal keys mean the same type and the same content (1, "1" and True differ)."""
    if isinstance(value, LazyObject):
        if value._wrapped is empty:  # type: ignore[attr-defined]
            value._setup()  # type: ignore[attr-defined]
        value = value._wrapped  # type: ignore[attr-defined]
    kind = type(value)
    if kind in (int, bool, type(None)):
        return kind, value
    if kind in (Decimal, datetime, date, UUID) or isinstance(value, Enum):
        return kind, str(value)  # Decimal: 1.0 and 1.00 are equal, and drawn differently
    if isinstance(value, Promise):
        value, kind = str(value), str
    if kind in (str, SafeString) and len(value) <= LONGEST:
        return kind, value
    if kind in (list, tuple):
        return tuple(map(frozen, value))
    if isinstance(value, tuple):
        return kind, *map(frozen, value)
    if kind is dict:
        return tuple((name, frozen(part)) for name, part in value.items())
    if getattr(kind, "__dataclass_params__", None) is not None and kind.__dataclass_params__.frozen:
        return kind, *(frozen(getattr(value, part.name)) for part in fields(value))
    raise Uneven


@register.tag("include")
def include(parser: Parser, token: Token) -> Node:
    """Django's include; a component with `only` is kept."""
    node: IncludeNode = do_include(parser, token)
    named: FilterExpression = node.template
    if node.isolated_context and str(named.token).strip("\"'").startswith(FOLDER):
        return KeptIncludeNode(named, extra_context=node.extra_context, isolated_context=True)
    return node
