"""Quiz attempts: started with frozen questions, handed in once, judged by what was frozen.

A retake asks again only what an attempt got wrong. It is an attempt like any other (it has a number, counts for the
most attempts, waits for the cool-down) that starts with copies of the answers it does not ask again: those fully right
and those that wait for a reader. Its points are the sum of all its answers, so new points replace the wrong ones of the
attempt it repeats, and its percent is the combined one for everybody who reads it. Late attempts are not repeated this
way: what came late would pass in the end.
"""

import random
import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cms.catalogue import LessonInfo, QuizInfo, latest_versions
from learning.domain import answer_reviews, grading, quiz_rules
from learning.domain.blocks import done_noted
from learning.domain.exercises import RIGHT, right_works
from learning.domain.people import Person
from learning.domain.progress import record_locked
from learning.domain.quiz_rules import Closed, Rules
from learning.domain.results import attempt_percent, reaches
from learning.domain.review_cards import new_cards, wrong_in
from learning.models import Answer, ExtraAttempt, QuizAttempt
from lib.statements import prepared, uuid_value
from lib.writes import send, update
from skills.domain.evidence import lock_first, one_at_a_time


class Unreadable(Exception):
    """Some answers cannot be read: question key → why. Nothing was handed in."""

    def __init__(self, problems: dict[uuid.UUID, grading.Unreadable]) -> None:
        super().__init__("answers cannot be read")
        self.problems = problems


class Unanswered(Exception):
    """Nothing was handed in: these questions hold no answer, and nobody said that this is meant."""

    def __init__(self, keys: list[uuid.UUID]) -> None:
        super().__init__("questions without an answer")
        self.keys = keys


class NotOpen(Exception):
    """No attempt may start: `code` is attempts, cool_down (`opens_at` says until when) or nothing (to repeat)."""

    def __init__(self, code: str, opens_at: datetime | None = None) -> None:
        super().__init__(code)
        self.code, self.opens_at = code, opens_at


def rules_of(attempt: QuizAttempt) -> Rules:
    return Rules(attempt.max_attempts, attempt.cool_down)


def closed_after(newest: QuizAttempt | None, quiz: QuizInfo) -> Closed | None:
    """Whether no attempt may follow the newest one now. An open one is gone on with, whatever the rules."""
    if newest is None or newest.submitted_at is None:
        return None
    rules, given = quiz_rules.kinder(rules_of(newest), Rules(quiz.attempts, quiz.cool_down)), []
    if rules.attempts is not None and newest.user_id and newest.number >= rules.attempts:
        rows = ExtraAttempt.objects.filter(user_id=newest.user_id, lesson_key=newest.lesson_key)
        given = list(rows.filter(block_id=newest.block_id).values_list("opens_number", flat=True))
    return quiz_rules.closed(rules, tries=newest.number, last=newest.submitted_at, now=timezone.now(), given=given)


def start(
    person: Person, *, lesson: LessonInfo, quiz: QuizInfo, locale: str, repeat: QuizAttempt | None = None
) -> QuizAttempt:
    """The open attempt at this quiz, or a new one with its own frozen questions. Two tabs share one attempt.

    `repeat`: a retake of what was wrong in that attempt, in its language. Raises NotOpen.
    """
    for _ in range(3):
        newest = newest_of(person, lesson_key=lesson.key, block_id=quiz.block_id)
        if newest and newest.submitted_at is None:
            return newest
        if shut := closed_after(newest, quiz):
            raise NotOpen(shut.code, shut.opens_at)
        number = (newest.number if newest else 0) + 1
        try:
            with transaction.atomic():
                if repeat is not None:
                    return _repeat(person, lesson, quiz, repeat, number)
                return _freeze(person, lesson, quiz, locale, number)
        except IntegrityError:
            continue  # the other tab was first: take its attempt
    raise IntegrityError("could not start an attempt")


def newest_of(person: Person, *, lesson_key: uuid.UUID, block_id: uuid.UUID) -> QuizAttempt | None:
    rows = QuizAttempt.objects.filter(**person.owner, lesson_key=lesson_key, block_id=block_id)
    return rows.order_by("-number").first()


def passed_by(person: Person, other: QuizAttempt) -> QuizAttempt | None:
    """The best of one's attempts that passes the quiz of `other`, the first of equals; None while none does."""
    rows = QuizAttempt.objects.filter(**person.owner, lesson_key=other.lesson_key, block_id=other.block_id)
    handed_in = rows.exclude(pk=other.pk).filter(submitted_at__isnull=False, late=False).order_by("number")
    passed = [row for row in handed_in if reaches(percent_of(row), row.pass_mark, late=row.late)]
    return max(passed, key=percent_of, default=None)


def percent_of(attempt: QuizAttempt) -> int:
    return attempt_percent(attempt.score, attempt.max_score) or 0


def _create(person: Person, lesson: LessonInfo, quiz: QuizInfo, **fields: Any) -> QuizAttempt:
    return QuizAttempt.objects.create(
        **person.owner,
        lesson_key=lesson.key,
        block_id=quiz.block_id,
        pass_mark=quiz.pass_mark,
        time_limit=quiz.time_limit,
        max_attempts=quiz.attempts,
        cool_down=quiz.cool_down,
        **fields,
    )


def _freeze(person: Person, lesson: LessonInfo, quiz: QuizInfo, locale: str, number: int) -> QuizAttempt:
    seed = secrets.randbelow(2**31)
    versions = latest_versions(quiz.question_keys, locale)
    keys = [key for key in quiz.question_keys if key in versions]
    chance = random.Random(seed)
    if quiz.draw and quiz.draw < len(keys):
        keys = sorted(chance.sample(keys, quiz.draw), key=keys.index)
    if quiz.shuffle:
        chance.shuffle(keys)
    attempt = _create(person, lesson, quiz, number=number, locale=locale, seed=seed)
    Answer.objects.bulk_create(
        [
            Answer(attempt=attempt, question_key=key, version=versions[key], order=order)
            for order, key in enumerate(keys)
        ]
    )
    return attempt


def repeatable(attempt: QuizAttempt, answers: Sequence[Answer]) -> int:
    """How many questions a retake of this attempt would ask; 0 when there is nothing to repeat."""
    if attempt.submitted_at is None or attempt.late:
        return 0
    return len(quiz_rules.split({answer.pk: answer.score for answer in answers})[0])


def _repeat(person: Person, lesson: LessonInfo, quiz: QuizInfo, base: QuizAttempt, number: int) -> QuizAttempt:
    if person.user_id:
        one_at_a_time(person.user_id)  # a reader who decides now comes before or after, never between
    before = list(base.answers.select_related("version"))
    if not repeatable(base, before):
        raise NotOpen("nothing")
    again, _ = quiz_rules.split({answer.question_key: answer.score for answer in before})
    versions = latest_versions(again, base.locale)
    seed = secrets.randbelow(2**31)
    attempt = _create(person, lesson, quiz, number=number, locale=base.locale, seed=seed, retake_of=base)
    Answer.objects.bulk_create(
        [
            Answer(
                attempt=attempt,
                question_key=row.question_key,
                version=versions.get(row.question_key, row.version) if row.question_key in again else row.version,
                order=row.order,
                **({} if row.question_key in again else _carried(row)),
            )
            for row in before
        ]
    )
    return attempt


def _carried(row: Answer) -> dict[str, Any]:
    return {"response": row.response, "score": row.score, "carried_from_id": row.carried_from_id or row.pk}


def submit(
    person: Person,
    *,
    attempt: QuizAttempt,
    lesson: LessonInfo,
    responses: Mapping[uuid.UUID, Any],
    answers: Sequence[Answer] | None = None,
    ask: bool = False,
) -> bool:
    """Judge and close the attempt; False when it was already handed in (a retry changes nothing).

    `answers`: its rows with their versions, where the caller has read them. `ask`: whether questions without an answer
    are asked about while there is time. Raises Unreadable, Unanswered.
    """
    rows = list(attempt.answers.select_related("version")) if answers is None else list(answers)
    asked = [row for row in rows if row.carried_from_id is None]
    _judge(attempt, asked, responses)
    at = timezone.now()
    blank = [row.question_key for row in asked if grading.empty(row.response)]
    if blank and ask and quiz_rules.leaves_time(attempt.started_at, attempt.time_limit, at):
        raise Unanswered(blank)
    with transaction.atomic():
        if len(asked) < len(rows):
            _reread(person, attempt, rows)
        score = quiz_rules.combined(row.score for row in rows)
        late = attempt.late or quiz_rules.is_late(attempt.started_at, attempt.time_limit, at)
        if not _close(person, attempt, at=at, score=score, max_score=Decimal(len(rows)), late=late):
            return False
        beside = [
            *update(rows, names=("response", "score", "version")),
            done_noted(person, lesson_key=attempt.lesson_key, block_id=attempt.block_id, kind="quiz"),
            *new_cards(person, wrong=wrong_in(asked)),
        ]
        if person.user_id is None:
            send(beside)
        else:
            # What came late proves no exercise.
            right = right_works(row.question_key for row in asked if row.score == RIGHT and not late)
            record_locked(person.user_id, lesson, also=right, beside=beside)
            answer_reviews.ask(person.user_id, attempt=attempt, answers=asked, title=lesson.title)
    return True


def _judge(attempt: QuizAttempt, asked: Sequence[Answer], responses: Mapping[uuid.UUID, Any]) -> None:
    """Sets response and score of each row; both were frozen at the start, so nothing needs a lock."""
    problems: dict[uuid.UUID, grading.Unreadable] = {}
    for row in asked:
        row.response = responses.get(row.question_key)
        try:
            points = grading.grade(row.version.payload, row.response, locale=attempt.locale).points
        except grading.Unreadable as problem:
            problems[row.question_key] = problem
        else:
            row.score = None if points is None else points.quantize(Decimal("0.001"))
    if problems:
        raise Unreadable(problems)


def _reread(person: Person, attempt: QuizAttempt, rows: Sequence[Answer]) -> None:
    """What was carried over may have been read by somebody, or judged again, since the retake began: it counts as it
    stands where it was given. Under the lock it stands still.
    """
    if person.user_id:
        one_at_a_time(person.user_id)
    carried = attempt.answers.exclude(carried_from=None)
    now: dict[int, Any] = {
        pk: found for pk, *found in carried.values_list("pk", "carried_from__score", "carried_from__version_id")
    }
    for row in rows:
        row.score, row.version_id = now.get(row.pk, (row.score, row.version_id))


# Only the row that is still open may be closed: of two identical submissions one does the work.
_CLOSE = """{lock}
UPDATE {table} SET submitted_at = %s, score = %s, max_score = %s, late = %s, draft = NULL
 WHERE id = %s AND submitted_at IS NULL AND {own} RETURNING id"""


def _close(
    person: Person, attempt: QuizAttempt, *, at: datetime, score: Decimal, max_score: Decimal, late: bool
) -> bool:
    """Whether this call closed it; one statement, which takes the lock of an account first."""
    meta, field = QuizAttempt._meta, QuizAttempt._meta.get_field("score")
    when = connection.ops.adapt_datetimefield_value(at)
    points = [field.get_db_prep_save(value, connection) for value in (score, max_score)]
    parameters: list[Any] = [when, *points, late, attempt.pk]
    if person.user_id:
        lock, head = lock_first(person.user_id)
        statement = _CLOSE.format(lock=lock, table=meta.db_table, own="user_id = (SELECT id FROM locked)")
        parameters = [*head, *parameters]
    else:
        statement = _CLOSE.format(lock="", table=meta.db_table, own="visitor = %s")
        parameters.append(uuid_value(person.visitor))
    with prepared() as cursor:
        cursor.execute(statement, parameters)
        if cursor.fetchone() is None:
            return False
    attempt.submitted_at, attempt.score, attempt.max_score, attempt.late = at, score, max_score, late
    attempt.draft = None
    return True
