"""Numbers as questions store them: exact, with a point, whatever the language they were typed in."""

import re
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language

from lib.numbers import NumberError, parse_answer

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,10})?")


def canonical(text: str) -> str:
    """A number with a point; what cannot be read stays as it was typed. What is stored already never changes: "1.125"
    would be a thousand and more to a French reader.
    """
    if number(text) is not None:
        return text.strip()
    try:
        return f"{parse_answer(text, get_language() or 'fr'):f}"
    except NumberError:
        return text


def number(text: str) -> Decimal | None:
    """A finite number written with a point; None for anything else."""
    return Decimal(text.strip()) if _NUMBER.fullmatch(text.strip()) else None


def shown(text: str) -> str:
    """A number in the editor's language; as it is written when it is none."""
    found = number(text)
    return text if found is None else number_format(found, use_l10n=True, force_grouping=False)
