"""Where a learner stands, in one look: the tier aimed at, its percentage, the height on the tower, what is missing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from django.utils.translation import gettext

from skills.domain.gaps import NONE_FINISHED, Gap, gaps
from skills.domain.inputs import Inputs, standing_inputs
from skills.domain.levels import Level, Proof
from skills.domain.outline import Outline, RequirementTerm, SkillTerm, TierTerm, outline_of
from skills.domain.outline import outline as read_outline
from skills.domain.standing import TierResult, ladder_results, levels, percent
from skills.domain.why import sources_of, unpublished
from skills.models import TierStanding
from skills.registry import Finished, Source

TOP_GAPS = 3
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class NamedGap:
    """A gap with the words of its skill."""

    skill: SkillTerm
    gap: Gap

    @property
    def now(self) -> int:
        return self.gap.now

    @property
    def needed(self) -> int:
        return self.gap.needed


class Missing(NamedTuple):
    """A requirement that is not met yet; `name` says what to do."""

    name: str
    url: str
    unpublished: bool


def _to_do(term: RequirementTerm, source: Source | None) -> str:
    """The ladder names what is there once it is done; a module is told as something to do."""
    if term.kind == "module_passed" and source:
        return gettext("Pass the module “%(module)s”") % {"module": source.title}
    name = term.name
    plain = name[1:2].islower() or name[1:2] == " "  # “KPI exercise” keeps its capitals
    return gettext("Still needed: %(work)s") % {"work": name[:1].lower() + name[1:] if plain else name}


@dataclass(frozen=True)
class Place:
    """A point of the tower: metres (one decimal, rounded down) between the tier held and the one above."""

    height: Decimal
    held: TierTerm | None
    above: TierTerm | None

    @property
    def position(self) -> int:
        """Tenths of a metre, as the drawing wants it."""
        return int(self.height * 10)


@dataclass(frozen=True)
class Overview:
    outline: Outline
    tier: TierTerm  # the tier aimed at
    percent: int | None  # None when it asks for nothing
    met: int
    total: int
    held: bool
    place: Place
    gaps: tuple[NamedGap, ...]  # the quickest to close first, three at most
    chosen: bool  # the tier aimed at was chosen
    requirements: tuple[str, ...]  # codes of the tier's requirements that are not met
    sources: dict[tuple[str, str], Source]

    @property
    def height(self) -> Decimal:
        return self.place.height

    @property
    def remaining(self) -> int:
        """Conditions still to meet."""
        return self.total - self.met

    @property
    def missing(self) -> tuple["Missing", ...]:
        """The requirements not met: name in the active language, where to work on it, whether it is published."""
        terms = [self.tier.requirement(code) for code in self.requirements]
        return tuple(
            Missing(
                _to_do(term, source := self.sources.get((term.kind, term.target))),
                source.url if source else "",
                unpublished(term.kind, term.target, self.sources),
            )
            for term in terms
        )


def target_of(outline: Outline, wanted: str, held: Mapping[str, bool]) -> TierTerm | None:
    """The tier aimed at: the one chosen, or the lowest not held, or the top when all are held."""
    chosen = outline.tier(wanted) if wanted else None
    if chosen:
        return chosen
    ladder = outline.tower or outline.tiers
    return next((tier for tier in ladder if not held.get(tier.code)), ladder[-1] if ladder else None)


def held_tiers(outline: Outline, results: Mapping[str, TierResult]) -> dict[str, bool]:
    """Which tiers of the tower are held: what decides the target and the height."""
    return {tier.code: results[tier.code].held for tier in outline.tower or outline.tiers}


def place_of(
    outline: Outline, target: TierTerm | None, percent_of: Callable[[str], int | None], held: Iterable[str]
) -> Place:
    """The height: from the tier held towards the target, by its percentage.

    A target without a height (branch, specialised role) is replaced by the next tier of the tower, and a board that is
    not held is never passed.
    """
    reached = set(held)
    tower = outline.tower
    base = max((t for t in tower if t.code in reached), key=lambda t: t.height or 0, default=None)
    ground = (base.height if base else None) or Decimal(0)
    above = next((t for t in tower if (t.height or 0) > ground), None)
    if above is None or above.height is None:
        return Place(ground, base, None)
    goal = target if target and target.height and target.height > ground else above
    share = Decimal(percent_of(goal.code) or 0) / 100
    height = ground + ((goal.height or ground) - ground) * share
    height = min(height, above.height - TENTH).quantize(TENTH, rounding=ROUND_FLOOR)
    return Place(max(ground, height), base, above)


def place_among(outline: Outline, target: TierTerm | None, results: Mapping[str, TierResult]) -> Place:
    """The same from what was judged; tiers that the height does not depend on are not added up."""
    held = (code for code, yes in held_tiers(outline, results).items() if yes)
    return place_of(outline, target, lambda code: results[code].percent, held)


def overview(user_id: int, language: str) -> Overview | None:
    """What the dashboard shows; None before a pack is loaded. One statement with the ladder in memory."""
    return overview_from(standing_inputs(user_id), language)


def overview_from(inputs: Inputs, language: str, *, finished: Finished = NONE_FINISHED) -> Overview | None:
    """The same from what was read already; `finished` as `gaps` takes it."""
    proofs, ladder_id, wanted = inputs
    outline = read_outline(ladder_id)
    if outline is None:
        return None
    standing = levels(proofs)
    results = ladder_results(outline.specs, proofs, standing)
    tier = target_of(outline, wanted, held_tiers(outline, results))
    if tier is None:
        return None
    return _overview(outline, tier, standing, proofs, results, language, finished, chosen=tier.code == wanted)


def _overview(
    outline: Outline,
    tier: TierTerm,
    standing: dict[str, Level],
    proofs: Sequence[Proof],
    results: dict[str, TierResult],
    language: str,
    finished: Finished,
    *,
    chosen: bool,
) -> Overview:
    result = results[tier.code]
    found = gaps(result, standing, proofs, language=language, finished=finished)
    return Overview(
        outline=outline,
        tier=tier,
        percent=result.percent,
        met=result.met,
        total=result.total,
        held=result.held,
        place=place_among(outline, tier, results),
        gaps=tuple(NamedGap(outline.skill(gap.skill_code), gap) for gap in found[:TOP_GAPS]),
        chosen=chosen,
        requirements=result.unmet,
        sources=sources_of(tier, language),
    )


def stored_place(user_id: int) -> tuple[Outline, Place, TierTerm | None] | None:
    """The place on the tower from the stored standings: two queries and the cached ladder."""
    outline, wanted = outline_of(user_id)
    if outline is None:
        return None
    codes = {pk: code for code, pk in outline.ids.items()}
    rows = [row for row in TierStanding.objects.filter(user_id=user_id) if row.tier_id in codes]
    held = {codes[row.tier_id]: row.held for row in rows}
    percents = {codes[row.tier_id]: percent(row.met, row.total, complete=row.held) for row in rows}
    tier = target_of(outline, wanted, held)
    return outline, place_of(outline, tier, percents.get, (code for code, yes in held.items() if yes)), tier
