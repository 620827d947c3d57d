"""What if these skills were raised: the ladder judged again on standings imagined. Pure, nothing is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from skills.domain.levels import REVIEWED, grade_needed
from skills.domain.standing import TierResult, TierSpec, in_order


@dataclass(frozen=True)
class Change:
    """One tier before and after; percentages are None when it asks for nothing."""

    code: str
    before: TierResult
    after: TierResult

    @property
    def steps(self) -> int:
        """Conditions that would be met besides those met now."""
        return self.after.met - self.before.met

    @property
    def reviewed(self) -> int:
        """How many of these steps only a reviewed work can prove."""
        pairs = zip(self.before.conditions, self.after.conditions, strict=True)
        gained = [after for before, after in pairs if after.met and not before.met]
        return sum(grade_needed(condition.step) == REVIEWED for condition in gained)


def simulate(
    tiers: Iterable[TierSpec], results: Mapping[str, TierResult], raised: Mapping[str, int]
) -> dict[str, Change]:
    """Every tier with the skills of `raised` (code → level, 0 to 4) at that level at least; works stay as they are."""
    found: dict[str, Change] = {}
    for tier in in_order(tiers):
        before = results[tier.code]
        conditions = tuple(
            replace(c, met=True) if c.kind == "skill" and c.step <= raised.get(c.code, 0) else c
            for c in before.conditions
        )
        held = {code: change.after.held for code, change in found.items()}
        presupposed = all(any(held.get(code, False) for code in choice) for choice in tier.presupposes)
        found[tier.code] = Change(tier.code, before, TierResult(tier.code, conditions, presupposed))
    return found
