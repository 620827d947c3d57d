"""What a field of codes holds beside what could be read: kept with the value, and told beside the field in a form."""

import json
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SHOWN, LONGEST = 5, 80


class ReadList(list[Any]):
    """What could be read of a list; `unread` is the rest, as text. A cache takes a plain list of it, which a process of
    an older release reads as well.
    """

    unread: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return list, (list(self),)


class ReadDict(dict[str, Any]):
    """The same of an object."""

    unread: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


def beside(found: Any, held: Any) -> Any:
    """`found`, with what `held` has beside it."""
    told = ReadList(found) if isinstance(found, list) else ReadDict(found)
    told.unread = tuple(map(_text, _rest(found, held)))
    return told


def _rest(found: Any, held: Any) -> list[Any]:
    if isinstance(found, list) and isinstance(held, list):
        return [row for row in held if row not in found]
    if found and isinstance(held, dict):
        return [
            row
            for name, rows in held.items()
            for row in (_rest(found.get(name), rows) if isinstance(rows, list) and name in found else [{name: rows}])
        ]
    return [held]


def _text(row: Any) -> str:
    return row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)


def told(unread: tuple[str, ...]) -> str:
    """What is said of them beside the field."""
    rows = ", ".join(_("“%(text)s”") % {"text": Truncator(text).chars(LONGEST)} for text in unread[:SHOWN])
    text = ngettext(
        "%(count)s entry could not be read and is not shown: %(rows)s. Saving stores the field without it.",
        "%(count)s entries could not be read and are not shown: %(rows)s. Saving stores the field without them.",
        len(unread),
    )
    return text % {"count": len(unread), "rows": rows if len(unread) <= SHOWN else f"{rows}, …"}


class _Telling(BoundField):
    def as_widget(self, *args: Any, **kwargs: Any) -> SafeString:
        drawn = super().as_widget(*args, **kwargs)
        unread = getattr(self.form.initial.get(self.name), "unread", ())
        return format_html('{}<p class="code-rows__unread">{}</p>', drawn, told(unread)) if unread else drawn


class TellsUnread:
    """A form field that says beside itself what was left out of the value it opens with. The help text of its panel is
    that of the column, whatever the form says.
    """

    def get_bound_field(self: Any, form: Any, field_name: str) -> BoundField:
        return _Telling(form, self, field_name)
