"""Typography, set at loading: authors write plain spaces and quotes, no sign stands alone at the start of a line."""

from __future__ import annotations

import re
from typing import Any, Final

NBSP = "\u00a0"
FORBIDDEN = re.compile("[\u00a0\u202f]")
_BEFORE = re.compile(r" (?=[;:!?%»])")
_AFTER = re.compile(r"(?<=«) ")
# 17 h 40, 24 h: the hour stays with its figures.
_HOURS = re.compile(r"(?<=\d) h\b(?: (?=\d\d\b))?")
_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
# After a letter or a figure a straight quote is an apostrophe, in both languages.
_APOSTROPHE = re.compile(r"(?<=\w)'")
# Never shown to readers, or compared with what learners type: left as written.
KEYS: Final = frozenset({"accepted_fr", "accepted_en", "aliases", "slug", "id", "code", "key"})

# What the formatter cannot know or should have set: pattern, complaint.
_UNTIDY: Final = (
    (re.compile(r"[\"']"), "a straight quote"),
    (re.compile(r"\.\.\."), "three dots for an ellipsis"),
    (re.compile(r"[^\S\n]{2,}"), "two spaces"),
)
_UNTIDY_FR: Final = (
    (re.compile(r"(?<=[\w)»…”’])[;!?](?=\s|$)"), "no space before a sign"),
    (re.compile(r"(?<=[\w)»…”’]):(?=\s|$)"), "no space before a colon"),
    (re.compile(r"(?<=\d)%"), "no space before %"),
    (re.compile(f"«(?!{NBSP})|(?<!{NBSP})»"), "no space inside « »"),
    (re.compile(r" [;:!?%»]"), "a sign that may stand alone at the start of a line"),
)


def typeset(text: str, language: str) -> str:
    """Apostrophes and ellipses; in French, non-breaking spaces before ; : ! ? % », after «, inside numbers and times.

    Spaces are never added.
    """
    if language not in ("fr", "en"):
        return text
    text = _APOSTROPHE.sub("’", text).replace("...", "…")
    if language == "en":
        return text
    text = _AFTER.sub(NBSP, _BEFORE.sub(NBSP, text))
    for pattern in (_HOURS, _GROUPS):
        text = pattern.sub(lambda found: found[0].replace(" ", NBSP), text)
    return text


def untidy(text: str, language: str, *, wrapped: bool = True) -> str:
    """The first complaint about a text as readers see it, or "". A drawing is not `wrapped`: any space does."""
    rules = (*_UNTIDY, *(_UNTIDY_FR if language == "fr" and wrapped else ()))
    for pattern, complaint in rules:
        if found := pattern.search(text):
            around = text[max(0, found.start() - 20) : found.end() + 20].replace("\n", " ")
            return f"{complaint}: «{plain(around).strip()}»"
    return ""


def plain(text: str) -> str:
    """The text as an author would write it."""
    return text.replace(NBSP, " ")


def typeset_values(value: Any, language: str = "") -> Any:
    """Typeset the texts of a TOML table: those below `fr` and `en`, and those whose key ends in `_fr` or `_en`."""
    if isinstance(value, dict):
        return {
            key: part if key in KEYS else typeset_values(part, language_of(key) or language)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [typeset_values(part, language) for part in value]
    return typeset(value, language) if isinstance(value, str) else value


def language_of(key: str) -> str:
    """The language that a key of a table names, or ""."""
    return key[-2:] if key in ("fr", "en") or key.endswith(("_fr", "_en")) else ""
