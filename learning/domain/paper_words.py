"""A paper as its reader is shown it: days and decimals in the reader's language. What is stored stays as it was typed.

A field says that it holds a day or a number. A column of a table is one of numbers when all its cells are, and its
decimal mark is decided for the whole of it; what reads in two ways (1,200) is left as it was typed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from django.utils.dateparse import parse_date
from django.utils.translation import get_language

from learning.domain.papers import Part
from lib.dates import day_text
from lib.numbers import NBSP, NumberError, decide_mark, mark_of

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"([-+\u2212]?[0-9]+)(?:[.,]([0-9]+))?[ \u00a0\u202f]?(%?)")


def in_words(part: Part) -> Part:
    """The part as its reader reads it, in the active language."""
    if part.tabular:
        width = len(part.head)
        columns = [_column([row[n] if n < len(row) else "" for row in part.rows]) for n in range(width)]
        return replace(part, rows=tuple(zip(*columns, strict=True)))
    if part.kind == "number":
        return replace(part, text=_column([part.text])[0])
    return replace(part, text=_day(part.text))


def _day(text: str) -> str:
    """A day that a date field holds; works handed in earlier do not say which of their fields are."""
    if not _DAY.fullmatch(text.strip()):
        return text
    try:
        day = parse_date(text.strip())
    except ValueError:
        return text
    return day_text(day) if day else text


def _column(cells: Sequence[str]) -> list[str]:
    found = [_NUMBER.fullmatch(cell.strip()) for cell in cells]
    if not any(found) or any(cell.strip() and not number for cell, number in zip(cells, found, strict=True)):
        return [_day(cell) for cell in cells]
    try:
        doubtful = decide_mark(cells).ambiguous
    except NumberError:
        doubtful = True
    return list(cells) if doubtful else [_number(number) for number in found]


def _number(found: re.Match[str] | None) -> str:
    """With the decimals that were typed: 8.50 is 8,50 in French."""
    if found is None:
        return ""
    locale = get_language() or "fr"
    whole, fraction, percent = found.groups()
    gap = NBSP if percent and locale.startswith("fr") else ""
    return f"{whole}{mark_of(locale) + fraction if fraction else ''}{gap}{percent}"
