"""A tier's percentage opened line by line: one function for the learner and for whoever may read their standing."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from skills.domain import ledger
from skills.domain.gaps import gaps
from skills.domain.ledger import Line
from skills.domain.levels import CAP, REVIEWED, Proof, grade_needed
from skills.domain.outline import Outline, RequirementTerm, SkillTerm, Term, TierTerm, outline_of
from skills.domain.standing import Condition, TierResult, ladder_results, levels
from skills.registry import Source, Teaching, requirement_sources

# Why a condition counts zero.
NO_PROOF, DECLARED_ONLY, NEEDS_REVIEW, SECOND_REVIEWER, WITHDRAWN, EXPIRED, NOT_DONE, NOT_PUBLISHED, NOT_REVIEWED = (
    "no_proof",
    "declared_only",
    "needs_review",
    "second_reviewer",
    "withdrawn",
    "expired",
    "not_done",
    "not_published",
    "not_reviewed",
)
# Requirements that only a reviewer's acceptance meets.
REVIEWED_KINDS = ("campaign_reviewed", "document_reviewed", "case_study")


@dataclass(frozen=True)
class ConditionLine:
    """One condition: counted 1 with its proofs, or 0 with the reason and what closes it."""

    condition: Condition
    skill: SkillTerm | None
    requirement: RequirementTerm | None
    proofs: tuple[Line, ...]
    reason: str  # one of the codes above; empty when met
    teaching: tuple[Teaching, ...] = ()
    source: Source | None = None  # where the requirement is done

    @property
    def met(self) -> bool:
        return self.condition.met

    @property
    def step(self) -> int:
        return self.condition.step

    @property
    def others(self) -> int:
        """Proofs besides the one shown."""
        return max(0, len(self.proofs) - 1)


@dataclass(frozen=True)
class Section:
    """The conditions of one skill group, or the tier's own list; `extra`: rows that do not count here."""

    code: str
    group: Term | None  # None for the tier's own list
    lines: tuple[ConditionLine, ...]
    extra: tuple[tuple[Line, SkillTerm], ...] = ()

    @property
    def met(self) -> int:
        return sum(line.met for line in self.lines)

    @property
    def total(self) -> int:
        return len(self.lines)


@dataclass(frozen=True)
class Presupposed:
    """One tier that must be held first; `alternatives`: any one of them is enough."""

    alternatives: tuple[tuple[TierTerm, TierResult], ...]

    @property
    def held(self) -> bool:
        return any(result.held for _, result in self.alternatives)


@dataclass(frozen=True)
class Why:
    outline: Outline
    tier: TierTerm
    result: TierResult
    sections: tuple[Section, ...]
    presupposed: tuple[Presupposed, ...]

    @property
    def first_missing(self) -> str:
        """Code of the first section where something is missing; the page opens it."""
        return next((section.code for section in self.sections if section.met < section.total), "")


def why(user_id: int, *, tier_code: str, language: str) -> Why | None:
    """Every condition of the tier, met with the proof or not with the reason; None when there is no such tier."""
    outline, _ = outline_of(user_id)
    tier = outline.tier(tier_code) if outline else None
    if outline is None or tier is None:
        return None
    book = ledger.read_book(user_id, language)
    lines = book.lines
    proofs = ledger.in_effect(lines)
    results = ladder_results(outline.specs, proofs)
    result = results[tier_code]
    missing = gaps(result, levels(proofs), proofs, language=language, finished=book.finished)
    teaching = {gap.skill_code: gap.teaching for gap in missing}
    return Why(
        outline=outline,
        tier=tier,
        result=result,
        sections=(
            *_skill_sections(outline, result, lines, teaching),
            *_own_section(tier, result, lines, language),
        ),
        presupposed=tuple(
            Presupposed(tuple((found, results[code]) for code in choice if (found := outline.tier(code))))
            for choice in tier.presupposes
        ),
    )


def _skill_sections(
    outline: Outline, result: TierResult, lines: list[Line], teaching: dict[str, tuple[Teaching, ...]]
) -> Iterable[Section]:
    rows: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.proof.claim_kind == "skill":
            rows[line.proof.claim_code].append(line)
    by_group: dict[str, list[ConditionLine]] = defaultdict(list)
    for condition in result.conditions:
        if condition.kind == "skill":
            skill = outline.skill(condition.code)
            of_skill = rows[condition.code]
            by_group[skill.group].append(
                ConditionLine(
                    condition,
                    skill,
                    None,
                    _lines_of(condition.proofs, of_skill) if condition.met else (),
                    "" if condition.met else reason_of(condition, of_skill),
                    () if condition.met else teaching.get(condition.code, ()),
                )
            )
    for group in (*outline.groups, Term("", "", "")):
        found = by_group.get(group.code)
        if found:
            used = {id(line) for one in found for line in one.proofs}
            codes = dict.fromkeys(one.condition.code for one in found)
            extra = tuple(
                (line, outline.skill(code))
                for code in codes
                for line in rows[code]
                if id(line) not in used and not line.redeclared
            )
            yield Section(group.code or "other", group, tuple(found), extra)


def sources_of(tier: TierTerm, language: str) -> dict[tuple[str, str], Source]:
    """(kind, target) → where a requirement of the tier is worked on; what is not published has no entry."""
    targets: dict[str, set[str]] = defaultdict(set)
    for requirement in tier.requirements:
        targets[requirement.kind].add(requirement.target)
    return {
        (kind, target): source
        for kind, wanted in targets.items()
        if kind in requirement_sources
        for target, source in requirement_sources[kind](wanted, language).items()
    }


def unpublished(kind: str, target: str, known: dict[tuple[str, str], Source]) -> bool:
    """A module whose lessons are not published yet: nobody can pass it, and the page must say so."""
    return kind == "module_passed" and (kind, target) not in known


def _not_done(term: RequirementTerm, known: dict[tuple[str, str], Source]) -> str:
    if unpublished(term.kind, term.target, known):
        return NOT_PUBLISHED
    return NOT_REVIEWED if term.kind in REVIEWED_KINDS else NOT_DONE


def _own_section(tier: TierTerm, result: TierResult, lines: list[Line], language: str) -> Iterable[Section]:
    own = requirement_lines(tier, result, lines, language)
    if own:
        yield Section("own", None, own)


def requirement_lines(
    tier: TierTerm, result: TierResult, lines: list[Line], language: str
) -> tuple[ConditionLine, ...]:
    """The tier's own list, one line a unit: met with its proof, or not with the reason and where it is done."""
    known = sources_of(tier, language)
    return tuple(
        ConditionLine(
            condition,
            None,
            (term := tier.requirement(condition.code)),
            _lines_of(condition.proofs, lines),
            "" if condition.met else _not_done(term, known),
            source=known.get((term.kind, term.target)),
        )
        for condition in result.requirement_conditions()
    )


def reason_of(condition: Condition, rows: Iterable[Line]) -> str:
    """Why a level step counts zero, from every row of its skill: the most telling reason first."""
    at_step = [row for row in rows if (row.proof.level or 0) >= condition.step]
    counted = [row for row in rows if row.counts]
    if any(row.counts and row.proof.grade == REVIEWED for row in at_step):
        return SECOND_REVIEWER
    if grade_needed(condition.step) == REVIEWED and any(
        (row.proof.level or 0) >= min(condition.step - 1, CAP[row.proof.grade]) for row in counted
    ):
        return NEEDS_REVIEW
    for state, reason in (("withdrawn", WITHDRAWN), ("expired", EXPIRED), ("declared", DECLARED_ONLY)):
        if any(row.state == state and not row.redeclared for row in at_step):
            return reason
    return NEEDS_REVIEW if counted and grade_needed(condition.step) == REVIEWED else NO_PROOF


def _lines_of(proofs: Collection[Proof], lines: Iterable[Line]) -> tuple[Line, ...]:
    """The ledger rows of the proofs, the strongest grade first."""
    if not proofs:
        return ()
    wanted = set(proofs)
    found = [line for line in lines if line.counts and line.proof in wanted]
    return tuple(sorted(found, key=lambda line: -line.proof.grade))
