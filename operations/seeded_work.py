"""What the first seeded learners did, lesson by lesson, with the evidence and standings that follow from it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from cms.catalogue import Catalogue, LessonInfo, get_catalogue
from learning.domain.progress import LESSON, record_earned
from learning.models import BlockProgress, Enrolment, LessonEvent, LessonProgress, QuizAttempt, ReviewCard
from skills.domain.evidence import Claim, Work, record_works
from skills.models import ClaimKind, Grade

PROGRESS_ROWS = 30
PENDING = 6
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Plan:
    """The lessons of one learner: passed, complete with a quiz still to pass, and ready to be completed."""

    passed: tuple[LessonInfo, ...]
    pending: tuple[LessonInfo, ...]
    ready: tuple[LessonInfo, ...]

    @property
    def complete(self) -> tuple[LessonInfo, ...]:
        return self.passed + self.pending

    @property
    def begun(self) -> tuple[LessonInfo, ...]:
        """Those of the ready ones that have a progress row."""
        return self.ready[: PROGRESS_ROWS - len(self.complete)]


def plan(number: int, lessons: Sequence[LessonInfo]) -> Plan:
    """The same for the same number and lessons: 20 to 30 complete ones where there are as many."""
    chance = random.Random(number)  # noqa: S311
    order = chance.sample(lessons, len(lessons))
    complete = 20 + number % 11
    pending = [lesson for lesson in order[:complete] if lesson.quizzes][:PENDING]
    passed = [lesson for lesson in order[:complete] if lesson not in pending]
    return Plan(tuple(passed), tuple(pending), tuple(order[complete:]))


def work_through(learners: Sequence[tuple[int, int]]) -> None:
    """Give each (number, user id) the lessons of its plan. Only the ledger is not filled in bulk."""
    catalogue = get_catalogue()
    lessons = list(catalogue.lessons.values())
    now = timezone.now()
    plans = {user_id: plan(number, lessons) for number, user_id in learners}
    with transaction.atomic():
        _create(Enrolment, [Enrolment(user_id=u, path_key=key) for u in plans for key in catalogue.paths])
        _create(LessonProgress, [row for u, p in plans.items() for row in _progress(u, p, now)])
        _create(
            LessonEvent,
            [
                LessonEvent(user_id=u, lesson_key=lesson.key, kind=LessonEvent.Kind.COMPLETED, locale="fr")
                for u, p in plans.items()
                for lesson in p.complete
            ],
        )
        _create(BlockProgress, [row for u in plans for lesson in lessons for row in _blocks(u, lesson, now)])
        _create(QuizAttempt, [row for u, p in plans.items() for lesson in lessons for row in _tries(u, lesson, p, now)])
        _create(ReviewCard, [row for u, p in plans.items() for row in _cards(u, p, now)])
    for user_id, own in plans.items():
        with transaction.atomic():
            _prove(user_id, own, catalogue)


def _create(model: type[M], rows: list[M]) -> None:
    model._default_manager.bulk_create(rows, batch_size=2000)


def _progress(user_id: int, own: Plan, now: datetime) -> list[LessonProgress]:
    rows = []
    for age, lesson in enumerate((*own.complete, *own.begun)):
        when = now - timedelta(hours=age)
        complete = when if lesson in own.complete else None
        rows.append(
            LessonProgress(user_id=user_id, lesson_key=lesson.key, started_at=when, seen_at=when, completed_at=complete)
        )
    return rows


def _blocks(user_id: int, lesson: LessonInfo, now: datetime) -> list[BlockProgress]:
    return [
        BlockProgress(user_id=user_id, lesson_key=lesson.key, block_id=block_id, kind=kind, done_at=now)
        for block_id, kind in lesson.required_blocks
    ]


def _tries(user_id: int, lesson: LessonInfo, own: Plan, now: datetime) -> list[QuizAttempt]:
    score = Decimal(0) if lesson in own.pending else Decimal(10)
    return [
        QuizAttempt(
            user_id=user_id,
            lesson_key=lesson.key,
            block_id=quiz.block_id,
            number=1,
            locale="fr",
            seed=user_id,
            pass_mark=quiz.pass_mark,
            submitted_at=now,
            score=score,
            max_score=Decimal(10),
        )
        for quiz in lesson.quizzes
    ]


def _cards(user_id: int, own: Plan, now: datetime) -> list[ReviewCard]:
    """The questions of the quizzes that failed come back, from now on."""
    keys = dict.fromkeys(key for lesson in own.pending for quiz in lesson.quizzes for key in quiz.question_keys)
    source = ReviewCard.Source.WRONG
    return [ReviewCard(user_id=user_id, question_key=key, source=source, created_at=now, due=now) for key in keys]


def _prove(user_id: int, own: Plan, catalogue: Catalogue) -> None:
    """All lessons in one refresh; then, module by module, the lesson that may have completed it."""
    works = [
        Work(
            tuple(Claim(ClaimKind.SKILL, code, level) for code, level in lesson.skills),
            Grade.EARNED,
            LESSON,
            str(lesson.key),
            str(lesson.key),
        )
        for lesson in own.passed
    ]
    record_works(user_id, works)
    keys: set[UUID] = {lesson.key for lesson in own.passed}
    for module in catalogue.modules.values():
        if module.required and keys.issuperset(module.required):
            record_earned(user_id, catalogue.lessons[module.required[-1]])
