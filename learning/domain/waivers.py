"""Lifting the strict prerequisites of one lesson for one learner, told to them, and taking that back; with a reason."""

from django.db import transaction
from django.utils import timezone

from accounts.domain.notifications import notify
from accounts.models import User
from cms.catalogue import LessonInfo, get_catalogue
from learning.models import PrerequisiteWaiver

PERMISSION = "learning.add_prerequisitewaiver"
NOTIFICATION, REVOKED = "lesson_opened", "lesson_closed"


class Own(Exception):
    """Nobody lifts a prerequisite for themselves."""


def give(by_id: int, *, learner: User, lesson: LessonInfo, reason: str) -> bool:
    """Open `lesson` for `learner`; False when it was open already (the first reason stays). Raises `Own`."""
    reason = reason_of(reason)
    if learner.pk == by_id:
        raise Own
    with transaction.atomic():
        row, created = PrerequisiteWaiver.objects.get_or_create(
            user=learner, lesson_key=lesson.key, revoked_at=None, defaults={"by_id": by_id, "reason": reason}
        )
        if created:
            notify(
                learner,
                kind=NOTIFICATION,
                key=f"waiver:{row.pk}",
                params={"lesson": str(lesson.key)},
                url=lesson.url[learner.locale],
            )
    return created


def revoke(by_id: int, *, waiver: PrerequisiteWaiver, reason: str) -> bool:
    """Take it back; what was completed meanwhile stays complete. False when it was taken back already."""
    reason = reason_of(reason)
    with transaction.atomic():
        still = PrerequisiteWaiver.objects.filter(pk=waiver.pk, revoked_at=None)
        done = bool(still.update(revoked_at=timezone.now(), revoked_by_id=by_id, revoked_reason=reason))
        lesson = get_catalogue().lessons.get(waiver.lesson_key)
        if done and lesson:
            notify(
                waiver.user,
                kind=REVOKED,
                key=f"waiver-revoked:{waiver.pk}",
                params={"lesson": str(waiver.lesson_key), "reason": reason},
                url=lesson.url[waiver.user.locale],
            )
    return done


def reason_of(typed: str) -> str:
    """The reason on one line. Raises ValueError without one."""
    reason = " ".join(typed.replace("\0", "").split())
    if not reason:
        raise ValueError("a reason is needed")
    return reason
