"""Lessons that were split or merged: who completed the old one has completed the new one, through it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from cms.catalogue import Catalogue, get_catalogue
from cms.models import LessonMove
from learning.domain.earning import done_by_many
from learning.domain.people import Person
from learning.domain.progress import LESSON, announce, earned
from learning.models import LessonProgress
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
    moved = LessonProgress.objects.filter(lesson_key__in=old_keys, completed_at__isnull=False, user__isnull=False)
    many.lock(user_id for user_id in moved.values_list("user_id", flat=True) if user_id is not None)
    rows = LessonProgress.objects.filter(lesson_key__in=old_keys, completed_at__isnull=False)
    proved = Evidence.objects.filter(
        source_kind=LESSON, source_key__in=[str(key) for key in old_keys], withdrawn_at=None, user__isnull=False
    )
    passed = set(proved.values_list("user_id", "source_key"))
    # Of several lessons merged into one, a passed one goes first, then the one completed first.
    best: dict[tuple[Any, Any], LessonProgress] = {}
    for row in rows.order_by("completed_at", "pk").iterator(chunk_size=2000):
        ok = row.through_passed or (row.user_id, str(row.lesson_key)) in passed
        new = LessonProgress(
            user_id=row.user_id,
            visitor=row.visitor,
            lesson_key=new_key,
            started_at=row.started_at,
            seen_at=row.seen_at,
            completed_at=row.completed_at,
            through=row.lesson_key,
            through_passed=ok,
        )
        owner = (row.user_id, row.visitor)
        if owner not in best or (ok and not best[owner].through_passed):
            best[owner] = new
    own = LessonProgress.objects.filter(lesson_key=new_key)
    # Who had begun the lesson that others were merged into keeps the row, complete now.
    begun = [row for row in own.filter(completed_at=None) if (row.user_id, row.visitor) in best]
    for row in begun:
        new = best[row.user_id, row.visitor]
        row.completed_at, row.through, row.through_passed = new.completed_at, new.through, new.through_passed
    LessonProgress.objects.bulk_update(begun, ["completed_at", "through", "through_passed"], batch_size=BATCH)
    LessonProgress.objects.bulk_create(best.values(), ignore_conflicts=True, batch_size=BATCH)
    _record_modules(new_key, [user_id for user_id, _ in best if user_id is not None])


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


def counted_through(person: Person, catalogue: Catalogue) -> dict[UUID, dict[str, str]]:
    """Lesson → what the lesson was called through which it counts; one statement."""
    rows = LessonProgress.objects.filter(**person.owner, through__isnull=False, completed_at__isnull=False)
    return {
        key: catalogue.former[old]
        for key, old in rows.values_list("lesson_key", "through")
        if old is not None and old in catalogue.former
    }
