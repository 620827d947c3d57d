"""Standings are caches of the ledger: derive them, write them, compare them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model

from lib.writes import Write, put, send
from skills.domain.inputs import Inputs, Stored, stored_standing
from skills.domain.levels import Level, Proof
from skills.domain.outline import Outline, forget_outlines, outline
from skills.domain.standing import TierResult, ladder_results, levels
from skills.models import ClaimKind, Evidence, SkillStanding, TierStanding
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
    tiers: dict[int, tuple[int, int, bool]]  # tier id → met, total, held
    gained: list[str]

    @property
    def announced(self) -> bool:
        return bool(self.skills or self.gone or self.gained)


def moves(user_id: int, before: Stored, added: Iterable[Proof] = ()) -> Moves:
    """The difference between the caches as stored and the ledger with `added`.

    With `added`, only what hangs on those rows is looked at: the rest was kept right when it last moved. Without, and
    where rows have expired since, everything is.
    """
    added = list(added)
    skills, tiers, spec = derive(before.inputs, added)
    changed = {code: level for code, level in skills.items() if before.skills.get(code) != _row(level)}
    gone = before.skills.keys() - skills.keys()
    if spec is None:
        return Moves(user_id, changed, gone, {}, [])
    ids = spec.ids
    works = (proof.claim_code for proof in added if proof.claim_kind != ClaimKind.SKILL)
    touched = {*changed, *gone, *works}
    everything = not added or before.expired
    moved: dict[int, tuple[int, int, bool]] = {}
    gained = []
    for code, result in tiers.items():
        kept = before.tiers.get(ids[code])
        apart = not everything and touched.isdisjoint(result.tier.claims)
        if kept and apart and kept[1:] == (result.total, result.held):
            continue
        now = (result.met, result.total, result.held)
        if now != kept:
            moved[ids[code]] = now
            if result.held and not (kept and kept[2]):
                gained.append(code)
    return Moves(user_id, changed, gone, moved, gained)


def keep(found: Iterable[Moves], *, beside: Iterable[Write] = ()) -> None:
    """Write the moves of any number of learners, then announce each. Inside the caller's transaction.

    `beside`: what the caller writes to other tables, sent with it.
    """
    found = list(found)
    skills = [(one.user_id, code, *_row(level)) for one in found for code, level in one.skills.items()]
    tiers = [(one.user_id, tier_id, *result) for one in found for tier_id, result in one.tiers.items()]
    send([*beside, *_over(SkillStanding, _SKILL, skills), *_over(TierStanding, _TIER, tiers)])
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


_SKILL = ("user", "skill_code", "level", "grade", "declared_level")
_TIER = ("user", "tier", "met", "total", "held")


def _over(model: type[Model], names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> list[Write]:
    """Rows in the place of those that stand: the first two names say which."""
    return put(model, names, rows, unique=names[:2], update=names[2:])


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
