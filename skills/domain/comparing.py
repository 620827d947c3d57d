"""Two targets side by side: what each asks, what is missing, what counts for both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from skills.domain.gaps import gaps
from skills.domain.levels import NOTHING, Level, Proof
from skills.domain.outline import Outline, SkillTerm, TierTerm
from skills.domain.standing import TierResult, levels

WIDEST = 8


@dataclass(frozen=True)
class Side:
    """One target: its result, minutes of the lessons that would help, number of gaps without a lesson."""

    tier: TierTerm
    result: TierResult
    minutes: int
    untaught: int

    @property
    def steps(self) -> tuple[int, int]:
        """(met, asked)"""
        return self._count("skill")

    @property
    def works(self) -> tuple[int, int]:
        """(met, asked)"""
        return self._count("requirement")

    def _count(self, kind: str) -> tuple[int, int]:
        of_kind = [c.met for c in self.result.conditions if c.kind == kind]
        return sum(of_kind), len(of_kind)


@dataclass(frozen=True)
class SkillPair:
    """A skill that the two ask at different levels."""

    skill: SkillTerm
    level: int
    left: int
    right: int


@dataclass(frozen=True)
class Comparison:
    left: Side
    right: Side
    differing: tuple[SkillPair, ...]  # in the order of the matrix
    same: int  # skills that both ask at the same level
    shared: int  # level steps that count for both

    @property
    def widest(self) -> tuple[SkillPair, ...]:
        """Where the two differ most, eight at most; `others` holds the rest."""
        return self._ranked[:WIDEST]

    @property
    def others(self) -> tuple[SkillPair, ...]:
        return self._ranked[WIDEST:]

    @property
    def _ranked(self) -> tuple[SkillPair, ...]:
        return tuple(sorted(self.differing, key=lambda pair: -abs(pair.left - pair.right)))


def compare(
    outline: Outline,
    results: Mapping[str, TierResult],
    proofs: Sequence[Proof],
    *,
    left: TierTerm,
    right: TierTerm,
    language: str,
) -> Comparison:
    """`results` and `proofs` are the reader's, or those of nobody yet: everything missing."""
    held = levels(proofs)
    one, two = left.needed, right.needed
    asked = [skill for _, skills in outline.by_group() for skill in skills if skill.code in one or skill.code in two]
    pairs = [SkillPair(s, held.get(s.code, NOTHING).level, one.get(s.code, 0), two.get(s.code, 0)) for s in asked]
    return Comparison(
        left=_side(left, results, held, proofs, language),
        right=_side(right, results, held, proofs, language),
        differing=tuple(pair for pair in pairs if pair.left != pair.right),
        same=sum(pair.left == pair.right for pair in pairs),
        shared=sum(min(pair.left, pair.right) for pair in pairs),
    )


def _side(
    tier: TierTerm,
    results: Mapping[str, TierResult],
    held: Mapping[str, Level],
    proofs: Sequence[Proof],
    language: str,
) -> Side:
    found = gaps(results[tier.code], held, proofs, language=language)
    # One lesson often closes several gaps: it is counted once.
    lessons = {gap.teaching[0].key: gap.teaching[0].minutes for gap in found if gap.teaching}
    return Side(tier, results[tier.code], sum(lessons.values()), sum(not gap.teaching for gap in found))
