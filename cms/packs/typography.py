"""French spacing, set at loading: authors write plain spaces, readers see no sign alone at the start of a line."""

from __future__ import annotations

import re
from typing import Any

NBSP = "\u00a0"
FORBIDDEN = re.compile("[\u00a0\u202f]")
_BEFORE = re.compile(r" (?=[;:!?%»])")
_AFTER = re.compile(r"(?<=«) ")
_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
# Never shown to readers, or compared with what learners type: left as written.
_KEYS = frozenset({"accepted_fr", "aliases", "slug", "id", "code", "key"})


def typeset(text: str, language: str) -> str:
    """Non-breaking spaces before ; : ! ? % », after « and inside numbers; French only, spaces are never added."""
    if language != "fr":
        return text
    text = _AFTER.sub(NBSP, _BEFORE.sub(NBSP, text))
    return _GROUPS.sub(lambda found: found[0].replace(" ", NBSP), text)


def plain(text: str) -> str:
    """The text as an author would write it."""
    return text.replace(NBSP, " ")


def typeset_values(value: Any, language: str = "") -> Any:
    """Typeset the French texts of a TOML table: those below `fr` and those whose key ends in `_fr`."""
    if isinstance(value, dict):
        return {
            key: part if key in _KEYS else typeset_values(part, _language(key) or language)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [typeset_values(part, language) for part in value]
    return typeset(value, language) if isinstance(value, str) else value


def _language(key: str) -> str:
    return "fr" if key == "fr" or key.endswith("_fr") else ""
