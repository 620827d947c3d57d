"""One more attempt at a quiz for one learner who has used them all: given by staff with a reason, told to them."""

from django.db import transaction

from accounts.domain.notifications import notify
from accounts.models import User
from cms.catalogue import LessonInfo, QuizInfo
from learning.domain.attempts import closed_after, newest_of
from learning.domain.people import Person
from learning.domain.waivers import Own, reason_of
from learning.models import ExtraAttempt
from skills.domain.evidence import one_at_a_time

PERMISSION = "learning.add_extraattempt"
NOTIFICATION = "extra_attempt"


class NotUsedUp(Exception):
    """The learner may begin an attempt without it."""


def give(by_id: int, *, learner: User, lesson: LessonInfo, quiz: QuizInfo, reason: str) -> ExtraAttempt:
    """Raises `Own` for oneself, `NotUsedUp` where an attempt is left: so two clicks give one."""
    reason = reason_of(reason)
    if learner.pk == by_id:
        raise Own
    with transaction.atomic():
        one_at_a_time(learner.pk)
        newest = newest_of(Person(learner.pk), lesson_key=lesson.key, block_id=quiz.block_id)
        shut = closed_after(newest, quiz)
        if newest is None or shut is None or shut.code != "attempts":
            raise NotUsedUp
        row = ExtraAttempt.objects.create(
            user=learner,
            lesson_key=lesson.key,
            block_id=quiz.block_id,
            opens_number=newest.number + 1,
            by_id=by_id,
            reason=reason,
        )
        notify(
            learner,
            kind=NOTIFICATION,
            key=f"extra-attempt:{row.pk}",
            params={"lesson": str(lesson.key), "reason": reason},
            url=lesson.url[learner.locale],
        )
    return row
