"""Days and times of day in words. French says "1er mars" and "2 mars", "14 h" and "14 h 05"; Django's formats have no
sign for that.
"""

import datetime as dt
import re
from functools import lru_cache

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language

# The number of the day, before the name of its month: an hour or a number of anything else is none.
FIRST = re.compile(r"(?<![\w.,:])1(?=[ \u00a0](?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc))")
NO_MINUTES = re.compile(r"(?<=[0-9]\u00a0h)\u00a000(?![0-9])")


def day_text(day: dt.date, style: str = "DATE_FORMAT") -> str:
    """`day` in the active language, in one of Django's named formats or a pattern of its own."""
    if style == "DATE_FORMAT":  # what every list of dates asks for
        return day_in(get_language(), day)
    return as_written(date_format(day, style), day)


def time_text(moment: dt.time | dt.datetime) -> str:
    """A time of day as the active language writes it."""
    return as_written(time_format(moment, "TIME_FORMAT"), moment)


def day_in(language: str | None, day: dt.date) -> str:
    """The same in the active language, for whoever writes dozens and asks once which it is."""
    return _day(day.year, day.month, day.day, language)


@lru_cache(maxsize=2048)
def _day(year: int, month: int, day: int, language: str | None) -> str:
    """`language` is the active one: the same day has a text in each."""
    found = dt.date(year, month, day)
    return as_written(date_format(found, "DATE_FORMAT"), found)


def as_written(text: str, moment: object) -> str:
    """A date or a time of day in one of Django's formats as French writes it: its first of a month, its full hours."""
    if not (get_language() or "").startswith("fr"):
        return text
    if isinstance(moment, dt.date) and moment.day == 1:
        text = FIRST.sub("1er", text)
    return NO_MINUTES.sub("", text) if isinstance(moment, dt.datetime | dt.time) else text
