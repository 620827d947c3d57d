"""Standings are caches of the ledger: derive them, write them, compare them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from lib.writes import Write, insert, send
from skills.domain.inputs import Inputs, Stored, stored_standing
from skills.domain.levels import Level, Proof
from skills.domain.outline import Outline, forget_outlines, outline
from skills.domain.standing import TierResult, ladder_results, levels
from skills.models import Evidence, SkillStanding, TierStanding
from skills.signals import standing_changed, tiers_reached

BATCH = 500


def forget_ladders() -> None:
    """After a pack was loaded."""
    forget_outlines()


def derive(
    inputs: Inputs, added: Iterable[Proof] = ()
) -> tuple[dict[str, Level], dict[str, TierResult], Outline | None]:
    """What the ledger says: levels by skill, results by tier."""
    proofs = [*inputs.proofs, *added]
    ladder = outline(inputs.ladder_id)
    standing = levels(proofs)
    return standing, ladder_results(ladder.specs, proofs, standing) if ladder else {}, ladder


@dataclass(frozen=True)
class Moves:
    """What the caches of one learner must take over from the ledger, and which tiers that reaches."""

    user_id: int
    skills: dict[str, Level]
    gone: set[str]
    tiers: list[TierStanding]
    gained: list[str]

    @property
    def announced(self) -> bool:
        return bool(self.skills or self.gone or self.gained)


def moves(user_id: int, before: Stored, added: Iterable[Proof] = ()) -> Moves:
    """The difference between the caches as stored and the ledger with `added`."""
    skills, tiers, spec = derive(before.inputs, added)
    changed = {code: level for code, level in skills.items() if before.skills.get(code) != _row(level)}
    gone = before.skills.keys() - skills.keys()
    if spec is None:
        return Moves(user_id, changed, gone, [], [])
    ids = spec.ids
    moved = {c: r for c, r in tiers.items() if before.tiers.get(ids[c]) != (r.met, r.total, r.held)}
    gained = [c for c, r in moved.items() if r.held and not before.tiers.get(ids[c], (0, 0, False))[2]]
    rows = [
        TierStanding(user_id=user_id, tier_id=ids[c], met=r.met, total=r.total, held=r.held) for c, r in moved.items()
    ]
    return Moves(user_id, changed, gone, rows, gained)


def keep(found: Iterable[Moves], *, beside: Iterable[Write] = ()) -> None:
    """Write the moves of any number of learners, then announce each. Inside the caller's transaction.

    `beside`: what the caller writes to other tables, sent with it.
    """
    found = list(found)
    skills = [
        SkillStanding(user_id=one.user_id, skill_code=code, level=lv.level, grade=lv.grade, declared_level=lv.declared)
        for one in found
        for code, lv in one.skills.items()
    ]
    tiers = [row for one in found for row in one.tiers]
    send(
        [
            *beside,
            *insert(skills, unique=("user", "skill_code"), update=("level", "grade", "declared_level")),
            *insert(tiers, unique=("user", "tier"), update=("met", "total", "held")),
        ]
    )
    gone: dict[str, list[int]] = defaultdict(list)
    for one in found:
        for code in one.gone:
            gone[code].append(one.user_id)
    for code, user_ids in gone.items():
        SkillStanding.objects.filter(user_id__in=user_ids, skill_code=code).delete()
    for one in found:
        if one.announced:
            skill_codes = {*one.skills, *one.gone}
            standing_changed.send(sender=Evidence, user_id=one.user_id, skills=skill_codes, tiers_gained=one.gained)
    if gained := {one.user_id: one.gained for one in found if one.gained}:
        tiers_reached.send(sender=Evidence, gained=gained)


def refresh(user_id: int) -> None:
    """Write the caches of one learner from the ledger, and announce what moved."""
    with transaction.atomic(savepoint=False):
        keep([moves(user_id, stored_standing(user_id))])


def differences(user_id: int) -> list[str]:
    """Where the caches disagree with the ledger, in words; empty when they agree."""
    stored = stored_standing(user_id)
    skills, tiers, spec = derive(stored.inputs)
    stored_skills, stored_tiers = stored.skills, stored.tiers
    found = [
        f"user {user_id}, skill {code}: stored {stored_skills.get(code)}, ledger {wanted}"
        for code in sorted(skills.keys() | stored_skills.keys())
        if stored_skills.get(code) != (wanted := _row(skills[code]) if code in skills else None)
    ]
    if spec and (stored_tiers or skills or any(result.met for result in tiers.values())):
        for code, result in tiers.items():
            wanted_tier = (result.met, result.total, result.held)
            stored_tier = stored_tiers.get(spec.ids[code])
            if stored_tier != wanted_tier:
                found.append(f"user {user_id}, tier {code}: stored {stored_tier}, ledger {wanted_tier}")
    return found


def _row(level: Level) -> tuple[int, int, int]:
    return (level.level, level.grade, level.declared)
