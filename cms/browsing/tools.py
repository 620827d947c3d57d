"""The tool directory: families, a free plan, and up to four tools side by side."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from cms.browsing.chosen import Chip, chips, one, several
from cms.reference import Item, get_reference
from cms.wording import FAMILIES

MOST_COMPARED = 4


@dataclass(frozen=True)
class ToolDirectory:
    total: int
    families: tuple[Chip, ...]
    family: str
    free: bool
    groups: tuple[tuple[Any, tuple[Item, ...]], ...]
    compared: tuple[Item, ...]
    stale: tuple[Item, ...]

    @property
    def shown(self) -> int:
        return sum(len(tools) for _, tools in self.groups)


def tool_directory(params: QueryDict) -> ToolDirectory:
    """Parameters: family, free (any value), compare (repeated)."""
    reference = get_reference()
    tools = reference.of("tool")
    family = one(params, "family", FAMILIES)
    free = bool(params.get("free"))
    shown = [
        tool
        for tool in tools
        if (not family or tool.data["family"] == family) and (not free or tool.data["free_plan"] == "yes")
    ]
    groups = ((name, tuple(t for t in shown if t.data["family"] == code)) for code, name in FAMILIES.items())
    compared = several(params, "compare", [tool.code for tool in tools], limit=MOST_COMPARED)
    return ToolDirectory(
        total=len(tools),
        families=chips(FAMILIES, [tool.data["family"] for tool in tools], family),
        family=family,
        free=free,
        groups=tuple((name, found) for name, found in groups if found),
        compared=reference.coded("tool", compared),
        stale=tuple(tool for tool in shown if tool.stale),
    )
