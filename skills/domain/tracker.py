"""The skills of a learner, group by group, against one tier: levels, the proofs behind them, what closes each gap."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from skills.domain import ledger
from skills.domain.gaps import Gap, gaps
from skills.domain.ledger import Line
from skills.domain.levels import NOTHING, Level, grade_needed
from skills.domain.outline import Outline, RequirementTerm, SkillTerm, Term, TierTerm
from skills.domain.outline import outline as read_outline
from skills.domain.overview import Place, held_tiers, place_among, target_of
from skills.domain.standing import TierResult, ladder_results, levels
from skills.domain.why import ConditionLine, requirement_lines
from skills.registry import Freshness


class NextStep(NamedTuple):
    """The lowest step that is asked and missing: what it looks like and whether it needs a reviewer."""

    level: int
    behaviours: tuple[str, ...]
    needs_review: bool


@dataclass(frozen=True)
class SkillRow:
    skill: SkillTerm
    standing: Level
    needed: int
    lines: tuple[Line, ...]  # newest first, withdrawn ones too
    gap: Gap | None
    step: NextStep | None
    freshness: Freshness | None = None  # None without a question that comes back

    @property
    def met(self) -> bool:
        return self.standing.level >= self.needed

    @property
    def beyond(self) -> bool:
        """Declared above what is proved."""
        return self.standing.declared > self.standing.level


@dataclass(frozen=True)
class GroupRows:
    group: Term
    skills: tuple[SkillRow, ...]

    @property
    def missing(self) -> int:
        """Level steps still missing in this group."""
        return sum(max(0, row.needed - row.standing.level) for row in self.skills)


@dataclass(frozen=True)
class RequirementRow:
    """One thing that the tier asks for besides skills: one line a unit, those met first."""

    term: RequirementTerm
    lines: tuple[ConditionLine, ...]

    @property
    def done(self) -> int:
        return sum(line.met for line in self.lines)

    @property
    def met(self) -> bool:
        return self.done == len(self.lines)

    @property
    def open(self) -> ConditionLine | None:
        """The first unit that is missing: why, and where to act."""
        return next((line for line in self.lines if not line.met), None)


@dataclass(frozen=True)
class Tracker:
    outline: Outline
    tier: TierTerm | None
    aimed: bool  # the learner chose this tier as their target
    result: TierResult | None
    groups: tuple[GroupRows, ...]
    gaps: tuple[tuple[SkillTerm, Gap], ...]  # quickest to close first
    requirements: tuple[RequirementRow, ...]  # what the tier asks for besides skills
    place: Place
    empty: bool
    unread: int  # notifications


def tracker(user_id: int, *, language: str, tier_code: str = "") -> Tracker | None:
    """Against `tier_code`, or the tier aimed at; None before a pack is loaded. An unknown code counts as none given."""
    book = ledger.read_book(user_id, language)
    outline, wanted, lines = read_outline(book.ladder_id), book.target, book.lines
    if outline is None:
        return None
    proofs = ledger.in_effect(lines)
    standing = levels(proofs)
    results = ladder_results(outline.specs, proofs, standing)
    tier = outline.tier(tier_code) or target_of(outline, wanted, held_tiers(outline, results))
    result = results[tier.code] if tier else None
    found = gaps(result, standing, proofs, language=language, finished=book.finished) if result else []
    by_code = {gap.skill_code: gap for gap in found}
    of_skill: dict[str, list[Line]] = defaultdict(list)
    for line in reversed(lines):
        if line.proof.claim_kind == "skill" and not line.redeclared:
            of_skill[line.proof.claim_code].append(line)
    needed = tier.needed if tier else {}

    def row(skill: SkillTerm) -> SkillRow:
        now, wants = standing.get(skill.code, NOTHING), needed.get(skill.code, 0)
        return SkillRow(
            skill,
            now,
            wants,
            tuple(of_skill[skill.code]),
            by_code.get(skill.code),
            _next_step(skill, now.level, wants),
            book.freshness.get(skill.code),
        )

    groups = tuple(
        GroupRows(group, tuple(row(s) for s in skills if not s.archived or s.code in standing))
        for group, skills in outline.by_group()
    )
    return Tracker(
        outline=outline,
        tier=tier,
        aimed=bool(tier and tier.code == wanted),
        result=result,
        groups=tuple(group for group in groups if group.skills),
        gaps=tuple((outline.skill(gap.skill_code), gap) for gap in found),
        requirements=_requirements(tier, results[tier.code], lines, language) if tier else (),
        place=place_among(outline, outline.tier(wanted), results),
        empty=not lines,
        unread=book.unread,
    )


def _requirements(tier: TierTerm, result: TierResult, lines: list[Line], language: str) -> tuple[RequirementRow, ...]:
    by_code: dict[str, list[ConditionLine]] = defaultdict(list)
    for line in requirement_lines(tier, result, lines, language):
        by_code[line.condition.code].append(line)
    return tuple(RequirementRow(term, tuple(by_code[term.code])) for term in tier.requirements)


def _next_step(skill: SkillTerm, level: int, needed: int) -> NextStep | None:
    if level >= needed:
        return None
    step = level + 1
    return NextStep(step, skill.shown_at(step), grade_needed(step) > grade_needed(1))
