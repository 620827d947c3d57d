"""TOML with line numbers, and tables checked against the fields that the schema allows."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from cms.packs.objects import Fault, Lines, Place, Values
from cms.packs.schema import SLUG, Field, Fields
from cms.packs.typography import FORBIDDEN

_MANY = re.compile(r"\s*\[\[\s*([\w.\-]+)\s*\]\]")
_ONE = re.compile(r"\s*\[\s*([\w.\-]+)\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r'\s*("?)([\w\-]+)\1((?:\.[\w\-]+)*)\s*=\s*(.*)$')
_STRINGS = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')
_URL = re.compile(r"https?://[^\s<>\"]{4,190}")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


def read(path: Path, file: str, faults: list[Fault]) -> str | None:
    """The text of a file; None and a fault when it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        faults.append(Fault(file, error.object[: error.start].count(b"\n") + 1, "", "the file is not UTF-8"))
        return None


def parse(text: str, file: str, faults: list[Fault], *, shift: int = 0) -> tuple[Values, Lines] | None:
    """Values and places of a TOML text that starts on line `1 + shift` of `file`; None and a fault if it is no TOML."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1
        reason = _AT_LINE.sub("", str(error)).strip()
        faults.append(Fault(file, line + shift, "", reason + _expected(reason, text.splitlines()[line - 1 : line])))
        return None
    faults += forbidden_spaces(text, file, shift)
    return values, Lines(file, _places(text), (), shift)


def _expected(reason: str, found: list[str]) -> str:
    """What should stand where a line is no statement of TOML; "" when the reason says it itself."""
    if reason != "Invalid statement" or not found:
        return ""
    row = found[0].strip()
    if row.startswith(":::"):
        return f" '{row[:60]}': a directive stands in a .md file, after the second +++ line; here, 'name = value'"
    return f" '{row[:60]}': 'name = value' or '[table]' was expected"


def forbidden_spaces(text: str, file: str, shift: int = 0) -> list[Fault]:
    """One fault per line that holds a non-breaking space: the formatter sets them."""
    lines = enumerate(text.splitlines(), 1 + shift)
    return [
        Fault(file, number, "", "a non-breaking space: write a plain one")
        for number, line in lines
        if FORBIDDEN.search(line)
    ]


def check_fields(values: Values, fields: Fields, lines: Lines, faults: list[Fault]) -> bool:
    """Add a fault for each unknown, missing or ill-typed key; True when there is none."""
    before = len(faults)
    for key, value in values.items():
        if key in fields:
            _check_value(value, fields[key], lines.below(key), faults)
        else:
            near = difflib.get_close_matches(key, list(fields), 1, 0.5)
            hint = f"; did you mean '{near[0]}'?" if near else f"; known: {', '.join(fields)}"
            faults.append(lines.fault(f"unknown key '{key}'{hint}", key))
    for key, field in fields.items():
        if field.required and key not in values:
            faults.append(lines.fault(f"'{key}' is missing"))
    return len(faults) == before


def _places(text: str) -> dict[Place, int]:
    places: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    inside: tuple[Place, int, int] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if inside:
            inside = _array_line(line, number, inside, places)
        elif many := _MANY.match(line):
            name = _resolve(many[1].split("."), counts, last=False)
            counts[name] = counts.get(name, -1) + 1
            table = (*name, counts[name])
            places.setdefault(name, number)
            places[table] = number
        elif one := _ONE.match(line):
            table = _resolve(one[1].split("."), counts, last=True)
            places[table] = number
        elif key := _KEY.match(line):
            path = (*table, key[2], *filter(None, key[3].split(".")))
            places[path] = number
            depth = _depth(key[4])
            inside = (path, depth, 0) if depth > 0 else None
    return places


def _array_line(
    line: str, number: int, inside: tuple[Place, int, int], places: dict[Place, int]
) -> tuple[Place, int, int] | None:
    path, depth, index = inside
    if line.strip()[:1] in ("{", '"', "'", "["):
        places[(*path, index)] = number
        index += 1
    depth += _depth(line)
    return (path, depth, index) if depth > 0 else None


def _depth(text: str) -> int:
    bare = _STRINGS.sub("", text).split("#")[0]
    return bare.count("[") - bare.count("]")


def _resolve(names: list[str], counts: dict[Place, int], *, last: bool) -> Place:
    path: Place = ()
    for position, name in enumerate(names):
        path = (*path, name)
        if path in counts and (last or position < len(names) - 1):
            path = (*path, counts[path])
    return path


def _check_value(value: Any, field: Field, lines: Lines, faults: list[Fault]) -> None:
    if field.kind == "table":
        if isinstance(value, dict):
            check_fields(value, field.fields, lines, faults)
        else:
            faults.append(lines.fault("a table { … } was expected"))
        return
    if field.kind == "tables":
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            faults.append(lines.fault("a list of tables was expected"))
            return
        for index, part in enumerate(value):
            check_fields(part, field.fields, lines.below(index), faults)
        return
    message = _complaint(value, field)
    if message:
        faults.append(lines.fault(message))


def _complaint(value: Any, field: Field) -> str:
    test, expected = _TESTS[field.kind]
    if not test(value):
        return f"{expected} was expected, not {value!r}"
    if field.choices and str(value) not in field.choices:
        return f"'{value}' is not one of {', '.join(field.choices)}"
    if field.length is not None and len(value) != field.length:
        return f"{field.length} values were expected, not {len(value)}"
    return ""


def is_slug(value: Any) -> bool:
    return isinstance(value, str) and bool(SLUG.fullmatch(value))


def is_decimal(value: Any) -> bool:
    try:
        return isinstance(value, str) and Decimal(value).is_finite() and "e" not in value.lower()
    except InvalidOperation:
        return False


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value == value.strip() and "  " not in value


def _is_behaviour(value: Any) -> bool:
    """What one level looks like: one text, or several."""
    lines = value if isinstance(value, list) else [value]
    return bool(lines) and all(_is_text(line) and line and "\n" not in line for line in lines)


def _is_mapping(value: Any, test: Any) -> bool:
    return isinstance(value, Mapping) and all(map(test, value.values()))


def _list_of(test: Any) -> Any:
    return lambda value: isinstance(value, list) and all(map(test, value))


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


_TESTS: dict[str, tuple[Any, str]] = {
    "text": (lambda value: _is_text(value) and bool(value), "a text without double, leading or trailing spaces"),
    "maybe": (_is_text, "a text without double, leading or trailing spaces"),
    "date": (lambda value: type(value) is date, "a date, such as 2026-11-20,"),
    "url": (
        lambda value: isinstance(value, str) and bool(_URL.fullmatch(value)),
        "an address that starts with https://",
    ),
    "items": (
        lambda value: isinstance(value, list) and all(_is_text(item) and item and "\n" not in item for item in value),
        "a list of texts of one line, none empty, without double, leading or trailing spaces",
    ),
    "slug": (is_slug, "a slug (lower case, digits, hyphens)"),
    "integer": (_is_integer, "a whole number"),
    "flag": (lambda value: isinstance(value, bool), "true or false"),
    "decimal": (is_decimal, 'an exact decimal as a string, such as "4.5",'),
    "texts": (_list_of(_is_text), "a list of texts"),
    "behaviours": (_list_of(_is_behaviour), "a list of texts or of lists of texts of one line"),
    "slugs": (_list_of(is_slug), "a list of slugs"),
    "levels": (lambda value: _is_mapping(value, lambda level: level in (1, 2, 3, 4)), "a table of levels 1 to 4"),
    "amounts": (lambda value: _is_mapping(value, is_decimal), "a table of exact decimals as strings"),
    "changes": (
        lambda value: _is_mapping(value, lambda part: type(part) is int and -100 <= part <= 100),
        "a table of whole numbers from -100 to 100",
    ),
    "alternatives": (_list_of(_list_of(is_slug)), "a list of lists of slugs"),
}
