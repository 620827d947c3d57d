"""What is done and why: one function answers for learner, mentor, report and credential."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cms.catalogue import Catalogue, LessonInfo, ModuleInfo, get_catalogue
from learning.domain.people import Person
from learning.domain.results import quizzes_passed
from learning.models import BlockProgress, LessonEvent, LessonProgress
from learning.signals import module_completed
from skills.domain.evidence import Claim, Work, one_at_a_time, record_works, withdraw
from skills.domain.standing import percent, requirement_key
from skills.models import ClaimKind, Grade

LESSON, MODULE, UNDONE = "lesson", "module", "undone"


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
    """One line of the "why" page: a required lesson, counted or not."""

    lesson: LessonInfo
    completed_at: datetime | None


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


def _needs(lesson: LessonInfo, done: set[uuid.UUID]) -> tuple[Need, ...]:
    return tuple(Need(block, kind, block in done) for block, kind in lesson.required_blocks)


def lesson_state(person: Person, lesson: LessonInfo, *, done: set[uuid.UUID] | None = None) -> LessonState:
    """Two queries: the row of the lesson and its done blocks, unless the caller has read these (`done`)."""
    if not person.known:
        return LessonState(_needs(lesson, set()))
    row = LessonProgress.objects.filter(**person.owner, lesson_key=lesson.key).first()
    done = _done_blocks(person, lesson.key) if done is None else done
    needs = _needs(lesson, done)
    if row is None:
        return LessonState(needs, started=bool(done))
    return LessonState(needs, row.completed_at, row.last_block, True)


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


def see(person: Person, *, lesson_key: uuid.UUID, block_id: uuid.UUID | None) -> None:
    """Remember where the reader is; one statement."""
    LessonProgress.objects.bulk_create(
        [LessonProgress(**person.owner, lesson_key=lesson_key, last_block=block_id, seen_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["user" if person.user_id else "visitor", "lesson_key"],
        update_fields=["last_block", "seen_at"],
    )


def _open_needs(person: Person, lesson: LessonInfo) -> list[Need]:
    if not lesson.required_blocks:
        return []
    return [need for need in _needs(lesson, _done_blocks(person, lesson.key)) if not need.done]


def complete_lesson(person: Person, *, lesson: LessonInfo, locale: str) -> bool:
    """Mark a lesson as complete; False when it already was. Raises NotReady while a required block is open."""
    with transaction.atomic():
        if missing := _open_needs(person, lesson):
            raise NotReady(missing)
        now = timezone.now()
        # Of many identical requests exactly one finds the row open.
        unfinished = LessonProgress.objects.filter(**person.owner, lesson_key=lesson.key, completed_at=None)
        first = unfinished.update(completed_at=now)
        if not first:
            row = LessonProgress(**person.owner, lesson_key=lesson.key, started_at=now, seen_at=now)
            LessonProgress.objects.bulk_create([row], ignore_conflicts=True)
            first = unfinished.update(completed_at=now)
        if first and person.user_id:
            LessonEvent.objects.create(
                user_id=person.user_id, lesson_key=lesson.key, kind=LessonEvent.Kind.COMPLETED, locale=locale
            )
            record_earned(person.user_id, lesson)
        return bool(first)


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
            withdraw(user_id, source_kind=LESSON, source_key=str(lesson.key), reason=UNDONE)
            for module in get_catalogue().modules_of(lesson.key):
                if (lesson.key, True) in module.items:
                    withdraw(user_id, source_kind=MODULE, source_key=str(module.key), reason=UNDONE)
        return bool(undone)


def record_earned(user_id: int, lesson: LessonInfo) -> None:
    """Evidence of a complete lesson whose quizzes are passed, and of the modules that it completes."""
    one_at_a_time(user_id)  # two requests that complete a module together must not both miss the other's half
    catalogue = get_catalogue()
    done = completed_at(Person(user_id=user_id))
    if lesson.key not in done:
        return
    modules = catalogue.modules_of(lesson.key)
    near = {lesson.key, *(key for module in modules for key in module.required)}
    ready = quizzes_passed(user_id, [catalogue.lessons[key] for key in near if key in done])
    if lesson.key not in ready:
        return
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
