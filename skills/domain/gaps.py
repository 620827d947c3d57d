"""What is missing for a tier, and the quickest way to it."""

from dataclasses import dataclass

from skills.domain.levels import NOTHING, Level
from skills.domain.standing import TierResult
from skills.registry import Teaching, teaching_sources


@dataclass(frozen=True)
class Gap:
    """One skill below what the tier asks: level now, level needed, what would close it, quickest first."""

    skill_code: str
    now: int
    needed: int
    teaching: tuple[Teaching, ...]

    @property
    def minutes(self) -> int:
        return min((t.minutes for t in self.teaching), default=10**6)


def gaps(result: TierResult, levels: dict[str, Level], *, language: str) -> list[Gap]:
    """The gaps of one tier in order of least time; skills that no lesson teaches yet come last."""
    needed = {code: level for code, level in result.tier.cells if level > levels.get(code, NOTHING).level}
    offers: dict[str, list[Teaching]] = {code: [] for code in needed}
    for source in teaching_sources:
        for offer in source(set(needed), language):
            if offer.skill_code in offers and offer.level > levels.get(offer.skill_code, NOTHING).level:
                offers[offer.skill_code].append(offer)
    found = [
        Gap(
            code,
            levels.get(code, NOTHING).level,
            level,
            tuple(sorted(offers[code], key=lambda t: (t.minutes, t.key))),
        )
        for code, level in needed.items()
    ]
    return sorted(found, key=lambda gap: (gap.minutes, gap.skill_code))
