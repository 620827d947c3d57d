"""Exercises that the ladder names: a question answered right counts once, for whoever answers it, wherever it stands.
In an attempt that came late it counts no more than the attempt.

The lesson that a ladder names as an exercise counts with the evidence of the lesson (`progress`).
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from cms.catalogue import get_catalogue
from cms.packs.schema import key_for
from learning.domain.ladder_tasks import EXERCISE
from learning.domain.progress import LESSON, exercise_claims
from learning.models import Answer, BlockProgress
from skills.domain import many
from skills.domain.asked import asked
from skills.domain.evidence import Claim, Work, record_works
from skills.domain.reconcile import reconcile
from skills.domain.standing import requirement_key
from skills.models import ClaimKind, Evidence, Grade

SOURCE = "exercise"
RIGHT = 1  # the score of an answer that has every point


def asked_questions() -> dict[uuid.UUID, str]:
    """Question key → its code, of the questions that a ladder names."""
    return {key_for(target.pack, "question", target.key): target.key for target in asked(EXERCISE)}


def record_right(user_id: int, keys: Iterable[uuid.UUID]) -> None:
    """In the transaction of the answer: those of the questions answered right that a ladder asks for."""
    record_works(user_id, right_works(keys))


def right_works(keys: Iterable[uuid.UUID]) -> list[Work]:
    """What questions answered right prove: one work each, for those that a ladder asks for."""
    known = asked_questions()
    return [_work(key, known[key]) for key in dict.fromkeys(keys) if key in known]


@dataclass
class Consequences:
    """Learner → the work that the ledger lacks; its source → learners who have proved it no longer."""

    appear: dict[int, Work] = field(default_factory=dict)
    vanish: dict[many.Source, set[int]] = field(default_factory=dict)


def consequences(question_key: uuid.UUID, user_ids: set[int], scores: Mapping[int, Decimal]) -> Consequences:
    """What `follow` would do for these learners if these answers had these points."""
    known, found = asked_questions(), Consequences()
    if question_key not in known or not user_ids:
        return found
    work, source = _work(question_key, known[question_key]), (SOURCE, str(question_key))
    rows = _answers().filter(question_key=question_key).values_list("pk", "attempt__user_id", "score")
    right = {user_id for pk, user_id, score in rows if scores.get(pk, score) == RIGHT}
    right |= {user_id for user_id, key in _alone({}) if key == question_key}
    for batch in many.batches(sorted(user_ids)):
        for user_id, held in many.identities(batch).items():
            proved = source in {(kind, key) for _, _, kind, key in held}
            if user_id in right and not proved:
                found.appear[user_id] = work
            elif proved and user_id not in right:
                found.vanish.setdefault(source, set()).add(user_id)
    return found


def follow(question_key: uuid.UUID, user_ids: set[int], *, reason: str) -> None:
    """After answers of many were judged again: who answered right proves it, who did not any more does not.

    The caller holds `skills.domain.many.lock` on them.
    """
    known = asked_questions()
    if question_key not in known:
        return
    right = {user_id for user_id, key in _right() if key == question_key}
    work = _work(question_key, known[question_key])
    many.record_many({user_id: [work] for user_id in user_ids & right})
    many.withdraw_many({(SOURCE, str(question_key)): user_ids - right}, reason=reason)


def right_before(user_id: int) -> set[uuid.UUID]:
    """The questions that this account answered right already, in quizzes or alone."""
    return {key for _, key in _right(user_id)}


def rebuild(check_only: bool) -> list[str]:
    """Right answers and passed lessons without their row: given before a ladder asked for them."""
    known = asked_questions()
    wanted = [(user_id, _work(key, known[key])) for user_id, key in _right() if key in known]
    return reconcile([*wanted, *_lessons()], check_only=check_only)


def _right(user_id: int | None = None) -> Iterator[tuple[int, uuid.UUID]]:
    own = {} if user_id is None else {"user_id": user_id}
    given = _answers().filter(score=RIGHT, **{f"attempt__{name}": value for name, value in own.items()})
    for user, key in given.filter(question_key__in=asked_questions()).values_list("attempt__user_id", "question_key"):
        if user is not None:
            yield user, key
    yield from _alone(own)


def _answers() -> QuerySet[Answer]:
    """Answers of accounts that count: handed in, and in time."""
    return Answer.objects.filter(attempt__late=False, attempt__submitted_at__isnull=False, attempt__user__isnull=False)


def _alone(own: Mapping[str, int]) -> Iterator[tuple[int, uuid.UUID]]:
    """Right answers to questions that stand in a lesson alone."""
    alone = {block: key for lesson in get_catalogue().lessons.values() for block, key in lesson.questions}
    rows = BlockProgress.objects.filter(kind="question", state__right=True, user__isnull=False, **own)
    for user, block in rows.values_list("user_id", "block_id"):
        if user is not None and block in alone:
            yield user, alone[block]


def _lessons() -> Iterator[tuple[int, Work]]:
    lessons = get_catalogue().lessons
    claims = {str(key): made for key, lesson in lessons.items() if (made := exercise_claims(lesson))}
    rows = Evidence.objects.filter(source_kind=LESSON, source_key__in=claims, withdrawn_at=None)
    for user_id, key in rows.values_list("user_id", "source_key").distinct():
        yield user_id, Work(claims[key], Grade.EARNED, LESSON, key, key)


def _work(key: uuid.UUID, code: str) -> Work:
    claim = Claim(ClaimKind.REQUIREMENT, requirement_key(EXERCISE, code))
    return Work((claim,), Grade.EARNED, SOURCE, str(key), str(key))
