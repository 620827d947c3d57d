"""Small bilingual message tables for `lib`, which has no gettext: code -> (French, English)."""

from __future__ import annotations

import re
from collections.abc import Mapping

Table = Mapping[str, tuple[str, str]]


def say(table: Table, code: str, params: Mapping[str, object], locale: str) -> str:
    """Render the message `code` of `table` in French when `locale` starts with "fr", in English otherwise.

    `params` fill the `{name}` places of the template. Raises `KeyError` for an unknown code or a missing parameter:
    both are faults of the program, never of a file.
    """
    french, english = table[code]
    if not locale.lower().startswith("fr"):
        return english.format_map(params)
    return _french_spaces(french).format_map(params)


def _french_spaces(text: str) -> str:
    """Non-breaking spaces where French typography wants them: inside guillemets and before `:` `;` `?` `!` `%`."""
    return re.sub(r" (?=[»:;?!%])", "\u00a0", text).replace("« ", "«\u00a0")
