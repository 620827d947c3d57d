"""Lessons that changed in earnest since somebody completed them. Told calmly; no completion is ever taken away."""

from collections.abc import Iterator
from datetime import datetime

from cms.catalogue import Catalogue, LessonInfo, Update
from learning.domain.people import Person, lessons_of
from learning.domain.trail import Trail
from learning.models import UpdateSeen


def update_for(lesson: LessonInfo, completed_at: datetime | None, seen: int) -> Update | None:
    """The update that somebody who completed the lesson then has not seen; None when there is nothing to tell."""
    update = lesson.update
    if update is None or completed_at is None or completed_at >= update.at or seen >= update.number:
        return None
    return update


def updated_lessons(trail: Trail, catalogue: Catalogue) -> Iterator[tuple[LessonInfo, Update]]:
    """Lessons with an update to tell, newest update first."""
    found = [
        (lesson, update)
        for key, (_, completed_at) in trail.lessons.items()
        if (lesson := catalogue.lessons.get(key))
        and (update := update_for(lesson, completed_at, trail.updates_seen.get(key, 0)))
    ]
    yield from sorted(found, key=lambda pair: pair[1].at, reverse=True)


def seen(person: Person, *, lesson: LessonInfo) -> bool:
    """Remember that the update was seen; False when there is none, or no row of theirs."""
    if lesson.update is None or not person.known:
        return False
    rows, number = lessons_of(person).filter(lesson_key=lesson.key, completed_at__isnull=False), lesson.update.number
    if person.user_id is None:
        return bool(rows.update(update_seen=number))
    if not rows.exists():
        return False
    UpdateSeen.objects.update_or_create(user_id=person.user_id, lesson_key=lesson.key, defaults={"number": number})
    return True
