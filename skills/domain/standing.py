"""Standing of a learner on a ladder, from ledger rows alone. Pure: the same rows always give the same answer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from skills.domain.levels import CAP, DECLARED, NOTHING, Level, Proof, grade_needed, proved_level


@dataclass(frozen=True)
class RequirementSpec:
    code: str
    kind: str
    target: str
    count: int

    @cached_property
    def key(self) -> str:
        """The claim code of its rows in the ledger."""
        return requirement_key(self.kind, self.target)


@dataclass(frozen=True)
class TierSpec:
    """What one tier asks for. `presupposes` is a conjunction of alternatives: ((a, b), (c,)) = (a or b) and c."""

    code: str
    cells: tuple[tuple[str, int], ...]
    requirements: tuple[RequirementSpec, ...]
    presupposes: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def total(self) -> int:
        """How many conditions it has."""
        return sum(needed for _, needed in self.cells) + sum(r.count for r in self.requirements)

    @cached_property
    def claims(self) -> frozenset[str]:
        """The claim codes of everything it asks for."""
        return frozenset([*(skill for skill, _ in self.cells), *(r.key for r in self.requirements)])


@dataclass(frozen=True)
class Condition:
    """One line of the "why" page: a level step of a skill, or one unit of a requirement."""

    kind: str  # "skill" or "requirement"
    code: str
    step: int  # level step 1–4, or 1…count
    met: bool
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """The rows that count, sorted once for every tier: by skill with the level they prove, by requirement and work."""

    standing: Mapping[str, Level]
    by_skill: Mapping[str, list[Proof]]
    works: Mapping[str, list[Proof]]  # claim code of a requirement → one row a work, oldest first

    @cached_property
    def reached(self) -> dict[str, int]:
        """Skill code → level."""
        return {code: level.level for code, level in self.standing.items()}


@dataclass(frozen=True)
class TierResult:
    """How far one tier is met. The sums cost nothing; `conditions` are laid out only where somebody opens them."""

    tier: TierSpec
    ledger: Ledger
    presupposed_held: bool

    @property
    def code(self) -> str:
        return self.tier.code

    @cached_property
    def met(self) -> int:
        reached, works = self.ledger.reached, self.ledger.works
        skills = sum([min(reached[skill], needed) for skill, needed in self.tier.cells if skill in reached])
        return skills + sum([min(len(works[r.key]), r.count) for r in self.tier.requirements if r.key in works])

    @property
    def total(self) -> int:
        return self.tier.total

    @cached_property
    def held(self) -> bool:
        """Every condition is met, and so are the tiers that it presupposes; the first that is not ends the search."""
        standing, works = self.ledger.standing, self.ledger.works
        return (
            self.presupposed_held
            and self.total > 0
            and all(needed <= standing.get(skill, NOTHING).level for skill, needed in self.tier.cells)
            and all(r.count <= len(works.get(r.key, ())) for r in self.tier.requirements)
        )

    @property
    def percent(self) -> int | None:
        """floor(100 × met ÷ total); 100 only when held; None when the tier asks for nothing."""
        return percent(self.met, self.total, complete=self.held)

    @property
    def unmet(self) -> tuple[str, ...]:
        """Codes of the requirements of which a unit is still to do."""
        works = self.ledger.works
        return tuple(r.code for r in self.tier.requirements if len(works.get(r.key, ())) < r.count)

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of the tier, met or not, with the rows that meet it."""
        return (*self._skill_conditions(), *self.requirement_conditions())

    def _skill_conditions(self) -> Iterator[Condition]:
        for skill, needed in self.tier.cells:
            level = self.ledger.standing.get(skill, NOTHING).level
            for step in range(1, needed + 1):
                enough = tuple(
                    p
                    for p in self.ledger.by_skill.get(skill, ())
                    if p.grade >= grade_needed(step) and min(p.level or 0, CAP[p.grade]) >= step
                )
                yield Condition("skill", skill, step, level >= step, enough)

    def requirement_conditions(self) -> Iterator[Condition]:
        """Those of `conditions` that are no skill's."""
        for requirement in self.tier.requirements:
            found = self.ledger.works.get(requirement.key, [])
            for unit in range(1, requirement.count + 1):
                met = len(found) >= unit
                yield Condition("requirement", requirement.code, unit, met, (found[unit - 1],) if met else ())


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


def ledger_of(proofs: Iterable[Proof], standing: Mapping[str, Level]) -> Ledger:
    """Declared rows never count; a requirement counts once a work. `standing`: the `levels` of these proofs."""
    by_skill: dict[str, list[Proof]] = defaultdict(list)
    by_requirement: dict[str, dict[str, Proof]] = defaultdict(dict)
    for proof in proofs:
        if proof.grade == DECLARED:
            continue
        if proof.claim_kind == "skill":
            by_skill[proof.claim_code].append(proof)
        else:
            by_requirement[proof.claim_code].setdefault(proof.work_key, proof)
    return Ledger(standing, dict(by_skill), {code: list(works.values()) for code, works in by_requirement.items()})


class InOrder(tuple[TierSpec, ...]):
    """The tiers of a ladder, each after those that it presupposes."""

    __slots__ = ()


def ladder_results(
    tiers: Iterable[TierSpec], proofs: Iterable[Proof], standing: Mapping[str, Level] | None = None
) -> dict[str, TierResult]:
    """All tiers of a ladder. A tier that presupposes another is judged after it, whatever the order given.

    `standing`: the `levels` of these proofs, from whoever has them already.
    """
    proofs = list(proofs)
    ledger = ledger_of(proofs, levels(proofs) if standing is None else standing)
    results: dict[str, TierResult] = {}
    for tier in in_order(tiers):
        presupposed = all(any(code in results and results[code].held for code in choice) for choice in tier.presupposes)
        results[tier.code] = TierResult(tier, ledger, presupposed)
    return results


def in_order(tiers: Iterable[TierSpec]) -> InOrder:
    """Every tier after those it presupposes; of a cycle, which nobody can hold, the first one given comes first."""
    if isinstance(tiers, InOrder):
        return tiers
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
    return InOrder(judged.values())
