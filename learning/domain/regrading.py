"""Judging a question again after its key changed: first who would change, then, once and with its history, the change.

Attempts still open keep the version they froze. What people completed stays complete, whatever becomes of their points.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.models import User
from cms.catalogue import LessonInfo, get_catalogue
from cms.models import QuestionVersion
from learning.domain import answer_reviews, earning, exercises, grading
from learning.domain.regrade_changes import KIND, Change, tell
from learning.models import Answer, QuizAttempt, Regrade, RegradedAnswer
from skills.domain import many

Mode = Regrade.Mode
POINT = Decimal("0.001")
BATCH = 500


@dataclass(frozen=True)
class Plan:
    """Who would change. `unreadable`: answers that the new version cannot judge; `by_person`: answers that a
    reader gave their points. Both keep them.
    """

    version: QuestionVersion
    mode: str
    number: int
    changes: tuple[Change, ...]
    judged: int
    unreadable: int
    still_open: int
    by_person: int = 0

    @property
    def falling(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.falls)

    @property
    def rising(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if not change.falls)

    @property
    def seal(self) -> str:
        """What was shown, in short: the same only while the same answers would change in the same way."""
        rows = sorted((c.answer_id, c.from_id, c.to_id, str(c.old), str(c.new), str(c.score)) for c in self.changes)
        return hashlib.sha256(json.dumps([self.mode, rows]).encode()).hexdigest()


class Unknown(Exception):
    """No version of this question was ever published."""


class Refused(Exception):
    """Nothing was done. `code`: moved (the answers are others than those shown), nothing, reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def plan(question_key: UUID, *, mode: str) -> Plan:
    """The dry run: nothing is written. Raises Unknown for a question that was never published."""
    versions = {row.pk: row for row in QuestionVersion.objects.filter(question_key=question_key).order_by("number")}
    newest = {row.locale: row for row in versions.values()}
    if not newest:
        raise Unknown(question_key)
    rows = Answer.objects.filter(version_id__in=versions, score__isnull=False, attempt__submitted_at__isnull=False)
    columns: Any = rows.order_by("attempt_id").values_list(
        "pk", "version_id", "response", "score", "attempt__locale", "attempt__score", "attempt__max_score",
        "attempt_id", "attempt__uuid", "attempt__user_id", "attempt__number", "attempt__lesson_key",
        "attempt__block_id", "attempt__pass_mark", "attempt__late",
    )  # fmt: skip
    known: dict[tuple[int, str, str], Decimal | None] = {}
    said = answer_reviews.graded(question_key, [row.payload for row in versions.values()])
    changes, judged, unreadable, by_person = [], 0, 0, 0
    for pk, version_id, response, old, locale, score, top, *attempt in columns:
        version, judged = versions[version_id], judged + 1
        to = newest[version.locale] if mode == Mode.JUDGE else version
        if mode == Mode.CREDIT:
            credit = points(version, to, response, locale, mode=mode)
            new = old if credit is None else credit
        elif to.pk == version_id:
            continue
        elif pk in said:
            new = old
        else:
            asked = (version_id, locale, json.dumps(response, sort_keys=True))
            if asked not in known:
                known[asked] = points(version, to, response, locale, mode=mode)
            given = known[asked]
            unreadable += given is None
            new = old if given is None else given
        if pk in said:
            by_person += mode == Mode.JUDGE or new != old
        elif new != old:
            new = new.quantize(POINT)
            row: Any = (pk, *attempt, version_id, to.pk, old, new, score, top)
            changes.append(Change(*row))
    still_open = Answer.objects.filter(version_id__in=versions, attempt__submitted_at=None).count()
    last = Regrade.objects.filter(question_key=question_key).aggregate(top=Max("number"))["top"] or 0
    shown = newest.get("fr") or next(iter(newest.values()))
    return Plan(shown, mode, last, tuple(changes), judged, unreadable, still_open, by_person)


def points(version: QuestionVersion, to: QuestionVersion, response: Any, locale: str, *, mode: str) -> Decimal | None:
    """What an answer is worth by this way of judging; None where it keeps its points: nothing was answered that could
    be credited, or the newer version cannot judge what was answered to the older one.
    """
    if mode == Mode.CREDIT:
        return None if grading.empty(response) else Decimal(1)
    if version.payload["kind"] != to.payload["kind"]:
        return None
    try:
        given = grading.grade(to.payload, response, locale=locale).points
    except grading.Unreadable:
        return None
    return None if given is None else given.quantize(POINT)


def flipped(changes: Iterable[Change]) -> list[tuple[LessonInfo, list[Change]]]:
    """Changes that pass or fail an attempt otherwise, by lesson; lessons no longer published prove nothing new."""
    lessons = get_catalogue().lessons
    found: dict[UUID, list[Change]] = defaultdict(list)
    for change in changes:
        if change.passed[0] != change.passed[1] and change.lesson_key in lessons:
            found[change.lesson_key].append(change)
    return [(lessons[key], of_lesson) for key, of_lesson in found.items()]


def apply(
    question_key: UUID, *, mode: str, by: User, number: int, seal: str, lower: bool = False, reason: str = ""
) -> Regrade:
    """Write what the dry run showed (`number` and `seal` are its own), once; answers that fall only with `lower`.

    Raises Refused when another regrade came first or the answers are others by now, when nothing would change, and
    when something falls without a reason. One transaction: all of it or nothing.
    """
    try:
        with transaction.atomic():
            return _apply(question_key, mode, by, number, seal, lower, reason.strip())
    except IntegrityError as error:
        raise Refused("moved") from error


def _apply(question_key: UUID, mode: str, by: User, number: int, seal: str, lower: bool, reason: str) -> Regrade:
    # Learners before attempts, as handing in does. Whoever waited here reads what the first one wrote.
    wanted = Answer.objects.filter(version__question_key=question_key, attempt__submitted_at__isnull=False)
    many.lock({user for user in wanted.values_list("attempt__user_id", flat=True) if user is not None})
    attempts = QuizAttempt.objects.select_for_update(no_key=True).filter(pk__in=wanted.values("attempt_id"))
    list(attempts.order_by("pk").values_list("pk", flat=True))
    found = plan(question_key, mode=mode)
    if (found.number, found.seal) != (number, seal):
        raise Refused("moved")
    changes = found.changes if lower else found.rising
    if not changes:
        raise Refused("nothing")
    if any(change.falls for change in changes) and not reason:
        raise Refused("reason")
    regrade = Regrade.objects.create(
        question_key=question_key,
        number=number + 1,
        mode=mode,
        version=found.version,
        lowered=lower,
        reason=reason,
        by=by,
    )
    _write(regrade, changes)
    for lesson, rows in flipped(changes):
        fell: dict[int, set[UUID]] = defaultdict(set)
        for change in rows:
            if change.user_id is not None:
                fell[change.user_id] |= {change.block_id} if change.falls else set()
        earning.follow(lesson, fell, reason=reason or KIND)
    exercises.follow(question_key, {c.user_id for c in changes if c.user_id is not None}, reason=reason or KIND)
    tell(regrade, changes)
    return regrade


def _write(regrade: Regrade, changes: Iterable[Change]) -> None:
    """History, answers and attempts, a statement for each different number of points and batch."""
    changes = list(changes)
    history = [
        RegradedAnswer(
            regrade=regrade,
            answer_id=change.answer_id,
            from_version_id=change.from_id,
            to_version_id=change.to_id,
            old_score=change.old,
            new_score=change.new,
        )
        for change in changes
    ]
    RegradedAnswer.objects.bulk_create(history, batch_size=BATCH)
    answers: dict[tuple[Decimal, int, int], list[int]] = defaultdict(list)
    attempts: dict[Decimal, list[int]] = defaultdict(list)
    for change in changes:
        answers[change.new, change.from_id, change.to_id].append(change.answer_id)
        attempts[change.new_score].append(change.attempt_id)
    for (score, _, to_id), pks in answers.items():
        for batch in many.batches(pks):
            Answer.objects.filter(pk__in=batch).update(score=score, version_id=to_id)
    # The sum itself, not "what stands there plus": decimals are floats to SQLite's arithmetic.
    for score, pks in attempts.items():
        for batch in many.batches(pks):
            QuizAttempt.objects.filter(pk__in=batch).update(score=score)
