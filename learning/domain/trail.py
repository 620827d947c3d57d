"""What somebody did along the paths, read in one statement: for the dashboard and the page of a path."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, models

from accounts.models import Notification
from learning.domain.people import Person
from learning.models import Enrolment, LessonProgress
from lib.moments import moment


@dataclass(frozen=True)
class Trail:
    """`lessons`: lesson key → (seen, completed); `followed`: keys of paths, the one joined last first."""

    lessons: dict[UUID, tuple[datetime, datetime | None]] = field(default_factory=dict)
    followed: tuple[UUID, ...] = ()
    unread: int = 0  # notifications
    updates_seen: dict[UUID, int] = field(default_factory=dict)  # lesson key → number of the last update seen


_LESSONS = f"""
SELECT 'lesson', CAST(lesson_key AS text), CAST(seen_at AS text), CAST(completed_at AS text), update_seen
 FROM {LessonProgress._meta.db_table} WHERE """  # noqa: S608  names of our own tables
_OF_ACCOUNT = f"""{_LESSONS} user_id = %s
UNION ALL SELECT 'path', CAST(path_key AS text), NULL, NULL, id
 FROM {Enrolment._meta.db_table} WHERE user_id = %s
UNION ALL SELECT 'unread', '', NULL, NULL, COUNT(*)
 FROM {Notification._meta.db_table} WHERE user_id = %s AND read_at IS NULL"""  # noqa: S608
_OF_VISITOR = f"{_LESSONS} visitor = %s"


def trail_of(person: Person) -> Trail:
    """One statement for somebody known, none for a newcomer."""
    if not person.known:
        return Trail()
    with connection.cursor() as cursor:
        if person.user_id is not None:
            cursor.execute(_OF_ACCOUNT, [person.user_id] * 3)
        else:
            cursor.execute(_OF_VISITOR, [models.UUIDField().get_db_prep_value(person.visitor, connection)])
        rows = cursor.fetchall()
    lessons: dict[UUID, tuple[datetime, datetime | None]] = {}
    paths: list[tuple[int, UUID]] = []
    unread = 0
    updates: dict[UUID, int] = {}
    for kind, key, at, completed_at, number in rows:
        if kind == "lesson":
            seen = moment(at)
            assert seen is not None  # the column takes no NULL
            lessons[UUID(key)] = (seen, moment(completed_at))
            if number:
                updates[UUID(key)] = number
        elif kind == "path":
            paths.append((number, UUID(key)))
        else:
            unread = number
    return Trail(lessons, tuple(key for _, key in sorted(paths, reverse=True)), unread, updates)
