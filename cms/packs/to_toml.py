"""Plain values as the TOML of packs: one key a line, `[fr]` and `[en]` tables, lists of tables last."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from cms.packs.typography import plain

_INLINE = ("skills", "lessons", "modules", "columns", "options")


def dump(values: dict[str, Any], *, quiet: tuple[str, ...] = ()) -> str:
    """TOML text. Lists of tables named in `quiet` (and small ones) are written inline."""
    return "\n".join(_table(values, "", _INLINE + quiet)).strip() + "\n"


def _table(values: dict[str, Any], prefix: str, inline: tuple[str, ...]) -> Iterator[str]:
    later: list[tuple[str, Any]] = []
    for key, value in values.items():
        rows = isinstance(value, list) and value and isinstance(value[0], dict) and key not in inline
        if rows or (isinstance(value, dict) and _is_section(key, value)):
            later.append((key, value))
        else:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in later:
        name = f"{prefix}{_key(key)}"
        for part in value if isinstance(value, list) else [value]:
            yield ""
            yield f"[[{name}]]" if isinstance(value, list) else f"[{name}]"
            yield from _table(part, f"{name}.", inline)


def _is_section(key: str, value: dict[str, Any]) -> bool:
    return key in ("matrix", "debrief") or (
        key in ("fr", "en") and not value.keys() <= {"text", "feedback", "label", "help"}
    )


def _key(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() else json.dumps(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return json.dumps(f"{value.normalize():f}")
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(part)}" for key, part in value.items()) + " }"
    return json.dumps(plain(str(value)), ensure_ascii=False)
