"""Built into every template instead of Django's `date` and `time`: the same, but as French writes the first of a month
("1er") and a full hour ("14 h").
"""

import datetime as dt
from typing import Any

from django import template
from django.template.defaultfilters import date as plain
from django.template.defaultfilters import time as plain_time

from lib.dates import as_written, day_text

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, arg: str | None = None) -> str:
    if arg == "DATE_FORMAT" and isinstance(value, dt.date):
        return day_text(value)
    return as_written(str(plain(value, arg)), value)


@register.filter(expects_localtime=True, is_safe=False)
def time(value: Any, arg: str | None = None) -> str:
    return as_written(str(plain_time(value, arg)), value)
