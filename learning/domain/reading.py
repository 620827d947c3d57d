"""Everything personal that a lesson page shows, read in one statement."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from accounts.models import Notification, User
from cms.catalogue import LessonInfo
from learning.domain.people import Person
from learning.domain.prerequisites import missing_before
from learning.domain.progress import LessonState, needs_of
from learning.domain.quiz_rules import Rules
from learning.domain.results import attempt_percent, reaches
from learning.domain.trail import SEEN
from learning.models import (
    BlockProgress,
    Bookmark,
    ExtraAttempt,
    LessonProgress,
    Note,
    Placement,
    PlacementResult,
    PrerequisiteWaiver,
    QuizAttempt,
    ReviewCard,
    ScenarioRun,
    Submission,
    VisitorProgress,
)
from lib.moments import moment, time_of
from lib.statements import known_uuid, prepared, uuid_value
from skills.models import Review, SkillStanding


class BlockState(NamedTuple):
    """What a person left in one block; `version` counts its saves."""

    state: dict[str, Any]
    version: int
    done: bool


class AttemptLine(NamedTuple):
    """One attempt at a quiz, with the rules it froze; `percent` and `submitted_at` are None while it is open."""

    uuid: UUID
    number: int
    submitted_at: datetime | None
    percent: int | None
    late: bool = False
    passed: bool = False
    rules: Rules = Rules()


class RunLine(NamedTuple):
    """One time that a scenario was played; `total` is 0 until the end."""

    uuid: UUID
    finished: bool
    total: int
    passed: bool


class WorkState(NamedTuple):
    """Where work handed in for a task stands: the state of its review, who claimed it (None: nobody), and whether it is
    practice.
    """

    state: str
    claimed_by_id: int | None
    practice: bool


class NoteLine(NamedTuple):
    """A note beside its block. `occurrence` says which of the same words in the block were quoted, from 0."""

    uuid: UUID
    locale: str
    occurrence: int
    quote: str
    text: str


class Opened(NamedTuple):
    """Strict prerequisites lifted, or attempt `number` given: by whom ("" when they left), when, and why."""

    by: str
    at: datetime
    reason: str
    number: int = 0


@dataclass(frozen=True)
class Reading:
    """One person in one lesson. Nobody known: the lesson as a newcomer sees it."""

    person: Person
    lesson: LessonInfo
    completed_at: datetime | None = None
    last_block: UUID | None = None
    blocks: dict[UUID, BlockState] = field(default_factory=dict)
    attempts: dict[UUID, list[AttemptLine]] = field(default_factory=dict)
    runs: dict[UUID, list[RunLine]] = field(default_factory=dict)
    works: dict[UUID, WorkState] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    unread: int = 0
    notes: dict[UUID, list[NoteLine]] = field(default_factory=dict)  # by block
    stars: frozenset[UUID | None] = frozenset()  # None: the whole lesson
    cards: frozenset[UUID] | None = None  # questions that come back for review; None without an account
    update_seen: int = 0
    before: frozenset[UUID] = frozenset()  # the prerequisites that are complete
    beside: frozenset[UUID] = frozenset()  # the lessons of the same module that are complete
    opened: Opened | None = None
    placed_at: tuple[datetime, ...] = ()  # when placement tests made this lesson complete
    granted: dict[UUID, list[Opened]] = field(default_factory=dict)  # attempts given beyond the most, by quiz

    @cached_property
    def state(self) -> LessonState:
        done = {key for key, block in self.blocks.items() if block.done}
        started = bool(self.blocks or self.last_block or self.completed_at)
        return LessonState(needs_of(self.lesson, done), self.completed_at, self.last_block, started)

    @property
    def placed(self) -> bool:
        """The lesson is complete by a placement test. It is no more once that was undone."""
        return self.completed_at in self.placed_at

    @property
    def quiz_open(self) -> bool:
        """A quiz of the lesson has not reached its pass mark yet."""
        passed = {block for block, lines in self.attempts.items() if any(line.passed for line in lines)}
        return any(quiz.block_id not in passed for quiz in self.lesson.quizzes)

    @property
    def locked(self) -> tuple[LessonInfo, ...]:
        """The strict prerequisites that keep this lesson from being marked as complete."""
        return () if self.completed_at or self.opened else missing_before(self.lesson, self.before)


# Columns as text, so that all these tables fit one statement on every database: kind, key, id, at, number, text, more.
_OWN = """
SELECT 'lesson', CAST(last_block AS text), '', CAST(completed_at AS text), {seen}, '', '' FROM {progress} WHERE {own} AND lesson_key = %s
UNION ALL SELECT 'block', CAST(block_id AS text), '', CAST(done_at AS text), version, CAST(state AS text), '' FROM {block} WHERE {own} AND lesson_key = %s
UNION ALL SELECT 'attempt', CAST(block_id AS text), CAST(uuid AS text), CAST(submitted_at AS text), number, CAST(score AS text),
 COALESCE(CAST(max_score AS text), '') || '/' || CASE WHEN late THEN 'y' ELSE '' END || '/' || CAST(COALESCE(max_attempts, 0) AS text) || '/' || CAST(COALESCE(cool_down, 0) AS text) || '/' || CAST(pass_mark AS text)
 FROM {attempt} WHERE {own} AND lesson_key = %s
UNION ALL SELECT 'run', CAST(block_id AS text), CAST(uuid AS text), CAST(finished_at AS text), COALESCE(total, 0), CASE WHEN passed THEN 'y' ELSE '' END, ''
 FROM {run} WHERE {own} AND lesson_key = %s
UNION ALL SELECT 'placed', '', '', CAST(p.submitted_at AS text), 0, '', ''
 FROM {placement} p JOIN {result} r ON r.placement_id = p.id WHERE p.{own} AND r.lesson_key = %s AND r.placed"""  # noqa: E501
_ACCOUNT = """
UNION ALL SELECT 'skill', skill_code, '', NULL, level, '', '' FROM {standing} WHERE user_id = %s
UNION ALL SELECT 'unread', '', '', NULL, COUNT(*), '', '' FROM {notification} WHERE user_id = %s AND read_at IS NULL
UNION ALL SELECT 'card', CAST(question_key AS text), '', NULL, 0, '', '' FROM {card} WHERE user_id = %s AND suspended_at IS NULL
UNION ALL SELECT 'work', CAST(s.block_id AS text), '', NULL, COALESCE(r.claimed_by_id, 0), r.state, CASE WHEN r.practice THEN 'y' ELSE '' END
 FROM {submission} s JOIN {review} r ON r.id = s.review_id WHERE s.user_id = %s AND s.lesson_key = %s
UNION ALL SELECT 'star', CAST(block_id AS text), '', NULL, 0, '', '' FROM {bookmark} WHERE user_id = %s AND lesson_key = %s
UNION ALL SELECT 'note', CAST(block_id AS text), CAST(uuid AS text), CAST(created_at AS text), occurrence, text, locale || ':' || quote
 FROM {note} WHERE user_id = %s AND lesson_key = %s AND deleted_at IS NULL
UNION ALL SELECT 'opened', COALESCE(u.display_name, ''), '', CAST(w.created_at AS text), 0, w.reason, ''
 FROM {waiver} w LEFT JOIN {user} u ON u.id = w.by_id WHERE w.user_id = %s AND w.lesson_key = %s AND w.revoked_at IS NULL
UNION ALL SELECT 'granted', CAST(g.block_id AS text), COALESCE(u.display_name, ''), CAST(g.created_at AS text), g.opens_number, g.reason, ''
 FROM {extra} g LEFT JOIN {user} u ON u.id = g.by_id WHERE g.user_id = %s AND g.lesson_key = %s"""  # noqa: E501
# Lessons before this one and beside it, as many marks as there are.
_BEFORE = """
UNION ALL SELECT 'before', CAST(lesson_key AS text), '', NULL, 0, '', ''
 FROM {progress} WHERE {own} AND completed_at IS NOT NULL AND lesson_key IN"""


def _statement(own: str, text: str) -> str:
    """Names of tables and of the owner's column are ours; what people send are parameters."""
    return text.format(
        own=f"{own} = %s",
        progress=(LessonProgress if own == "user_id" else VisitorProgress)._meta.db_table,
        seen=SEEN if own == "user_id" else "update_seen",
        block=BlockProgress._meta.db_table,
        attempt=QuizAttempt._meta.db_table,
        run=ScenarioRun._meta.db_table,
        standing=SkillStanding._meta.db_table,
        notification=Notification._meta.db_table,
        submission=Submission._meta.db_table,
        card=ReviewCard._meta.db_table,
        review=Review._meta.db_table,
        bookmark=Bookmark._meta.db_table,
        note=Note._meta.db_table,
        placement=Placement._meta.db_table,
        result=PlacementResult._meta.db_table,
        waiver=PrerequisiteWaiver._meta.db_table,
        user=User._meta.db_table,
        extra=ExtraAttempt._meta.db_table,
    )


_OF_ACCOUNT = _statement("user_id", _OWN + _ACCOUNT)
_OF_VISITOR = _statement("visitor", _OWN)
_BEFORE_ACCOUNT, _BEFORE_VISITOR = _statement("user_id", _BEFORE), _statement("visitor", _BEFORE)


def read(person: Person, lesson: LessonInfo, *, beside: Collection[UUID] = ()) -> Reading:
    """One statement for somebody known, none for a newcomer. `beside`: the other lessons of its module."""
    if not person.known:
        return Reading(person, lesson)
    key, *others = (uuid_value(one) for one in dict.fromkeys((lesson.key, *lesson.prerequisites, *beside)))
    if person.user_id is not None:
        who, statement, more = person.user_id, _OF_ACCOUNT, _BEFORE_ACCOUNT
        parameters = [*[who, key] * 5, *[who] * 4, key, *[who, key] * 4]
    else:
        who = uuid_value(person.visitor)
        statement, more, parameters = _OF_VISITOR, _BEFORE_VISITOR, [who, key] * 5
    if others:
        statement += f"{more} ({', '.join(['%s'] * len(others))})"
        parameters += [who, *others]
    with prepared() as cursor:
        cursor.execute(statement, parameters)
        return _reading(person, lesson, cursor.fetchall(), frozenset(beside))


def _reading(person: Person, lesson: LessonInfo, rows: list[tuple[Any, ...]], beside: frozenset[UUID]) -> Reading:
    completed_at, last_block, unread, update_seen = None, None, 0, 0
    blocks: dict[UUID, BlockState] = {}
    attempts: dict[UUID, list[AttemptLine]] = {}
    runs: dict[UUID, list[RunLine]] = {}
    works: dict[UUID, WorkState] = {}
    levels: dict[str, int] = {}
    notes: list[tuple[str, UUID, NoteLine]] = []
    stars: set[UUID | None] = set()
    cards: set[UUID] = set()
    complete: set[UUID] = set()
    placed: list[datetime] = []
    granted: dict[UUID, list[Opened]] = {}
    opened: Opened | None = None
    for kind, key, identity, at, number, text, more in rows:
        if kind == "lesson":
            completed_at, last_block, update_seen = moment(at), known_uuid(key) if key else None, number
        elif kind == "block":
            blocks[known_uuid(key)] = BlockState(json.loads(text), number, at is not None)
        elif kind == "attempt":
            attempts.setdefault(known_uuid(key), []).append(_attempt(identity, at, number, text, more))
        elif kind == "run":
            runs.setdefault(known_uuid(key), []).append(RunLine(UUID(identity), at is not None, number, bool(text)))
        elif kind == "work":
            works[known_uuid(key)] = WorkState(text, number or None, bool(more))
        elif kind == "star":
            stars.add(known_uuid(key) if key else None)
        elif kind == "note":
            locale, _, quote = more.partition(":")
            notes.append((at, known_uuid(key), NoteLine(UUID(identity), locale, number, quote, text)))
        elif kind == "card":
            cards.add(known_uuid(key))
        elif kind == "skill":
            levels[key] = number
        elif kind == "before":
            complete.add(known_uuid(key))
        elif kind == "opened":
            opened = Opened(key, time_of(at), text)
        elif kind == "granted":
            granted.setdefault(known_uuid(key), []).append(Opened(identity, time_of(at), text, number))
        elif kind == "placed":
            placed.append(time_of(at))
        else:
            unread = number
    for lines in attempts.values():
        lines.sort(key=lambda line: line.number)
    noted: dict[UUID, list[NoteLine]] = {}
    for _, block_id, line in sorted(notes):
        noted.setdefault(block_id, []).append(line)
    return Reading(
        person,
        lesson,
        completed_at,
        last_block,
        blocks,
        attempts,
        runs,
        works,
        levels,
        unread,
        noted,
        frozenset(stars),
        frozenset(cards) if person.user_id is not None else None,
        update_seen,
        frozenset(complete.intersection(lesson.prerequisites)),
        beside & complete,
        opened,
        tuple(placed),
        granted,
    )


def _attempt(identity: str, at: Any, number: int, score: str | None, more: str) -> AttemptLine:
    top, late, most, wait, mark = more.split("/")
    percent = attempt_percent(Decimal(score) if score else None, Decimal(top) if top else None)
    passed = reaches(percent, int(mark), late=bool(late))
    rules = Rules(int(most) or None, int(wait) or None)
    return AttemptLine(UUID(identity), number, moment(at), percent, bool(late), passed, rules)
