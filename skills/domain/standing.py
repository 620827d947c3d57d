"""Standing of a learner on a ladder, from ledger rows alone. Pure: the same rows always give the same answer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from skills.domain.levels import CAP, DECLARED, NOTHING, Level, Proof, grade_needed, proved_level


@dataclass(frozen=True)
class RequirementSpec:
    code: str
    kind: str
    target: str
    count: int


@dataclass(frozen=True)
class TierSpec:
    """What one tier asks for. `presupposes` is a conjunction of alternatives: ((a, b), (c,)) = (a or b) and c."""

    code: str
    cells: tuple[tuple[str, int], ...]
    requirements: tuple[RequirementSpec, ...]
    presupposes: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Condition:
    """One line of the "why" page: a level step of a skill, or one unit of a requirement."""

    kind: str  # "skill" or "requirement"
    code: str
    step: int  # level step 1–4, or 1…count
    met: bool
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True)
class TierResult:
    code: str
    conditions: tuple[Condition, ...]
    presupposed_held: bool
    met: int = field(init=False)
    total: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "met", sum(c.met for c in self.conditions))
        object.__setattr__(self, "total", len(self.conditions))

    @property
    def held(self) -> bool:
        return self.total > 0 and self.met == self.total and self.presupposed_held

    @property
    def percent(self) -> int | None:
        """floor(100 × met ÷ total); 100 only when held; None when the tier asks for nothing."""
        return percent(self.met, self.total, complete=self.held)


def percent(done: int, total: int, *, complete: bool | None = None) -> int | None:
    """The one percentage of the product: floored, capped at 100, None for an empty denominator."""
    if total <= 0:
        return None
    value = min(100, 100 * max(0, done) // total)
    if value == 100 and complete is False:
        return 99
    return value


def levels(proofs: Iterable[Proof]) -> dict[str, Level]:
    """Skill code → level, for every skill with at least one row."""
    rows: dict[str, list[Proof]] = defaultdict(list)
    for proof in proofs:
        if proof.claim_kind == "skill":
            rows[proof.claim_code].append(proof)
    return {code: proved_level(of_skill) for code, of_skill in rows.items()}


def requirement_key(kind: str, target: str) -> str:
    """Claim code of a requirement in the ledger: `module_passed:kpi`, `campaign_reviewed:`."""
    return f"{kind}:{target}"


def tier_result(tier: TierSpec, proofs: list[Proof], held: Mapping[str, bool]) -> TierResult:
    """Every condition of the tier, met or not, with the rows that meet it."""
    by_skill: dict[str, list[Proof]] = defaultdict(list)
    by_requirement: dict[str, list[Proof]] = defaultdict(list)
    for proof in proofs:
        if proof.grade == DECLARED:
            continue
        (by_skill if proof.claim_kind == "skill" else by_requirement)[proof.claim_code].append(proof)
    standing = {code: proved_level(rows) for code, rows in by_skill.items()}

    conditions: list[Condition] = []
    for skill, needed in tier.cells:
        level = standing.get(skill, NOTHING)
        for step in range(1, needed + 1):
            enough = tuple(
                p
                for p in by_skill.get(skill, [])
                if p.grade >= grade_needed(step) and min(p.level or 0, CAP[p.grade]) >= step
            )
            conditions.append(Condition("skill", skill, step, bool(enough) and level.level >= step, enough))
    for requirement in tier.requirements:
        works: dict[str, Proof] = {}
        for proof in by_requirement.get(requirement_key(requirement.kind, requirement.target), []):
            works.setdefault(proof.work_key, proof)
        found = list(works.values())
        for unit in range(1, requirement.count + 1):
            met = len(found) >= unit
            conditions.append(Condition("requirement", requirement.code, unit, met, (found[unit - 1],) if met else ()))
    presupposed = all(any(held.get(code, False) for code in choice) for choice in tier.presupposes)
    return TierResult(tier.code, tuple(conditions), presupposed)


def ladder_results(tiers: Iterable[TierSpec], proofs: Iterable[Proof]) -> dict[str, TierResult]:
    """All tiers of a ladder. A tier that presupposes another is judged after it, whatever the order given."""
    rows = list(proofs)
    results: dict[str, TierResult] = {}
    for tier in in_order(tiers):
        results[tier.code] = tier_result(tier, rows, {code: result.held for code, result in results.items()})
    return results


def in_order(tiers: Iterable[TierSpec]) -> list[TierSpec]:
    """Every tier after those it presupposes; of a cycle, which nobody can hold, the first one given comes first."""
    waiting = list(tiers)
    known = {tier.code for tier in waiting}
    judged: dict[str, TierSpec] = {}
    while waiting:
        ready = [
            tier
            for tier in waiting
            if all(code in judged or code not in known for choice in tier.presupposes for code in choice)
        ] or waiting[:1]
        judged |= {tier.code: tier for tier in ready}
        waiting = [tier for tier in waiting if tier.code not in judged]
    return list(judged.values())
