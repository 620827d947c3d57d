"""Standings are caches of the ledger: derive them, write them, compare them."""

from collections.abc import Iterable

from django.db import transaction

from skills.domain.inputs import Inputs, Stored, stored_standing
from skills.domain.levels import Level, Proof
from skills.domain.outline import Outline, forget_outlines, outline
from skills.domain.standing import TierResult, ladder_results, levels
from skills.models import Evidence, SkillStanding, TierStanding
from skills.signals import standing_changed


def forget_ladders() -> None:
    """After a pack was loaded."""
    forget_outlines()


def derive(
    inputs: Inputs, added: Iterable[Proof] = ()
) -> tuple[dict[str, Level], dict[str, TierResult], Outline | None]:
    """What the ledger says: levels by skill, results by tier."""
    proofs = [*inputs.proofs, *added]
    ladder = outline(inputs.ladder_id)
    return levels(proofs), ladder_results(ladder.specs, proofs) if ladder else {}, ladder


def refresh(user_id: int, *, before: Stored | None = None, added: Iterable[Proof] = ()) -> None:
    """Write the caches of one learner from the ledger, and announce what moved.

    `before` and `added`: what the caller read under the learner's lock and what it put there since; else it is read.
    """
    with transaction.atomic():
        before = before or stored_standing(user_id)
        skills, tiers, spec = derive(before.inputs, added)
        before_skills, before_tiers = before.skills, before.tiers
        changed = {code: level for code, level in skills.items() if before_skills.get(code) != _row(level)}
        gone = before_skills.keys() - skills.keys()
        if changed:
            SkillStanding.objects.bulk_create(
                [
                    SkillStanding(
                        user_id=user_id, skill_code=code, level=lv.level, grade=lv.grade, declared_level=lv.declared
                    )
                    for code, lv in changed.items()
                ],
                update_conflicts=True,
                unique_fields=["user", "skill_code"],
                update_fields=["level", "grade", "declared_level"],
            )
        if gone:
            SkillStanding.objects.filter(user_id=user_id, skill_code__in=gone).delete()
        gained: list[str] = []
        if spec:
            moved = {
                code: result
                for code, result in tiers.items()
                if before_tiers.get(spec.ids[code]) != (result.met, result.total, result.held)
            }
            gained = [c for c, r in moved.items() if r.held and not before_tiers.get(spec.ids[c], (0, 0, False))[2]]
            if moved:
                TierStanding.objects.bulk_create(
                    [
                        TierStanding(user_id=user_id, tier_id=spec.ids[c], met=r.met, total=r.total, held=r.held)
                        for c, r in moved.items()
                    ],
                    update_conflicts=True,
                    unique_fields=["user", "tier"],
                    update_fields=["met", "total", "held"],
                )
    if changed or gone or gained:
        standing_changed.send(sender=Evidence, user_id=user_id, skills={*changed, *gone}, tiers_gained=gained)


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
