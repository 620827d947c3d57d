"""Parts of addresses made from titles."""

from typing import Final

from django.utils.text import slugify

# Letters that no accent can be taken from: Django drops them, and "cœur" would be "cur".
LIGATURES: Final = {"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ß": "ss"}
_TABLE: Final = str.maketrans(LIGATURES)


def slug_of(text: str) -> str:
    """ASCII letters, digits, hyphens and underscores; "" of a text without any."""
    return slugify(text.translate(_TABLE))
