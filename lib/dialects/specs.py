"""The dialects as data: columns, their names in exports, and how the headers of a file are matched to them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from lib.dialects.report import Paid
from lib.numbers import CODES, SIGNS, DecimalMark
from lib.sheets import HEADER_SEARCH, Row

Role = Literal["id", "date", "label", "link", "text", "currency", "count", "money", "number"]
DateOrder = Literal["MDY", "DMY"]
NUMERIC: Final = frozenset({"count", "money", "number"})
_KEYS: Final = ("facebook-posts", "generic-daily")
_CURRENCY_TAIL = re.compile(r"^(.*?)[\s(\[]+([a-z]{3}|us\$|ca\$|au\$|[€£¥$])[)\]]?$")


@dataclass(frozen=True)
class Column:
    """One column a dialect knows. `metric` is the canonical name its values are stored under."""

    key: str
    role: Role
    metric: str
    required: bool = False
    many: bool = False
    paid: Paid = "unknown"
    total: Literal["sum", "last", "none"] = "sum"
    aliases: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    name_fr: str = ""

    @property
    def shown(self) -> str:
        """The name a file would carry, in English."""
        return self.aliases[0] if self.aliases else self.key


@dataclass(frozen=True)
class Dialect:
    """One kind of export. `date_order` and `decimal_mark` hold only where the platform always writes so."""

    key: str
    name_fr: str
    name_en: str
    entity_kind: str
    entity_key: str
    date_key: str
    columns: tuple[Column, ...]
    detect: tuple[str, ...] = ()
    detect_min: int = 0
    date_order: DateOrder | None = None
    decimal_mark: DecimalMark | None = None
    assumptions: tuple[str, ...] = ()

    def name(self, locale: str) -> str:
        """Name in French or English."""
        return self.name_fr if locale.lower().startswith("fr") else self.name_en

    def column(self, key: str) -> Column | None:
        """The column of that key."""
        return next((column for column in self.columns if column.key == key), None)


@dataclass(frozen=True)
class Bound:
    """A column of the dialect found at `index` of a file under `header`; `currency` is an ISO code named in the
    header.
    """

    column: Column
    index: int
    header: str
    currency: str = ""


@dataclass(frozen=True)
class Binding:
    """A dialect bound to a file whose header row is `rows[at]`."""

    dialect: Dialect
    at: int
    bound: tuple[Bound, ...]
    unused: tuple[str, ...]
    duplicates: tuple[str, ...]

    def of(self, *roles: Role) -> list[Bound]:
        """The bound columns of these roles, in file order."""
        return [item for item in self.bound if item.column.role in roles]

    def at_key(self, key: str) -> Bound | None:
        """The bound column of that key."""
        return next((item for item in self.bound if item.column.key == key), None)


def normal(header: str) -> str:
    """A header without what varies between exports: case, accents, apostrophes, kinds of blanks, underscores."""
    text = unicodedata.normalize("NFKD", header.strip("\ufeff ")).casefold().replace("\u2019", "'").replace("_", " ")
    text = "".join(char for char in text if not unicodedata.combining(char)).replace("œ", "oe")
    return re.sub(r"\s+", " ", text).strip()


def split_currency(header: str) -> tuple[str, str]:
    """A normalised header without its currency, and the ISO code: `cost (eur)` -> (`cost`, `EUR`)."""
    match = _CURRENCY_TAIL.match(normal(header))
    if match:
        sign = match[2].upper()
        code = SIGNS.get(sign, sign)
        if code in CODES:
            return match[1].strip(), "" if code == "XXX" else code
    return normal(header), ""


@cache
def dialects() -> tuple[Dialect, ...]:
    """Every dialect, read from the TOML files beside this module."""
    return tuple(_load(Path(__file__).with_name(f"{key}.toml")) for key in _KEYS)


def dialect(key: str) -> Dialect:
    """One dialect by key. Raises `KeyError`."""
    return {item.key: item for item in dialects()}[key]


def column_named(key: str, header: str) -> Column | None:
    """The column that this header names in the dialect of that key; None where either is unknown."""
    found = next((_match(item, header) for item in dialects() if item.key == key), None)
    return found[0] if found else None


def is_known_header(text: str) -> bool:
    """True when some dialect knows this header."""
    return any(_match(item, text) for item in dialects())


def canonical_metrics() -> tuple[str, ...]:
    """What a person may map a column to, besides `ignore`: the keys of the generic daily dialect."""
    return tuple(column.key for column in dialect("generic-daily").columns)


def detect(rows: Sequence[Row]) -> Binding | None:
    """Find the header row and the dialect whose characteristic columns it holds: a subset of headers, never the whole
    tuple.
    """
    best: tuple[int, Binding] | None = None
    for at, row in enumerate(rows[:HEADER_SEARCH]):
        for item in dialects():
            binding = _bind(item, at, row)
            keys = {bound.column.key for bound in binding.bound}
            if len(keys & set(item.detect)) >= item.detect_min and (best is None or len(keys) > best[0]):
                best = (len(keys), binding)
    return best[1] if best else None


def bind_mapping(rows: Sequence[Row], mapping: Mapping[str, str]) -> Binding | str:
    """Bind the columns a person named (header -> canonical key or "ignore"); the offending text when one is unknown."""
    generic = dialect("generic-daily")
    known = set(canonical_metrics()) | {"ignore", ""}
    for header, key in mapping.items():
        if key not in known:
            return f"{header}: {key}"
    wanted = {normal(header): key for header, key in mapping.items()}
    for at, row in enumerate(rows[:HEADER_SEARCH]):
        present = {normal(cell) for cell in row.cells}
        if set(wanted) <= present:
            columns = tuple(replace(column, required=column.key == "date") for column in generic.columns)
            mapped = replace(generic, key="mapped", columns=columns)
            return _bind(mapped, at, row, wanted)
    missing = sorted(set(wanted) - {normal(cell) for row in rows[:HEADER_SEARCH] for cell in row.cells})
    return ", ".join(missing) or ", ".join(mapping)


def _bind(item: Dialect, at: int, row: Row, wanted: Mapping[str, str] | None = None) -> Binding:
    bound: dict[str, Bound] = {}
    unused, duplicates, seen = [], [], set()
    for index, header in enumerate(row.cells):
        if not header:
            continue
        _, currency = split_currency(header)
        if normal(header) in seen:
            duplicates.append(header)
        seen.add(normal(header))
        if wanted is not None:
            column, exact = item.column(wanted.get(normal(header), "")), True
        else:
            column, exact = _match(item, header) or (None, False)
        if column is None or (not exact and column.key in bound and not column.many):
            unused.append(header)
        elif column.key in bound and not column.many:
            duplicates.append(header)
        else:
            key = f"{column.key}:{index}" if column.many else column.key
            bound[key] = Bound(column, index, header, currency)
    return Binding(item, at, tuple(bound.values()), tuple(unused), tuple(dict.fromkeys(duplicates)))


@cache
def _aliases(key: str) -> dict[str, Column]:
    return {normal(alias): column for column in dialect(key).columns for alias in column.aliases}


def _match(item: Dialect, header: str) -> tuple[Column, bool] | None:
    """The column a header names, and whether by a whole alias (True) or by a part of it (False)."""
    aliases = _aliases(item.key)
    whole, (bare, _) = normal(header), split_currency(header)
    if whole in aliases:
        return aliases[whole], True
    if bare in aliases and aliases[bare].role == "money":
        return aliases[bare], True
    for column in item.columns:
        if any(part in whole for part in column.contains):
            return column, False
    return None


def _load(path: Path) -> Dialect:
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    columns: list[Column] = []
    for entry in raw.pop("column"):
        entry = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
        columns.append(Column(**{"metric": entry["key"], **entry}))
    lists: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}
    return Dialect(columns=tuple(columns), **lists)
