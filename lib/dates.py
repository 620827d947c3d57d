"""Days in words. French says "1er mars" and "2 mars"; Django's formats have no sign for that."""

import datetime as dt
import re
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language

FIRST = re.compile(r"^1(?=[ \u00a0])")


def day_text(day: dt.date, style: str = "DATE_FORMAT") -> str:
    """`day` in the active language, in one of Django's named formats or a pattern of its own."""
    if style == "DATE_FORMAT":  # what every list of dates asks for
        return day_in(get_language(), day)
    return with_first(date_format(day, style), day)


def day_in(language: str | None, day: dt.date) -> str:
    """The same in the active language, for whoever writes dozens and asks once which it is."""
    return _day(day.year, day.month, day.day, language)


@lru_cache(maxsize=2048)
def _day(year: int, month: int, day: int, language: str | None) -> str:
    """`language` is the active one: the same day has a text in each."""
    found = dt.date(year, month, day)
    return with_first(date_format(found, "DATE_FORMAT"), found)


def with_first(text: str, day: object) -> str:
    """A French date that opens with its day, the first of the month, as French writes it."""
    french = (get_language() or "").startswith("fr")
    return FIRST.sub("1er", text) if french and isinstance(day, dt.date) and day.day == 1 else text
