"""What if these skills were raised: the ladder judged again on standings imagined. Pure, nothing is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from skills.domain.levels import NOTHING, REVIEWED, Level, grade_needed
from skills.domain.standing import Ledger, TierResult, TierSpec, in_order


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
        presupposed = all(any(code in found and found[code].after.held for code in c) for c in tier.presupposes)
        found[tier.code] = Change(tier.code, before, TierResult(tier, _imagined(before.ledger, raised), presupposed))
    return found


def _imagined(ledger: Ledger, raised: Mapping[str, int]) -> Ledger:
    higher = {code: level for code, level in raised.items() if level > ledger.standing.get(code, NOTHING).level}
    return replace(ledger, standing={**ledger.standing, **{code: Level(level) for code, level in higher.items()}})
