"""The tiers and branches one may aim for, with what each asks in short: the target picker of the home page."""

from dataclasses import dataclass

from skills.domain.matrix import start_of
from skills.domain.outline import Outline, SkillTerm, TierTerm, outline
from skills.domain.overview import Place, stored_place
from skills.models import Tier, TierRequirement

MOST = 4


@dataclass(frozen=True)
class Choice:
    """One target: the steps of skills, modules and other works that it asks for."""

    tier: TierTerm
    steps: int
    modules: int
    works: int
    branches: int  # how many branches leave the tower here


@dataclass(frozen=True)
class Picker:
    outline: Outline
    tiers: tuple[Choice, ...]  # highest first
    branches: tuple[Choice, ...]  # the highest start first
    lanes: int
    place: Place | None
    chosen: TierTerm  # lit when the page opens
    aimed: bool  # the reader chose it; otherwise it is a proposal

    @property
    def most(self) -> tuple[tuple[SkillTerm, int], ...]:
        """The skills that the lit tier asks most of, four at most."""
        cells = sorted(self.chosen.cells, key=lambda cell: -cell[1])[:MOST]
        return tuple((self.outline.skill(code), level) for code, level in cells)


def picker(user_id: int | None, *, aim: str) -> Picker | None:
    """None before a pack is loaded. Two queries when signed in, none for a visitor, besides the cache's."""
    stored = stored_place(user_id) if user_id else None
    found, place, target = stored or (outline(), None, None)
    if found is None or not found.tower:
        return None
    branches = found.of_kind(Tier.Kind.BRANCH)
    if stored is None:
        target = found.tier(aim)
    offered = target if target and target.kind != Tier.Kind.SPECIALISED else None
    return Picker(
        outline=found,
        tiers=tuple(_choice(tier, branches) for tier in reversed(found.tower)),
        branches=tuple(_choice(tier, ()) for tier in sorted(branches, key=lambda tier: -start_of(found, tier))),
        lanes=len(found.of_kind(Tier.Kind.SPECIALISED)),
        place=place,
        chosen=offered or found.tower[len(found.tower) // 2],
        aimed=offered is not None,
    )


def _choice(tier: TierTerm, branches: tuple[TierTerm, ...]) -> Choice:
    modules = sum(r.count for r in tier.requirements if r.kind == TierRequirement.Kind.MODULE_PASSED)
    return Choice(
        tier,
        steps=sum(level for _, level in tier.cells),
        modules=modules,
        works=sum(r.count for r in tier.requirements) - modules,
        branches=sum(any(tier.code in choice for choice in branch.presupposes) for branch in branches),
    )
