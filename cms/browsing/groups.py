"""Lists by kind, and the hub over all lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cms.reference import Item, Place, get_reference
from skills.domain.outline import outline

# The hub's order; the first four also stand in the navigation.
FIRST_CLASS = ("skill", "tool", "certification", "interview")
HUB = ("role", "platform", "case", "kpi", "term", "entry", "advert")


@dataclass(frozen=True)
class Shelf:
    """A page of the hub and how much stands on it."""

    shows: str
    place: Place
    count: int


def by_kind(kind: str, names: Mapping[str, Any]) -> tuple[tuple[str, Any, tuple[Item, ...]], ...]:
    """(code, name, objects) for each kind that has some."""
    found = get_reference().of(kind)
    groups = ((code, name, tuple(i for i in found if i.data["kind"] == code)) for code, name in names.items())
    return tuple(group for group in groups if group[2])


def shelves(shows: tuple[str, ...]) -> tuple[Shelf, ...]:
    reference, ladder = get_reference(), outline()
    counts = {kind: len(reference.of(kind)) for kind in reference.items}
    counts |= {"term": len(reference.glossary()), "skill": len(ladder.skills) if ladder else 0}
    return tuple(Shelf(name, place, counts.get(name, 0)) for name in shows if (place := reference.page(name)))
