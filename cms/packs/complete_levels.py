"""What the first tiers ask of each skill, and whether the modules required up to there teach it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cms.packs.objects import Fault, Pack
from skills.domain.levels import CAP, EARNED

TIERS: Final = 4
EARNED_CAP: Final = CAP[EARNED]


@dataclass(frozen=True)
class Cell:
    """One cell of the matrix: the level `asked`, and the highest that lessons and their tasks lead to."""

    tier: str
    index: int
    skill: str
    asked: int
    taught: int


def cells(pack: Pack) -> Iterator[Cell]:
    """The cells of the first four tiers, each with what the modules required up to that tier teach."""
    taught: dict[str, int] = {}
    counted = 0
    for index, tier in enumerate(pack.ladder.data["tier"] if pack.ladder else []):
        if tier["kind"] != "tier" or counted == TIERS:
            continue
        counted += 1
        for asked in tier.get("requirement", []):
            if asked["kind"] == "module_passed" and asked["target"] in pack.modules:
                _learn(pack, asked["target"], taught)
        for skill, level in tier.get("matrix", {}).items():
            yield Cell(tier["code"], index, skill, int(level), taught.get(skill, 0))


def level_faults(pack: Pack) -> Iterator[Fault]:
    """Cells that the lessons cannot fill up to level 2, or their tasks above it."""
    for cell in cells(pack):
        if cell.taught < cell.asked and pack.ladder:
            message = f"{cell.tier} asks for level {cell.asked}; the modules up to there teach {cell.taught}"
            yield pack.ladder.lines.fault(message, "tier", cell.index, "matrix", cell.skill)


def _learn(pack: Pack, module: str, taught: dict[str, int]) -> None:
    """Lessons and scenarios lead to level 2 at most, tasks to the level that they ask for."""
    for item in pack.modules[module].data["lessons"]:
        lesson = pack.lessons.get(item["key"])
        if lesson is None or lesson.entry.planned:
            continue
        shown = lesson.texts["fr"].of_type("scenario") if "fr" in lesson.texts else []
        played = [
            pack.scenarios[block.value["scenario"]] for block in shown if block.value["scenario"] in pack.scenarios
        ]
        for earned in (lesson.entry, *played):
            for skill in earned.data["skills"]:
                _raise(taught, skill["code"], min(skill["level"], EARNED_CAP))
        for task in lesson.entry.data.get("task", []):
            for skill in task["skills"]:
                _raise(taught, skill["code"], skill["level"])


def _raise(taught: dict[str, int], skill: str, level: int) -> None:
    taught[skill] = max(taught.get(skill, 0), level)
