"""What is done and why: one function answers for learner, mentor, report and credential."""

import uuid
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from cms.catalogue import Catalogue, LessonInfo, ModuleInfo, get_catalogue
from learning.domain.people import Person
from learning.domain.prerequisites import refuse_locked
from learning.domain.results import Done, done_by
from learning.models import BlockProgress, LessonEvent, LessonProgress
from learning.signals import module_completed
from skills.domain.evidence import Claim, Work, one_at_a_time, record_works, withdraw
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


@dataclass(frozen=True)
class Line:
    """One line of the "why" page: a required lesson, counted or not. `placed`: complete by a placement test."""

    lesson: LessonInfo
    completed_at: datetime | None
    placed: bool = False


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
    rows = LessonProgress.objects.filter(**person.owner, completed_at__isnull=False)
    return {key: when for key, when in rows.values_list("lesson_key", "completed_at") if when is not None}


def share(lesson_keys: Iterable[uuid.UUID], done: dict[uuid.UUID, datetime], catalogue: Catalogue) -> Share:
    """The lines of a module or path. A lesson that stands in two modules counts once."""
    unique = dict.fromkeys(lesson_keys)
    return Share(tuple(Line(catalogue.lessons[k], done.get(k)) for k in unique if k in catalogue.lessons))


def module_share(module: ModuleInfo, done: dict[uuid.UUID, datetime], catalogue: Catalogue) -> Share:
    return share((key for key, required in module.items if required), done, catalogue)


def mark_placed(found: Share, placed: Set[uuid.UUID]) -> Share:
    """The same lines, saying which lessons are complete by a placement test."""
    return Share(tuple(replace(line, placed=line.lesson.key in placed) for line in found.lines))


def see(person: Person, *, lesson_key: uuid.UUID, block_id: uuid.UUID | None) -> None:
    """Remember where the reader is; one statement."""
    _upsert(_SEE, person, lesson_key, block_id)


_INSERT = """
INSERT INTO {table} (user_id, visitor, lesson_key, started_at, seen_at, {column}) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT ({owner}, lesson_key) {where} DO UPDATE SET """
_SEE = ("last_block", _INSERT + "last_block = excluded.last_block, seen_at = excluded.seen_at")
# The row appears complete, or becomes so; of many identical requests exactly one changes it.
_COMPLETE = ("completed_at", _INSERT + "completed_at = excluded.completed_at WHERE {table}.completed_at IS NULL")


def complete_row(person: Person, lesson_key: uuid.UUID, when: datetime) -> bool:
    """Whether this call completed the lesson; one statement. The row alone: the rules are the caller's."""
    return _upsert(_COMPLETE, person, lesson_key, when) == 1


def _upsert(what: tuple[str, str], person: Person, lesson_key: uuid.UUID, value: uuid.UUID | datetime | None) -> int:
    """One row of `LessonProgress`, new or changed; how many rows changed."""
    column, text = what
    row = {"user_id": person.user_id, "visitor": person.visitor, "lesson_key": lesson_key, column: value}
    row |= dict.fromkeys(("started_at", "seen_at"), timezone.now())
    fields = {field.attname: field for field in LessonProgress._meta.concrete_fields}
    values = [
        fields[name].get_db_prep_save(row[name], connection)
        for name in ("user_id", "visitor", "lesson_key", "started_at", "seen_at", column)
    ]
    statement = text.format(
        table=LessonProgress._meta.db_table,
        column=column,
        owner="user_id" if person.user_id else "visitor",
        where="" if person.user_id else "WHERE visitor IS NOT NULL",
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def complete_lesson(person: Person, *, lesson: LessonInfo, locale: str) -> bool:
    """Mark a lesson as complete; False when it already was. Raises NotReady while a required block is open, and
    Locked while a strict prerequisite is.
    """
    with transaction.atomic():
        if person.user_id is None:
            refuse_locked(person, lesson)
            _refuse_open(lesson, _done_blocks(person, lesson.key))
            return complete_row(person, lesson.key, timezone.now())
        one_at_a_time(person.user_id)
        done = done_by(person.user_id, lesson.key)
        if lesson.key not in done.lessons:
            refuse_locked(person, lesson, done.lessons)
        _refuse_open(lesson, done.blocks)
        if lesson.key in done.lessons or not complete_row(person, lesson.key, timezone.now()):
            return False
        LessonEvent.objects.create(
            user_id=person.user_id, lesson_key=lesson.key, kind=LessonEvent.Kind.COMPLETED, locale=locale
        )
        _record(person.user_id, lesson, replace(done, lessons=done.lessons | {lesson.key}))
        return True


def _refuse_open(lesson: LessonInfo, blocks: set[uuid.UUID]) -> None:
    if missing := [need for need in needs_of(lesson, blocks) if not need.done]:
        raise NotReady(missing)


def undo_lesson(user_id: int, *, lesson: LessonInfo, locale: str) -> bool:
    """Take back one's own completion: the evidence is withdrawn with the reason, the answers stay."""
    with transaction.atomic():
        undone = LessonProgress.objects.filter(
            user_id=user_id, lesson_key=lesson.key, completed_at__isnull=False
        ).update(completed_at=None)
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
    _record(user_id, lesson, done_by(user_id, lesson.key))


def _record(user_id: int, lesson: LessonInfo, done: Done) -> None:
    catalogue = get_catalogue()
    if lesson.key not in done.lessons or not done.passed(lesson):
        return
    modules = catalogue.modules_of(lesson.key)
    near = {key for module in modules for key in module.required}
    ready = {key for key in near & done.lessons if done.passed(catalogue.lessons[key])}
    passed = {_module_work(m): m for m in modules if m.required and ready.issuperset(m.required)}
    added = record_works(user_id, [_lesson_work(lesson), *passed], locked=True)
    for work in added:
        if work in passed:
            module_completed.send(sender=LessonProgress, user_id=user_id, module_key=passed[work].key)


def _lesson_work(lesson: LessonInfo) -> Work:
    claims = tuple(Claim(ClaimKind.SKILL, code, level) for code, level in lesson.skills)
    return Work(claims, Grade.EARNED, LESSON, str(lesson.key), str(lesson.key))


def _module_work(module: ModuleInfo) -> Work:
    claim = Claim(ClaimKind.REQUIREMENT, requirement_key("module_passed", module.code))
    return Work((claim,), Grade.EARNED, MODULE, str(module.key), str(module.key))
