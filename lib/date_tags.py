"""Built into every template instead of Django's `date`: the same, but the first of a month is "1er" in French."""

import datetime as dt
from typing import Any

from django import template
from django.template.defaultfilters import date as plain

from lib.dates import day_text, with_first

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, arg: str | None = None) -> str:
    if arg == "DATE_FORMAT" and isinstance(value, dt.date):
        return day_text(value)
    shown = str(plain(value, arg))
    return with_first(shown, value) if isinstance(value, dt.date) else shown
