"""What publishing would change for people: cms asks, the rooms that know people answer."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from cms.changes import Outline


@dataclass(frozen=True)
class Publishing:
    """A lesson or module as it stands, and as it would be."""

    key: UUID
    before: Outline
    after: Outline

    @property
    def of(self) -> str:
        return str(self.after["of"])

    @property
    def required(self) -> tuple[frozenset[UUID], frozenset[UUID]]:
        """Ids of the required blocks of a lesson, or keys of the required lessons of a module, before and after."""
        one, other = (_required(outline) for outline in (self.before, self.after))
        return one, other


def _required(outline: Outline) -> frozenset[UUID]:
    if outline["of"] == "module":
        return frozenset(UUID(key) for key, required in outline["items"] if required)
    return frozenset(UUID(block["id"]) for block in outline["blocks"] if block.get("required"))


@dataclass(frozen=True)
class Figure:
    """An exact number of people, with what it means when that is not plain. `falls`: bad news for them."""

    label: str
    count: int
    why: str = ""
    falls: bool = False


# Filled in `apps.py: ready()` of the rooms to the right. How many statements each asks does not grow with people.
sources: list[Callable[[Publishing], list[Figure]]] = []


def figures(publishing: Publishing) -> list[Figure]:
    return [figure for source in sources for figure in source(publishing)]
