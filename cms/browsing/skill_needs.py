"""Skills with the level that an object asks for or prepares for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from skills.domain.outline import SkillTerm, outline


@dataclass(frozen=True)
class SkillNeed:
    skill: SkillTerm
    level: int


def needs(rows: Iterable[Mapping[str, Any]]) -> tuple[SkillNeed, ...]:
    """The skills of an object's `skills` rows that exist, in their order."""
    ladder = outline()
    if ladder is None:
        return ()
    return tuple(SkillNeed(ladder.skills[row["code"]], row["level"]) for row in rows if row["code"] in ladder.skills)
