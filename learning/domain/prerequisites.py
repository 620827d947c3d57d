"""What comes before a lesson. Reading is free; what is strict holds up completion, unless staff lifted it."""

import uuid
from collections.abc import Iterable, Set

from cms.catalogue import LessonInfo, get_catalogue
from learning.domain.people import Person, lessons_of
from learning.models import PrerequisiteWaiver


class Locked(Exception):
    """Strict prerequisites are not complete; `lessons` names them."""

    def __init__(self, lessons: Iterable[LessonInfo]) -> None:
        super().__init__("strict prerequisites are open")
        self.lessons = tuple(lessons)


def lessons_before(lesson: LessonInfo) -> tuple[LessonInfo, ...]:
    """The published prerequisites, in their order."""
    lessons = get_catalogue().lessons
    return tuple(lessons[key] for key in lesson.prerequisites if key in lessons)


def missing_before(lesson: LessonInfo, done: Set[uuid.UUID]) -> tuple[LessonInfo, ...]:
    """The strict prerequisites that are not among the complete lessons."""
    return tuple(before for before in lessons_before(lesson) if before.key in lesson.strict - done)


def refuse_locked(person: Person, lesson: LessonInfo, done: Set[uuid.UUID] | None = None) -> None:
    """Raises Locked. `done`: the complete lessons of this person, where the caller has read them. Mostly no query."""
    if not lesson.strict:
        return
    if done is None:
        rows = lessons_of(person).filter(lesson_key__in=lesson.strict, completed_at__isnull=False)
        done = set(rows.values_list("lesson_key", flat=True))
    missing = missing_before(lesson, done)
    if missing and not is_opened(person, lesson):
        raise Locked(missing)


def is_opened(person: Person, lesson: LessonInfo) -> bool:
    """Whether staff lifted the prerequisites of this lesson for this account."""
    if person.user_id is None:
        return False
    return PrerequisiteWaiver.objects.filter(user_id=person.user_id, lesson_key=lesson.key, revoked_at=None).exists()
