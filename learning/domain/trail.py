"""What somebody did along the paths, read in one statement: for the dashboard and the page of a path."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from accounts.models import Notification, User
from learning.domain.people import Person
from learning.domain.review_cards import BESIDE, plan_among
from learning.domain.review_plan import Card, Plan
from learning.domain.rhythm import HOURS, LOOK_BACK, Pace
from learning.models import (
    BlockProgress,
    Enrolment,
    LessonEvent,
    LessonProgress,
    Onboarding,
    Placement,
    PlacementResult,
    QuizAttempt,
    Rhythm,
    UpdateSeen,
    VisitorProgress,
)
from lib.moments import moment, time_of
from lib.statements import known_uuid, prepared, uuid_value
from skills.domain.inputs import Inputs, inputs_with


@dataclass(frozen=True)
class Trail:
    """`lessons`: lesson key → (seen, completed); `followed`: keys of paths, the one joined last first.

    `stops`: lesson key → block last seen, of lessons still open; `active`: in which minutes something was done these
    days; `pace`: what the person means to do a week; `placed`: lesson key and time of what placement tests completed
    these days.
    """

    lessons: dict[UUID, tuple[datetime, datetime | None]] = field(default_factory=dict)
    followed: tuple[UUID, ...] = ()
    unread: int = 0  # notifications
    stops: dict[UUID, UUID] = field(default_factory=dict)
    active: tuple[datetime, ...] = ()
    pace: Pace | None = None
    updates_seen: dict[UUID, int] = field(default_factory=dict)  # lesson key → number of the last update seen
    placed: frozenset[tuple[UUID, datetime]] = frozenset()
    carried: frozenset[UUID] = frozenset()  # lessons passed as the one that they were
    experience: str = ""  # as the first three questions were answered


def _minute(column: str) -> str:
    """A time in UTC without its seconds: which days had work takes no more, and an hour of activities is few rows."""
    return f"SUBSTR(CAST({column} AS text), 1, 16)"


# The number of the last update seen of the lesson of a row of `LessonProgress`.
SEEN = f"""COALESCE((SELECT s.number FROM {UpdateSeen._meta.db_table} s
 WHERE s.user_id = {LessonProgress._meta.db_table}.user_id
 AND s.lesson_key = {LessonProgress._meta.db_table}.lesson_key), 0)"""  # noqa: S608  names of our own tables
_LESSONS = """SELECT 'lesson' AS kind, CAST(lesson_key AS text) AS key, CAST(seen_at AS text) AS at,
 CAST(completed_at AS text) AS completed_at"""
_OF_ACCOUNT = f"""{_LESSONS}, {SEEN} AS number
 FROM {LessonProgress._meta.db_table} WHERE user_id = %s
UNION ALL SELECT 'path', CAST(path_key AS text), NULL, NULL, id
 FROM {Enrolment._meta.db_table} WHERE user_id = %s
UNION ALL SELECT 'unread', '', NULL, NULL, COUNT(*)
 FROM {Notification._meta.db_table} WHERE user_id = %s AND read_at IS NULL
UNION ALL SELECT 'stop', CAST(lesson_key AS text), CAST(last_block AS text), NULL, 0
 FROM {LessonProgress._meta.db_table} WHERE user_id = %s AND last_block IS NOT NULL AND completed_at IS NULL
UNION ALL SELECT 'carried', CAST(lesson_key AS text), NULL, NULL, 0
 FROM {LessonProgress._meta.db_table} WHERE user_id = %s AND through_passed
UNION ALL SELECT 'pace', unit, NULL, NULL, CASE WHEN paused THEN -amount ELSE amount END
 FROM {Rhythm._meta.db_table} WHERE user_id = %s
UNION ALL SELECT 'hours', experience, NULL, NULL, hours_per_week
 FROM {Onboarding._meta.db_table} WHERE user_id = %s
UNION ALL SELECT DISTINCT 'active', '', {_minute("created_at")}, NULL, 0
 FROM {LessonEvent._meta.db_table} WHERE user_id = %s AND created_at >= %s
UNION ALL SELECT DISTINCT 'active', '', {_minute("submitted_at")}, NULL, 0
 FROM {QuizAttempt._meta.db_table} WHERE user_id = %s AND submitted_at >= %s
UNION ALL SELECT DISTINCT 'active', '', {_minute("done_at")}, NULL, 0
 FROM {BlockProgress._meta.db_table} WHERE user_id = %s AND done_at >= %s
UNION ALL SELECT 'placed', CAST(r.lesson_key AS text), CAST(p.submitted_at AS text), NULL, 0
 FROM {Placement._meta.db_table} p JOIN {PlacementResult._meta.db_table} r ON r.placement_id = p.id
 WHERE p.user_id = %s AND p.submitted_at >= %s AND r.placed"""  # noqa: S608
_OF_VISITOR = f"{_LESSONS}, update_seen FROM {VisitorProgress._meta.db_table} WHERE visitor = %s"


# As `inputs_with` takes them.
_BESIDE = f"""SELECT '+' || kind, key, number, 0, COALESCE(at, ''), COALESCE(completed_at, ''), '', NULL, 0, NULL, 0, 0
 FROM ({_OF_ACCOUNT}) AS trail"""  # noqa: S608


def start_of(user: User) -> tuple[Trail, Inputs, Plan[Card]]:
    """What somebody did, what their standing follows from, and the cards of today: in one statement."""
    cards = ("+card", "+cards a day")
    inputs, rows = inputs_with(user.pk, f"{_BESIDE}\nUNION ALL {BESIDE}", [*_parameters(user.pk), user.pk, user.pk])
    trail = _trail((row[0][1:], row[1], row[4], row[5], row[2]) for row in rows if row[0] not in cards)
    return trail, inputs, plan_among(rows, user)


def _parameters(user_id: int) -> list[Any]:
    since = connection.ops.adapt_datetimefield_value(timezone.now() - LOOK_BACK)
    return [*[user_id] * 7, *[user_id, since] * 4]


def trail_of(person: Person) -> Trail:
    """One statement for somebody known, none for a newcomer."""
    if not person.known:
        return Trail()
    with prepared() as cursor:
        if person.user_id is not None:
            cursor.execute(_OF_ACCOUNT, _parameters(person.user_id))
        else:
            cursor.execute(_OF_VISITOR, [uuid_value(person.visitor)])
        rows = cursor.fetchall()
    return _trail(rows)


def _trail(rows: Iterable[tuple[Any, ...]]) -> Trail:
    lessons: dict[UUID, tuple[datetime, datetime | None]] = {}
    paths: list[tuple[int, UUID]] = []
    stops: dict[UUID, UUID] = {}
    active: list[datetime] = []
    placed: set[tuple[UUID, datetime]] = set()
    carried: set[UUID] = set()
    paces: dict[str, Pace] = {}
    unread, experience = 0, ""
    updates: dict[UUID, int] = {}
    for kind, key, at, completed_at, number in rows:
        if kind == "lesson":
            lessons[known_uuid(key)] = (time_of(at), moment(completed_at))
            if number:
                updates[known_uuid(key)] = number
        elif kind == "path":
            paths.append((number, known_uuid(key)))
        elif kind == "stop":
            stops[known_uuid(key)] = known_uuid(at)
        elif kind == "active":
            active.append(time_of(at))
        elif kind == "placed":
            placed.add((known_uuid(key), time_of(at)))
        elif kind == "carried":
            carried.add(known_uuid(key))
        elif kind == "pace":
            paces[kind] = Pace(key, abs(number), paused=number < 0)
        elif kind == "hours":
            paces[kind], experience = Pace(HOURS, number), key
        else:
            unread = number
    followed = tuple(key for _, key in sorted(paths, reverse=True))
    pace = paces.get("pace") or paces.get("hours")
    return Trail(
        lessons,
        followed,
        unread,
        stops,
        tuple(active),
        pace,
        updates,
        frozenset(placed),
        frozenset(carried),
        experience,
    )
