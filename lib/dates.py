"""Days in words. French says "1er mars" and "2 mars"; Django's formats have no sign for that."""

import datetime as dt
import re

from django.utils.formats import date_format
from django.utils.translation import get_language

FIRST = re.compile(r"^1(?=[ \u00a0])")


def day_text(day: dt.date, style: str = "DATE_FORMAT") -> str:
    """`day` in the active language, in one of Django's named formats or a pattern of its own."""
    return with_first(date_format(day, style), day)


def with_first(text: str, day: object) -> str:
    """A French date that opens with its day, the first of the month, as French writes it."""
    french = (get_language() or "").startswith("fr")
    return FIRST.sub("1er", text) if french and isinstance(day, dt.date) and day.day == 1 else text
