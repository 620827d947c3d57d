"""Lifting the strict prerequisites of one lesson for one learner: once, with a reason, told to them."""

from django.db import transaction

from accounts.domain.notifications import notify
from accounts.models import User
from cms.catalogue import LessonInfo
from learning.models import PrerequisiteWaiver

PERMISSION = "learning.add_prerequisitewaiver"
NOTIFICATION = "lesson_opened"


def give(by_id: int, *, learner: User, lesson: LessonInfo, reason: str) -> bool:
    """Open `lesson` for `learner`; False when it was open already (the first reason stays)."""
    reason = " ".join(reason.replace("\0", "").split())
    if not reason:
        raise ValueError("a waiver needs a reason")
    with transaction.atomic():
        _, created = PrerequisiteWaiver.objects.get_or_create(
            user=learner, lesson_key=lesson.key, defaults={"by_id": by_id, "reason": reason}
        )
        if created:
            notify(
                learner,
                kind=NOTIFICATION,
                key=f"waiver:{lesson.key}",
                params={"lesson": str(lesson.key)},
                url=lesson.url[learner.locale],
            )
    return created
