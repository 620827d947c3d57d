"""What is done and why: one function answers for learner, mentor, report and credential."""

import uuid
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from cms.catalogue import Catalogue, LessonInfo, ModuleInfo, get_catalogue
from learning.domain.ladder_tasks import EXERCISE
from learning.domain.people import Person, lessons_of
from learning.domain.prerequisites import refuse_locked
from learning.domain.results import Done, done_by
from learning.models import BlockProgress, LessonEvent, LessonProgress, VisitorProgress
from learning.signals import module_completed
from lib.statements import prepared, uuid_value
from lib.writes import Write, insert
from skills.domain.asked import asked
from skills.domain.evidence import Claim, Work, lock_first, one_at_a_time, record_works, withdraw
from skills.domain.standing import percent, requirement_key
from skills.models import ClaimKind, Grade

LESSON, MODULE, PLACEMENT, UNDONE = "lesson", "module", "placement", "undone"


@dataclass(frozen=True)
class Need:
    """One required block of a lesson and whether it is done."""

    block_id: uuid.UUID
    kind: str
    done: bool


@dataclass(frozen=True)
class LessonState:
    """A lesson as one person left it."""

    needs: tuple[Need, ...] = ()
    completed_at: datetime | None = None
    last_block: uuid.UUID | None = None
    started: bool = False

    @property
    def complete(self) -> bool:
        return self.completed_at is not None

    @property
    def ready(self) -> bool:
        """Every required block is done: the lesson may be marked as complete."""
        return all(need.done for need in self.needs)


class Line(NamedTuple):
    """One line of the "why" page: a required lesson, counted or not. `placed`: complete by a placement test."""

    lesson: LessonInfo
    completed_at: datetime | None
    through: str = ""  # the lesson that became this one, when the completion comes from there
    placed: bool = False
    unpassed: bool = False  # complete, and its quiz still to be passed

    @property
    def updated_at(self) -> datetime | None:
        """When the lesson last changed in earnest, if that was after it was completed."""
        update = self.lesson.update
        return update.at if update and self.completed_at and update.at > self.completed_at else None


@dataclass(frozen=True)
class Share:
    """Complete required lessons over required lessons, line by line."""

    lines: tuple[Line, ...]

    @property
    def done(self) -> int:
        return sum(line.completed_at is not None for line in self.lines)

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def percent(self) -> int | None:
        return percent(self.done, self.total)


class NotReady(Exception):
    """Required blocks are still open; `needs` names them."""

    def __init__(self, needs: Iterable[Need]) -> None:
        super().__init__("required blocks are open")
        self.needs = tuple(needs)


def _done_blocks(person: Person, lesson_key: uuid.UUID) -> set[uuid.UUID]:
    rows = BlockProgress.objects.filter(**person.owner, lesson_key=lesson_key, done_at__isnull=False)
    return set(rows.values_list("block_id", flat=True))


def needs_of(lesson: LessonInfo, done: set[uuid.UUID]) -> tuple[Need, ...]:
    return tuple(Need(block, kind, block in done) for block, kind in lesson.required_blocks)


def completed_at(person: Person) -> dict[uuid.UUID, datetime]:
    """Lesson key → when it was completed; one query whatever the number of courses."""
    if not person.known:
        return {}
    rows = lessons_of(person).filter(completed_at__isnull=False)
    return {key: when for key, when in rows.values_list("lesson_key", "completed_at") if when is not None}


def share(lesson_keys: Iterable[uuid.UUID], done: dict[uuid.UUID, datetime], catalogue: Catalogue) -> Share:
    """The lines of a module or path. A lesson that stands in two modules counts once."""
    unique = dict.fromkeys(lesson_keys)
    return Share(tuple(Line(catalogue.lessons[k], done.get(k)) for k in unique if k in catalogue.lessons))


def module_share(module: ModuleInfo, done: dict[uuid.UUID, datetime], catalogue: Catalogue) -> Share:
    return Share(tuple(Line(lesson, done.get(lesson.key)) for lesson in catalogue.required[module.key]))


def mark_placed(found: Share, placed: Set[uuid.UUID]) -> Share:
    """The same lines, saying which lessons are complete by a placement test."""
    return Share(tuple(line._replace(placed=line.lesson.key in placed) for line in found.lines))


def see(person: Person, *, lesson_key: uuid.UUID, block_id: uuid.UUID | None) -> None:
    """Remember where the reader is; one statement."""
    model = LessonProgress if person.user_id else VisitorProgress
    fields = {field.attname: field for field in model._meta.concrete_fields}
    times: dict[str, Any] = dict.fromkeys(("started_at", "seen_at"), timezone.now())
    row = person.owner | {"lesson_key": lesson_key, "last_block": block_id} | times
    statement = _SEE.format(table=model._meta.db_table, owner=next(iter(row)))
    with prepared() as cursor:
        cursor.execute(statement, [fields[name].get_db_prep_save(value, connection) for name, value in row.items()])


_SEE = """
INSERT INTO {table} ({owner}, lesson_key, last_block, started_at, seen_at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT ({owner}, lesson_key) DO UPDATE SET last_block = excluded.last_block, seen_at = excluded.seen_at"""
# The row appears complete, or becomes so; of many identical requests exactly one changes it.
_COMPLETE = """{lock}
INSERT INTO {table} ({owner}, lesson_key, started_at, seen_at, completed_at) {row}
ON CONFLICT ({owner}, lesson_key) DO UPDATE SET completed_at = excluded.completed_at
 WHERE {table}.completed_at IS NULL RETURNING lesson_key"""


def complete_row(person: Person, lesson_key: uuid.UUID, when: datetime) -> bool:
    """Whether this call completed the lesson; one statement, which takes the lock of an account first. The row alone:
    the rules are the caller's.
    """
    now = connection.ops.adapt_datetimefield_value(when)
    key, visitor = (uuid_value(value) for value in (lesson_key, person.visitor))
    row = [key, now, now, now]
    if person.user_id is None:
        table, values = VisitorProgress._meta.db_table, "VALUES (%s, %s, %s, %s, %s)"
        statement = _COMPLETE.format(lock="", table=table, owner="visitor", row=values)
        parameters = [visitor, *row]
    else:
        lock, own = lock_first(person.user_id)
        table, values = LessonProgress._meta.db_table, "SELECT id, %s, %s, %s, %s FROM locked WHERE TRUE"
        statement = _COMPLETE.format(lock=lock, table=table, owner="user_id", row=values)
        parameters = [*own, *row]
    with prepared() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone() is not None


def complete_lesson(person: Person, *, lesson: LessonInfo, locale: str) -> bool:
    """Mark a lesson as complete; False when it already was. Raises NotReady while a required block is open, and
    Locked while a strict prerequisite is.
    """
    with transaction.atomic():
        if person.user_id is None:
            refuse_locked(person, lesson)
            _refuse_open(lesson, _done_blocks(person, lesson.key))
            return complete_row(person, lesson.key, timezone.now())
        # Written before it is judged: the row waits for the learner's lock, what is read next is what others left.
        completed = complete_row(person, lesson.key, timezone.now())
        catalogue = get_catalogue()
        done, stored = done_by(person.user_id, lesson, catalogue)
        if completed:
            refuse_locked(person, lesson, done.lessons)
        _refuse_open(lesson, done.blocks)
        if not completed:
            return False
        kind = LessonEvent.Kind.COMPLETED
        event = LessonEvent(user_id=person.user_id, lesson_key=lesson.key, kind=kind, locale=locale)
        works = earned(lesson, done, catalogue)
        announce(person.user_id, works, record_works(person.user_id, works, before=stored, beside=insert([event])))
        return True


def _refuse_open(lesson: LessonInfo, blocks: set[uuid.UUID]) -> None:
    if missing := [need for need in needs_of(lesson, blocks) if not need.done]:
        raise NotReady(missing)


def undo_lesson(user_id: int, *, lesson: LessonInfo, locale: str) -> bool:
    """Take back one's own completion: the evidence is withdrawn with the reason, the answers stay."""
    with transaction.atomic():
        one_at_a_time(user_id)  # the learner before the row, as whoever completes does
        undone = LessonProgress.objects.filter(
            user_id=user_id, lesson_key=lesson.key, completed_at__isnull=False
        ).update(completed_at=None, through=None, through_passed=None)
        if undone:
            LessonEvent.objects.create(
                user_id=user_id, lesson_key=lesson.key, kind=LessonEvent.Kind.UNDONE, locale=locale
            )
            for source in (LESSON, PLACEMENT):
                withdraw(user_id, source_kind=source, source_key=str(lesson.key), reason=UNDONE)
            for module in get_catalogue().modules_of(lesson.key):
                if (lesson.key, True) in module.items:
                    withdraw(user_id, source_kind=MODULE, source_key=str(module.key), reason=UNDONE)
        return bool(undone)


def record_earned(user_id: int, lesson: LessonInfo) -> None:
    """Evidence of a complete lesson whose quizzes are passed, and of the modules that it completes."""
    one_at_a_time(user_id)  # two requests that complete a module together must not both miss the other's half
    record_locked(user_id, lesson)


def record_locked(user_id: int, lesson: LessonInfo, *, also: Iterable[Work] = (), beside: Iterable[Write] = ()) -> None:
    """The same for a caller whose transaction holds the learner's lock already. `also`: works proved by the same act;
    `beside`: what the caller writes to other tables, sent with the rows.
    """
    catalogue = get_catalogue()  # one: what is read and what is judged belong to the same content
    done, stored = done_by(user_id, lesson, catalogue)
    works = earned(lesson, done, catalogue)
    announce(user_id, works, record_works(user_id, [*also, *works], before=stored, beside=beside))


def earned(lesson: LessonInfo, done: Done, catalogue: Catalogue) -> dict[Work, ModuleInfo | None]:
    """What a lesson proves, and the modules passed with it; nothing while it is open or a quiz is not passed. A lesson
    carried over counts for modules; what it proves itself is its own quizzes' to say.
    """
    if not done.has(lesson):
        return {}
    modules = catalogue.modules_of(lesson.key)
    near = {key for module in modules for key in module.required}
    ready = {key for key in near if done.has(catalogue.lessons[key])}
    passed = [module for module in modules if module.required and ready.issuperset(module.required)]
    own = {lesson_work(lesson): None} if done.proves(lesson) else {}
    return {**own, **{module_work(module): module for module in passed}}


def announce(user_id: int, works: Mapping[Work, ModuleInfo | None], added: Iterable[Work]) -> None:
    """Tell the rooms to the right which modules were completed by works that added a row."""
    for work in added:
        if module := works.get(work):
            module_completed.send(sender=LessonProgress, user_id=user_id, module_key=module.key)


def lesson_work(lesson: LessonInfo) -> Work:
    """What a lesson proves, once complete and its quizzes passed."""
    skills = tuple(Claim(ClaimKind.SKILL, code, level) for code, level in lesson.skills)
    return Work((*skills, *exercise_claims(lesson)), Grade.EARNED, LESSON, str(lesson.key), str(lesson.key))


def exercise_claims(lesson: LessonInfo) -> tuple[Claim, ...]:
    """The lesson itself as an exercise passed, where a ladder names it so."""
    if all(target.key != lesson.code for target in asked(EXERCISE)):
        return ()
    return (Claim(ClaimKind.REQUIREMENT, requirement_key(EXERCISE, lesson.code)),)


def module_work(module: ModuleInfo) -> Work:
    """What a module proves, once that holds for every lesson it requires."""
    claim = Claim(ClaimKind.REQUIREMENT, requirement_key("module_passed", module.code))
    return Work((claim,), Grade.EARNED, MODULE, str(module.key), str(module.key))
