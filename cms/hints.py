"""Whether a hint says too much. Pure."""

import re
from collections.abc import Iterable

from cms.folding import plain

_WORDS = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)*")


def tells(hint: str, keys: Iterable[str]) -> str:
    """The first answer that stands in a hint as whole words, or nothing."""
    words = f" {plain_words(hint)} "
    return next((key for key in keys if plain_words(key) and f" {plain_words(key)} " in words), "")


def plain_words(text: str) -> str:
    """Lower case without accents; a number keeps its point, written with a comma or not."""
    return " ".join(_WORDS.findall(plain(text).replace(",", ".")))
