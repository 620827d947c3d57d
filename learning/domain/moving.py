"""Lessons that were split or merged: who completed the old one has completed the new one, through it."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from cms.catalogue import Catalogue, get_catalogue
from cms.models import LessonMove, LessonPage
from learning.domain.earning import done_by_many
from learning.domain.people import Person, lessons_of
from learning.domain.progress import LESSON, announce, earned
from learning.domain.results import attempt_percent, reaches
from learning.models import LessonProgress, Progress, QuizAttempt, VisitorProgress
from skills.domain import many
from skills.models import Evidence

BATCH = 500


@transaction.atomic
def carry(moves: Iterable[LessonMove]) -> None:
    """Give each completion of an old lesson to the new ones; what a person undoes later stays undone.

    The proof of the old lesson stays in the ledger as it is; modules that are whole now are recorded.
    """
    olds: dict[UUID, list[UUID]] = {}
    for move in moves:
        olds.setdefault(move.new_key, []).append(move.old_key)
    for new_key, old_keys in olds.items():
        _carry(new_key, old_keys)


def _carry(new_key: UUID, old_keys: list[UUID]) -> None:
    # Learners before their rows, as whoever completes a lesson: what is read next is what they left.
    moved = LessonProgress.objects.filter(lesson_key__in=old_keys, completed_at__isnull=False)
    many.lock(moved.values_list("user_id", flat=True))
    proved = Evidence.objects.filter(
        source_kind=LESSON, source_key__in=[str(key) for key in old_keys], withdrawn_at=None, user__isnull=False
    )
    passed = set(proved.values_list("user_id", "source_key"))
    _carry_rows(VisitorProgress, "visitor", new_key, old_keys, _passed_by_visitors(old_keys))
    _record_modules(new_key, _carry_rows(LessonProgress, "user_id", new_key, old_keys, passed))


def _passed_by_visitors(lesson_keys: list[UUID]) -> set[tuple[Any, str]]:
    """(visitor, lesson) of those who reached the pass mark of each of its quizzes: they have no ledger. Of a lesson
    whose page is gone only those quizzes are known that somebody took.
    """
    best: dict[tuple[Any, str], dict[UUID, bool]] = {}
    rows = QuizAttempt.objects.filter(
        visitor__isnull=False, lesson_key__in=lesson_keys, submitted_at__isnull=False
    ).values_list("visitor", "lesson_key", "block_id", "score", "max_score", "pass_mark", "late")
    for visitor, key, block_id, score, top, mark, late in rows.iterator(chunk_size=2000):
        quizzes = best.setdefault((visitor, str(key)), {})
        ok = reaches(attempt_percent(score, top), mark, late=late)
        quizzes[block_id] = quizzes.get(block_id, False) or ok
    asked = {
        str(old.translation_key): {UUID(child.id) for child in old.body if child.block_type == "quiz"}
        for old in LessonPage.objects.filter(translation_key__in=lesson_keys, locale__language_code="fr")
    }
    return {who for who, quizzes in best.items() if all(map(quizzes.get, asked.get(who[1], quizzes)))}


def _carry_rows(
    model: type[Progress], owner: str, new_key: UUID, old_keys: list[UUID], passed: set[tuple[Any, str]]
) -> list[Any]:
    """The completions of accounts, or of visitors; `passed`: (owner, old key) of those whose quizzes were passed.
    Returns whose completions they were.
    """
    rows: QuerySet[Any] = model._default_manager.filter(lesson_key__in=old_keys, completed_at__isnull=False)
    # Of several lessons merged into one, a passed one goes first, then the one completed first.
    best: dict[Any, Any] = {}
    for row in rows.order_by("completed_at", "started_at", "lesson_key").iterator(chunk_size=2000):
        who = getattr(row, owner)
        ok = row.through_passed or (who, str(row.lesson_key)) in passed
        if who not in best or (ok and not best[who].through_passed):
            best[who] = model(
                **{owner: who},
                lesson_key=new_key,
                started_at=row.started_at,
                seen_at=row.seen_at,
                completed_at=row.completed_at,
                through=row.lesson_key,
                through_passed=ok or None,
            )
    # Who had begun the lesson that others were merged into keeps the row, complete now.
    open_rows: QuerySet[Any] = model._default_manager.filter(lesson_key=new_key, completed_at=None)
    begun = [row for row in open_rows if getattr(row, owner) in best]
    for row in begun:
        new = best[getattr(row, owner)]
        row.completed_at, row.through, row.through_passed = new.completed_at, new.through, new.through_passed
    model._default_manager.bulk_update(begun, ["completed_at", "through", "through_passed"], batch_size=BATCH)
    model._default_manager.bulk_create(best.values(), ignore_conflicts=True, batch_size=BATCH)
    return list(best)


def _record_modules(lesson_key: UUID, user_ids: list[int]) -> None:
    catalogue = get_catalogue()
    lesson = catalogue.lessons.get(lesson_key)
    if lesson is None or not user_ids:
        return
    near = {lesson_key, *(key for module in catalogue.modules_of(lesson_key) for key in module.required)}
    works = {}
    for user_id, done in done_by_many(sorted(user_ids), near, {}).items():
        if modules := {work: module for work, module in earned(lesson, done, catalogue).items() if module}:
            works[user_id] = modules
    added = many.record_many({user_id: list(found) for user_id, found in works.items()})
    for user_id, new in added.items():
        announce(user_id, works[user_id], new)


class Through(NamedTuple):
    """The lesson through which another counts: what it was called, and whether its quizzes were passed there."""

    names: dict[str, str]
    passed: bool


def counted_through(person: Person, catalogue: Catalogue) -> dict[UUID, Through]:
    """Lesson → the lesson through which it counts; one statement."""
    rows = lessons_of(person).filter(through__isnull=False, completed_at__isnull=False)
    return {
        key: Through(catalogue.former[old], bool(passed))
        for key, old, passed in rows.values_list("lesson_key", "through", "through_passed")
        if old is not None and old in catalogue.former
    }
