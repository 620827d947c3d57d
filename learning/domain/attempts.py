"""Quiz attempts: started with frozen questions, handed in once, judged by what was frozen."""

import random
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.catalogue import LessonInfo, QuizInfo, latest_versions
from learning.domain import grading
from learning.domain.blocks import mark_done
from learning.domain.exercises import RIGHT, record_right
from learning.domain.people import Person
from learning.domain.progress import record_earned
from learning.domain.results import attempt_percent
from learning.models import Answer, QuizAttempt


@dataclass(frozen=True)
class Judged:
    """One answer of a handed-in attempt beside the question it was given to."""

    payload: Mapping[str, Any]
    response: Any
    grade: grading.Grade


class Unreadable(Exception):
    """Some answers cannot be read: question key → why. Nothing was handed in."""

    def __init__(self, problems: dict[uuid.UUID, grading.Unreadable]) -> None:
        super().__init__("answers cannot be read")
        self.problems = problems


def start(person: Person, *, lesson: LessonInfo, quiz: QuizInfo, locale: str) -> QuizAttempt:
    """The open attempt at this quiz, or a new one with its own frozen questions. Two tabs share one attempt."""
    own = QuizAttempt.objects.filter(**person.owner, lesson_key=lesson.key, block_id=quiz.block_id)
    for _ in range(3):
        newest = own.order_by("-number").first()
        if newest and newest.submitted_at is None:
            return newest
        try:
            with transaction.atomic():
                return _freeze(person, lesson, quiz, locale, (newest.number if newest else 0) + 1)
        except IntegrityError:
            continue  # the other tab was first: take its attempt
    raise IntegrityError("could not start an attempt")


def _freeze(person: Person, lesson: LessonInfo, quiz: QuizInfo, locale: str, number: int) -> QuizAttempt:
    seed = secrets.randbelow(2**31)
    versions = latest_versions(quiz.question_keys, locale)
    keys = [key for key in quiz.question_keys if key in versions]
    chance = random.Random(seed)
    if quiz.draw and quiz.draw < len(keys):
        keys = sorted(chance.sample(keys, quiz.draw), key=keys.index)
    if quiz.shuffle:
        chance.shuffle(keys)
    attempt = QuizAttempt.objects.create(
        **person.owner,
        lesson_key=lesson.key,
        block_id=quiz.block_id,
        number=number,
        locale=locale,
        seed=seed,
        pass_mark=quiz.pass_mark,
    )
    Answer.objects.bulk_create(
        [
            Answer(attempt=attempt, question_key=key, version=versions[key], order=order)
            for order, key in enumerate(keys)
        ]
    )
    return attempt


def submit(person: Person, *, attempt: QuizAttempt, lesson: LessonInfo, responses: Mapping[uuid.UUID, Any]) -> bool:
    """Judge and close the attempt; False when it was already handed in (a retry changes nothing)."""
    with transaction.atomic():
        # Only the row that is still open may be closed: of two identical submissions one does the work.
        if not QuizAttempt.objects.filter(pk=attempt.pk, submitted_at=None, **person.owner).update(
            submitted_at=timezone.now()
        ):
            return False
        answers = list(attempt.answers.select_related("version"))
        problems: dict[uuid.UUID, grading.Unreadable] = {}
        score = Decimal(0)
        for answer in answers:
            answer.response = responses.get(answer.question_key)
            try:
                result = grading.grade(answer.version.payload, answer.response, locale=attempt.locale)
            except grading.Unreadable as problem:
                problems[answer.question_key] = problem
                continue
            answer.score = (result.points or Decimal(0)).quantize(Decimal("0.001"))
            score += answer.score
        if problems:
            raise Unreadable(problems)  # rolls the closing back
        Answer.objects.bulk_update(answers, ["response", "score"])
        QuizAttempt.objects.filter(pk=attempt.pk).update(score=score, max_score=Decimal(len(answers)))
        mark_done(person, lesson_key=attempt.lesson_key, block_id=attempt.block_id, kind="quiz", state={})
        if person.user_id:
            record_right(person.user_id, [answer.question_key for answer in answers if answer.score == RIGHT])
            record_earned(person.user_id, lesson)
    attempt.refresh_from_db()
    return True


def judged(attempt: QuizAttempt) -> list[Judged]:
    """The attempt question by question, judged by the versions it froze."""
    return [
        Judged(a.version.payload, a.response, grading.grade(a.version.payload, a.response, locale=attempt.locale))
        for a in attempt.answers.select_related("version")
    ]


def result(attempt: QuizAttempt) -> tuple[int | None, bool]:
    """Percent and whether it reached the attempt's own pass mark."""
    value = attempt_percent(attempt.score, attempt.max_score)
    return value, value is not None and value >= attempt.pass_mark
