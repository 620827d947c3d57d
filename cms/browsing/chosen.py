"""What a reader asked for in an address: only values that the page offers, whatever was sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict


@dataclass(frozen=True)
class Chip:
    """One choice of a filter; `code` "" is all."""

    code: str
    name: Any
    count: int
    checked: bool


def one(params: QueryDict, name: str, allowed: Iterable[str]) -> str:
    """The value of a parameter when it is offered, else ""."""
    value = params.get(name, "")
    return value if value in set(allowed) else ""


def several(params: QueryDict, name: str, allowed: Iterable[str], *, limit: int) -> tuple[str, ...]:
    """The first `limit` values offered, each once, in the order sent."""
    offered = set(allowed)
    return tuple(value for value in dict.fromkeys(params.getlist(name)) if value in offered)[:limit]


def chips(names: Mapping[str, Any], codes: Iterable[str], chosen: str) -> tuple[Chip, ...]:
    """A chip for each name that one of `codes` (one a thing) has."""
    counts: dict[str, int] = {}
    for code in codes:
        counts[code] = counts.get(code, 0) + 1
    return tuple(Chip(code, name, counts[code], code == chosen) for code, name in names.items() if code in counts)
