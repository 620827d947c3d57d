"""Answers that a person reads: put on the review desk when they are handed in, given points there, once.

The attempt that holds the answer, and every retake that carries it over, gains the points in the transaction of the
decision; a score is never lowered this way.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.urls import reverse

from cms.catalogue import get_catalogue
from learning.domain.exercises import RIGHT, record_right
from learning.domain.progress import record_locked
from learning.domain.quiz_rules import is_late
from learning.models import Answer, QuizAttempt
from skills.domain import review as reviewing
from skills.domain.evidence import one_at_a_time
from skills.models import Review, ReviewDecision

KIND = "answer"


def subject_of(attempt_uuid: uuid.UUID, question_key: uuid.UUID) -> str:
    return f"{attempt_uuid}:{question_key}"


def ask(user_id: int, *, attempt: QuizAttempt, answers: Sequence[Answer], title: Mapping[str, str]) -> None:
    """Put the answers that wait on the desk; those carried over are there already."""
    for row in answers:
        if row.score is None and row.carried_from_id is None:
            payload = row.version.payload
            asked = reviewing.Asked(
                kind=KIND,
                subject=subject_of(attempt.uuid, row.question_key),
                work_key=str(attempt.uuid),
                # The word is the same in both languages; the number is that of the result page.
                title={language: f"{name}, question {row.order + 1}" for language, name in title.items()},
                skills=[(skill["code"], skill["level"]) for skill in payload.get("skills", [])],
            )
            reviewing.request(user_id, asked)


def work(subject: str, number: int, language: str) -> dict[str, Any]:
    """What `learning/works/answer.html` shows the reader: the question, what to look for, the answer."""
    row = _answer(subject)
    payload, attempt = row.version.payload, row.attempt
    lesson = get_catalogue().lessons.get(row.attempt.lesson_key)
    return {
        "prompt": payload["prompt"],
        "response": row.response,
        "rubric": [criterion["text"] for criterion in payload.get("criteria", [])],
        "accepted": payload.get("accepted", []),
        "general": payload.get("general", ""),
        "lesson": lesson.title[language] if lesson else "",
        "lesson_url": lesson.url[language] if lesson else "",
        "late": is_late(attempt.started_at, attempt.time_limit, attempt.submitted_at or attempt.started_at),
        "language": row.version.locale,
    }


def url(subject: str) -> str:
    """The learner's own page: the result of the attempt."""
    return reverse("learning:result", args=[subject.partition(":")[0]])


def settle(review: Review, points: Decimal) -> None:
    """Give an answer its points, in the transaction of the decision."""
    one_at_a_time(review.learner_id)
    first = _answer(review.subject)
    for row in Answer.objects.filter(Q(pk=first.pk) | Q(carried_from=first)).select_related("attempt"):
        gained = points - (row.score or Decimal(0))
        if row.score is None or gained > 0:
            Answer.objects.filter(pk=row.pk).update(score=points)
        # Added up here: SQLite would add binary fractions.
        if gained > 0 and row.attempt.score is not None:
            QuizAttempt.objects.filter(pk=row.attempt_id).update(score=row.attempt.score + gained)
    if points == RIGHT and not first.attempt.late:
        record_right(review.learner_id, [first.question_key])
    lesson = get_catalogue().lessons.get(first.attempt.lesson_key)
    if lesson is not None:
        record_locked(review.learner_id, lesson)


def decided(attempt: QuizAttempt, answers: Sequence[Answer]) -> dict[uuid.UUID, ReviewDecision]:
    """Question key → the reader's word; no statement for attempts that no reader is asked about."""
    read = [row for row in answers if row.response and by_person(row.version.payload)]
    if not read:
        return {}
    firsts = {row.carried_from_id: row for row in read if row.carried_from_id}
    subjects = {subject_of(attempt.uuid, row.question_key): row.question_key for row in read if not row.carried_from_id}
    for first in Answer.objects.filter(pk__in=firsts).select_related("attempt") if firsts else ():
        subjects[subject_of(first.attempt.uuid, first.question_key)] = first.question_key
    rows = ReviewDecision.objects.filter(review__kind=KIND, review__subject__in=subjects)
    return {subjects[row.review.subject]: row for row in rows.select_related("review", "reviewer")}


def graded(question_key: uuid.UUID, payloads: Iterable[Mapping[str, Any]]) -> set[int]:
    """The answers to this question that have a reader's points, those carried over with them. A person's judgement
    stands: nothing that judges by rule may change them. No statement for a question that nobody reads.
    """
    if not any(by_person(payload) for payload in payloads):
        return set()
    rows = ReviewDecision.objects.filter(
        review__kind=KIND, review__subject__endswith=f":{question_key}", outcome=ReviewDecision.Outcome.GRADED
    )
    attempts = {uuid.UUID(subject.partition(":")[0]) for subject in rows.values_list("review__subject", flat=True)}
    first = Q(attempt__uuid__in=attempts, carried_from=None) | Q(carried_from__attempt__uuid__in=attempts)
    return set(Answer.objects.filter(first, question_key=question_key).values_list("pk", flat=True))


def by_person(payload: Mapping[str, Any]) -> bool:
    """Whether a person may have to read an answer to this question."""
    return payload["kind"] == "long" or bool(payload.get("reviewed"))


def _answer(subject: str) -> Answer:
    attempt, _, question = subject.partition(":")
    rows = Answer.objects.select_related("attempt", "version")
    return rows.get(attempt__uuid=uuid.UUID(attempt), question_key=uuid.UUID(question))
