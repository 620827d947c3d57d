"""A ladder version with its words in both languages, read once and cached: what screens name things with."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from time import monotonic

from django.core.cache import cache

from lib.statements import WrittenOnce
from skills.domain import asked
from skills.domain.standing import InOrder, RequirementSpec, TierSpec, in_order
from skills.models import Ladder, LearnerLadder, MatrixCell, Skill, SkillBehaviour, SkillGroup, Tier, TierRequirement
from skills.models.taxonomy import in_language

KEPT_SECONDS = 3600
CURRENT = "current"
HELD_SECONDS = 5  # in the memory of one process, which nobody can tell of a new pack


@dataclass(frozen=True)
class Term:
    """A code and what it is called; `name` and `summary` follow the active language."""

    code: str
    name_fr: str
    name_en: str
    summary_fr: str = ""
    summary_en: str = ""

    @property
    def name(self) -> str:
        return in_language(self.name_fr, self.name_en)

    @property
    def summary(self) -> str:
        return in_language(self.summary_fr, self.summary_en)

    def words(self, language: str) -> tuple[str, str]:
        """`name` and `summary` in a language, for whoever needs those of dozens and knows which it is."""
        if not language.startswith("en"):
            return self.name_fr, self.summary_fr
        return self.name_en or self.name_fr, self.summary_en or self.summary_fr


@dataclass(frozen=True)
class SkillTerm(Term):
    group: str = ""
    archived: bool = False
    behaviours: tuple[tuple[int, str, str], ...] = ()  # (level, French, English)

    def shown_at(self, level: int) -> tuple[str, ...]:
        """What somebody at `level` does that a reviewer can see; empty when the pack does not say."""
        return tuple(next((in_language(fr, en) for at, fr, en in self.behaviours if at == level), "").splitlines())


@dataclass(frozen=True)
class RequirementTerm(Term):
    kind: str = ""
    target: str = ""
    count: int = 1


@dataclass(frozen=True)
class TierTerm(Term):
    kind: str = ""
    height: Decimal | None = None  # metres, of the five tiers only
    presupposes: tuple[tuple[str, ...], ...] = ()
    cells: tuple[tuple[str, int], ...] = ()
    requirements: tuple[RequirementTerm, ...] = ()

    @property
    def needed(self) -> dict[str, int]:
        """Skill code → level asked."""
        return dict(self.cells)

    def requirement(self, code: str) -> RequirementTerm:
        return next(r for r in self.requirements if r.code == code)


@dataclass(frozen=True)
class Outline:
    """One ladder version, the skills and their groups. `edition`: a digest of all words and numbers in it."""

    pk: int
    version: int
    edition: str
    tiers: tuple[TierTerm, ...]
    ids: dict[str, int]  # tier code → id its standings are stored under
    groups: tuple[Term, ...]
    skills: dict[str, SkillTerm]

    @cached_property
    def tower(self) -> tuple[TierTerm, ...]:
        """The tiers with a height, lowest first."""
        return tuple(sorted((t for t in self.tiers if t.height is not None), key=lambda t: t.height or 0))

    def of_kind(self, kind: str) -> tuple[TierTerm, ...]:
        return tuple(tier for tier in self.tiers if tier.kind == kind)

    def tier(self, code: str) -> TierTerm | None:
        return next((tier for tier in self.tiers if tier.code == code), None)

    def skill(self, code: str) -> SkillTerm:
        """The words of a skill; a code that no pack names any more is shown as it is."""
        return self.skills.get(code) or SkillTerm(code, code, code)

    def by_group(self) -> Iterator[tuple[Term, list[SkillTerm]]]:
        """Groups in their order, each with its skills in theirs."""
        members: dict[str, list[SkillTerm]] = defaultdict(list)
        for skill in self.skills.values():
            members[skill.group].append(skill)
        yield from ((group, members[group.code]) for group in self.groups if members[group.code])

    @cached_property
    def specs(self) -> InOrder:
        """The ladder without words, as `skills.domain.standing` judges it, in the order of judging."""
        specs = (
            TierSpec(
                tier.code,
                tier.cells,
                tuple(RequirementSpec(r.code, r.kind, r.target, r.count) for r in tier.requirements),
                tier.presupposes,
            )
            for tier in self.tiers
        )
        return in_order(specs)


# What this process read, and when: a screen names forty skills and must not unpack them from the cache each time.
_held: dict[str, tuple[float, Outline]] = {}


def _key(name: object) -> str:
    return f"skills.outline.2:{name}"


def outline(ladder_id: int | None = None) -> Outline | None:
    """The given ladder version, or the current one; None before a pack is loaded."""
    key = _key(ladder_id or CURRENT)
    since, held = _held.get(key, (0.0, None))
    if held is not None and monotonic() - since < HELD_SECONDS:
        return held
    found: Outline | None = cache.get(key)
    if found is None:
        ladder = Ladder.objects.filter(**({"pk": ladder_id} if ladder_id else {"current": True})).order_by("pk").first()
        if ladder is None:
            return None
        found = _read(ladder)
        # Most learners are on the current version, whether they joined it by number or not.
        names = [ladder.pk, CURRENT] if ladder.current else [ladder.pk]
        cache.set_many({_key(name): found for name in names}, KEPT_SECONDS)
    if found is not None:
        _held[key] = (monotonic(), found)
    return found


_ladder_of = WrittenOnce(
    lambda user_id: LearnerLadder.objects.filter(user_id=user_id).order_by("pk").values_list("ladder_id", "target_code")
)


def outline_of(user_id: int) -> tuple[Outline | None, str]:
    """The ladder version this learner is on (theirs, or the current one) and the code of the tier they aim at."""
    own = next(iter(_ladder_of(user_id)), None)
    return (outline(own[0]), own[1]) if own else (outline(), "")


def forget_read() -> None:
    """What this process read; it asks the cache again."""
    _held.clear()
    asked.forget_held()


def forget_outlines() -> None:
    """After a pack was loaded."""
    ids = list(Ladder.objects.values_list("pk", flat=True))
    forget_read()
    asked.forget()
    cache.delete_many([_key(name) for name in [*ids, CURRENT]])


def _read(ladder: Ladder) -> Outline:
    rows = list(Tier.objects.filter(ladder=ladder))
    cells: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for cell in MatrixCell.objects.filter(tier__ladder=ladder).order_by("pk"):
        cells[cell.tier_id].append((cell.skill_code, cell.level))
    asked: dict[int, list[RequirementTerm]] = defaultdict(list)
    for row in TierRequirement.objects.filter(tier__ladder=ladder):
        asked[row.tier_id].append(
            RequirementTerm(row.code, row.name_fr, row.name_en, kind=row.kind, target=row.target, count=row.count)
        )
    tiers = tuple(
        TierTerm(
            tier.code,
            tier.name_fr,
            tier.name_en,
            tier.summary_fr,
            tier.summary_en,
            kind=tier.kind,
            height=tier.height,
            presupposes=tuple(tuple(choice) for choice in tier.presupposes),
            cells=tuple(cells[tier.pk]),
            requirements=tuple(asked[tier.pk]),
        )
        for tier in rows
    )
    groups = tuple(Term(g.code, g.name_fr, g.name_en) for g in SkillGroup.objects.all())
    ids = {tier.code: tier.pk for tier in rows}
    skills = _skills()
    edition = blake2b(repr((ladder.pk, tiers, groups, skills)).encode(), digest_size=16).hexdigest()
    return Outline(ladder.pk, ladder.version, edition, tiers, ids, groups, skills)


def _skills() -> dict[str, SkillTerm]:
    texts: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for row in SkillBehaviour.objects.all():
        texts[row.skill_id].append((row.level, row.text_fr, row.text_en))
    return {
        skill.code: SkillTerm(
            skill.code,
            skill.name_fr,
            skill.name_en,
            skill.summary_fr,
            skill.summary_en,
            group=skill.group.code,
            archived=skill.archived,
            behaviours=tuple(texts[skill.pk]),
        )
        for skill in Skill.objects.select_related("group")
    }
