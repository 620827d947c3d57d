"""The ladder as a public page shows it: tower, branches, lanes, and the matrix with one column chosen."""

from dataclasses import dataclass

from skills.domain.comparing import Comparison, compare
from skills.domain.inputs import proofs_of
from skills.domain.levels import NOTHING, Level, Proof
from skills.domain.outline import Outline, SkillTerm, Term, TierTerm, outline, outline_of
from skills.domain.overview import Place, place_of, target_of
from skills.domain.simulating import Change, simulate
from skills.domain.standing import TierResult, ladder_results, levels
from skills.models import Tier

SHOWN_GAPS = 8


@dataclass(frozen=True)
class Standing:
    """The learner on this ladder; nothing of it for a visitor."""

    proofs: list[Proof]
    levels: dict[str, Level]
    results: dict[str, TierResult]
    place: Place
    target: TierTerm | None


@dataclass(frozen=True)
class MatrixRow:
    skill: SkillTerm
    level: int
    pairs: tuple[tuple[TierTerm, int], ...]  # column and level asked, 0 when not asked


@dataclass(frozen=True)
class RequirementRow:
    name: str
    count: int
    met: int


@dataclass(frozen=True)
class Wish:
    """What the address asks for besides the tier: a second target, skills to raise and up to where (0: as asked)."""

    tier: str = ""
    other: str = ""
    raised: frozenset[str] = frozenset()
    level: int = 0


@dataclass(frozen=True)
class Simulation:
    """The chosen target and the tiers and branches that move when skills are raised."""

    raised: frozenset[str]
    level: int
    chosen: Change
    others: tuple[tuple[TierTerm, Change], ...]


@dataclass(frozen=True)
class LadderPage:
    outline: Outline
    chosen: TierTerm
    columns: tuple[TierTerm, ...]  # the five tiers, the branches, and the chosen one when it is a lane
    groups: tuple[tuple[Term, tuple[MatrixRow, ...]], ...]
    requirements: tuple[RequirementRow, ...]
    conditions: int
    presupposed: tuple[tuple[TierTerm, ...], ...]
    standing: Standing | None
    aimed: bool  # the reader, signed in or not, chose this tier as their target
    comparison: Comparison | None  # with a second target
    simulation: Simulation | None  # with skills raised
    newer: int  # number of the current version when the reader is on an older one, else 0

    @property
    def gaps(self) -> tuple[MatrixRow, ...]:
        """The skills below what the chosen tier asks, the largest gap first: what the simulator offers."""
        below = [
            row for _, rows in self.groups for row in rows if row.level < self.chosen.needed.get(row.skill.code, 0)
        ]
        return tuple(sorted(below, key=lambda row: row.level - self.chosen.needed[row.skill.code]))

    @property
    def gaps_first(self) -> tuple[MatrixRow, ...]:
        """What the simulator shows at once; `gaps_rest` is folded, unless one of them is raised."""
        return self.gaps[:SHOWN_GAPS]

    @property
    def gaps_rest(self) -> tuple[MatrixRow, ...]:
        return self.gaps[SHOWN_GAPS:]

    @property
    def folded_raised(self) -> bool:
        raised = self.simulation.raised if self.simulation else frozenset()
        return any(row.skill.code in raised for row in self.gaps_rest)

    @property
    def result(self) -> TierResult | None:
        return self.standing.results[self.chosen.code] if self.standing else None

    @property
    def place(self) -> Place | None:
        return self.standing.place if self.standing else None

    @property
    def branches(self) -> tuple[TierTerm, ...]:
        """Branches, the highest start first."""
        return tuple(sorted(self.outline.of_kind(Tier.Kind.BRANCH), key=lambda tier: -start_of(self.outline, tier)))

    @property
    def lanes(self) -> tuple[TierTerm, ...]:
        return self.outline.of_kind(Tier.Kind.SPECIALISED)


def start_of(ladder: Outline, tier: TierTerm) -> float:
    """Height in metres of the lowest tier of the tower that `tier` leaves from; 0 when none."""
    found = [t.height for choice in tier.presupposes for code in choice if (t := ladder.tier(code)) and t.height]
    return float(min(found)) if found else 0.0


def ladder_page(user_id: int | None, wish: Wish, *, language: str, aim: str = "") -> LadderPage | None:
    """None before a pack is loaded. An unknown code counts as none given; `aim` is what a visitor chose."""
    found, wanted = outline_of(user_id) if user_id else (outline(), aim)
    if found is None or not found.tiers:
        return None
    standing = _standing(found, user_id, wanted) if user_id else None
    results = standing.results if standing else ladder_results(found.specs, [])
    held, proofs = (standing.levels, standing.proofs) if standing else ({}, [])
    target = standing.target if standing else found.tier(wanted)
    chosen = found.tier(wish.tier) or target or (found.tower or found.tiers)[0]
    other = found.tier(wish.other) if wish.other != chosen.code else None
    shown = (*found.tower, *found.of_kind(Tier.Kind.BRANCH))
    columns = (*shown, *(tier for tier in (chosen, other) if tier and tier not in shown))
    return LadderPage(
        outline=found,
        chosen=chosen,
        columns=columns,
        groups=_groups(found, columns, held),
        requirements=_requirements(chosen, standing),
        conditions=results[chosen.code].total,
        presupposed=tuple(
            tuple(tier for code in choice if (tier := found.tier(code))) for choice in chosen.presupposes
        ),
        standing=standing,
        aimed=chosen.code == wanted,
        comparison=compare(found, results, proofs, left=chosen, right=other, language=language) if other else None,
        simulation=_simulation(found, results, chosen, wish),
        newer=current.version if (current := outline()) and current.pk != found.pk else 0,
    )


def _groups(
    found: Outline, columns: tuple[TierTerm, ...], held: dict[str, Level]
) -> tuple[tuple[Term, tuple[MatrixRow, ...]], ...]:
    asked = [(tier, tier.needed) for tier in columns]
    groups = (
        (
            group,
            tuple(
                MatrixRow(
                    skill,
                    held.get(skill.code, NOTHING).level,
                    tuple((tier, needed.get(skill.code, 0)) for tier, needed in asked),
                )
                for skill in skills
                if any(skill.code in needed for _, needed in asked)
            ),
        )
        for group, skills in found.by_group()
    )
    return tuple((group, rows) for group, rows in groups if rows)


def _simulation(found: Outline, results: dict[str, TierResult], chosen: TierTerm, wish: Wish) -> Simulation | None:
    raised = {code: wish.level or chosen.needed.get(code, 0) for code in wish.raised if code in found.skills}
    if not raised:
        return None
    changes = simulate(found.specs, results, raised)
    others = (tier for tier in found.tiers if tier != chosen and tier.kind != Tier.Kind.SPECIALISED)
    moved = tuple((tier, changes[tier.code]) for tier in others if changes[tier.code].steps)
    return Simulation(frozenset(raised), wish.level, changes[chosen.code], moved)


def _standing(ladder: Outline, user_id: int, wanted: str) -> Standing:
    proofs = proofs_of(user_id)
    results = ladder_results(ladder.specs, proofs)
    held = {code: result.held for code, result in results.items()}
    target = target_of(ladder, wanted, held)
    place = place_of(ladder, target, lambda code: results[code].percent, (code for code, yes in held.items() if yes))
    return Standing(proofs, levels(proofs), results, place, target)


def _requirements(tier: TierTerm, standing: Standing | None) -> tuple[RequirementRow, ...]:
    conditions = standing.results[tier.code].conditions if standing else ()
    return tuple(
        RequirementRow(
            term.name,
            term.count,
            sum(c.met for c in conditions if c.kind == "requirement" and c.code == term.code),
        )
        for term in tier.requirements
    )
