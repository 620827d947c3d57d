"""The ladder version a learner joins and the tier they aim at."""

from django.db import transaction

from skills.domain.outline import outline_of
from skills.models import LearnerLadder


class UnknownTier(ValueError):
    """The learner's ladder has no such tier."""


@transaction.atomic
def join_ladder(user_id: int, target_code: str) -> None:
    """Aim at a tier: joins the current version the first time, stays on the version joined afterwards."""
    ladder, _ = outline_of(user_id)
    if ladder is None or ladder.tier(target_code) is None:
        raise UnknownTier(target_code)
    LearnerLadder.objects.update_or_create(
        user_id=user_id,
        defaults={"target_code": target_code},
        create_defaults={"target_code": target_code, "ladder_id": ladder.pk},
    )


def adopt_target(user_id: int, target_code: str) -> bool:
    """The tier a visitor aimed at becomes the account's, unless it has one already; whether it did."""
    if LearnerLadder.objects.filter(user_id=user_id).exclude(target_code="").exists():
        return False
    try:
        join_ladder(user_id, target_code)
    except UnknownTier:  # another ladder was loaded meanwhile
        return False
    return True
