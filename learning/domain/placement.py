"""Placement tests: two questions a required lesson of a module, frozen; what is known is recorded for what it is.

Knowing is not practising: a lesson known is complete, and proves level 1 at most. Its quiz stays to be passed, and a
lesson that asks for work is only called known.
"""

import random
import secrets
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.catalogue import LessonInfo, ModuleInfo, get_catalogue, latest_versions
from cms.models import QuestionVersion
from learning.domain import grading
from learning.domain.attempts import Unanswered, Unreadable
from learning.domain.people import Person
from learning.domain.prerequisites import Locked, refuse_locked
from learning.domain.progress import PLACEMENT, complete_row, completed_at, record_earned
from learning.models import LessonEvent, Placement, PlacementAnswer, PlacementResult
from skills.domain.evidence import Claim, Work, one_at_a_time, record_works
from skills.models import ClaimKind, Grade

EACH = 2  # questions a lesson
LEVEL = 1
AGAIN = timedelta(days=7)
# Kinds of questions that a machine judges fully; a text is right in more ways than it knows.
JUDGED = frozenset({"single", "multiple", "numeric", "order", "match", "truefalse"})
# Required blocks in which nothing is handed in or played: what they practise, the questions ask.
THEORY = frozenset({"quiz", "question", "checklist", "match", "board"})


class TooSoon(Exception):
    """The test was taken lately; it may be taken again from `after`."""

    def __init__(self, after: datetime) -> None:
        super().__init__("taken lately")
        self.after = after


class NothingToAsk(Exception):
    """No open lesson of the module has questions enough."""


@dataclass(frozen=True)
class Verdict:
    """One lesson of a test handed in; `lesson` is None once it is no longer published."""

    lesson: LessonInfo | None
    known: bool
    placed: bool

    @property
    def outcome(self) -> str:
        """open, placed, work (known, its work stays), before (known, what comes first stays) or known."""
        if not self.known or self.placed:
            return "placed" if self.placed else "open"
        if self.lesson and not is_theory(self.lesson):
            return "work"
        return "before" if self.lesson and self.lesson.strict else "known"


def is_theory(lesson: LessonInfo) -> bool:
    """Whether knowing is all that the lesson asks for: nothing handed in, no scenario, nothing to fill in."""
    return all(kind in THEORY for _, kind in lesson.required_blocks)


def may_ask(module: ModuleInfo) -> bool:
    """Whether a test of this module can have a question at all; no query."""
    lessons = get_catalogue().lessons
    return any(sum(len(quiz.question_keys) for quiz in lessons[key].quizzes) >= EACH for key in module.required)


def open_test(person: Person, module: ModuleInfo) -> Placement | None:
    """The test begun and not handed in."""
    rows = Placement.objects.filter(**person.owner, module_key=module.key, submitted_at=None)
    return rows.first() if person.known else None


def handed_in(person: Person, module_key: uuid.UUID) -> QuerySet[Placement]:
    """The tests of a module that were handed in, the last one first."""
    rows = Placement.objects.filter(**person.owner, module_key=module_key, submitted_at__isnull=False)
    return rows.order_by("-submitted_at")


def last_test(person: Person, module: ModuleInfo) -> Placement | None:
    """The test handed in last."""
    return handed_in(person, module.key).first() if person.known else None


def again_after(last: Placement | None) -> datetime | None:
    """From when the test may be taken again; None: now."""
    after = last.submitted_at + AGAIN if last and last.submitted_at else None
    return after if after and after > timezone.now() else None


def too_soon(row: Placement, others: Iterable[Placement]) -> bool:
    """Begun within the seven days after one of the others was handed in, as only somebody signed out can."""
    return any(
        other.module_key == row.module_key
        and other.pk != row.pk
        and other.submitted_at is not None
        and other.submitted_at <= row.started_at < other.submitted_at + AGAIN
        for other in others
    )


def start(person: Person, *, module: ModuleInfo, locale: str) -> Placement:
    """The open test of this module, or a new one. Raises TooSoon, or NothingToAsk."""
    for _ in range(3):
        if found := open_test(person, module):
            return found
        if after := again_after(last_test(person, module)):
            raise TooSoon(after)
        try:
            with transaction.atomic():
                return _freeze(person, module, locale)
        except IntegrityError:
            continue  # the other window was first: take its test
    raise IntegrityError("could not start a placement test")


def _freeze(person: Person, module: ModuleInfo, locale: str) -> Placement:
    seed = secrets.randbelow(2**31)
    asked = draw(person, module, locale, seed)
    if not asked:
        raise NothingToAsk
    placement = Placement.objects.create(**person.owner, module_key=module.key, locale=locale, seed=seed)
    PlacementAnswer.objects.bulk_create(
        PlacementAnswer(
            placement=placement, lesson_key=key, question_key=version.question_key, version=version, order=order
        )
        for order, (key, version) in enumerate(asked)
    )
    return placement


def draw(person: Person, module: ModuleInfo, locale: str, seed: int) -> list[tuple[uuid.UUID, QuestionVersion]]:
    """(lesson key, question): two for each required lesson not complete yet; lessons with fewer are left out."""
    lessons, done = get_catalogue().lessons, completed_at(person)
    wanted = [lessons[key] for key in module.required if key not in done]
    keys = {key for lesson in wanted for quiz in lesson.quizzes for key in quiz.question_keys}
    versions = {k: v for k, v in latest_versions(keys, locale).items() if v.payload["kind"] in JUDGED}
    chance, used = random.Random(seed), set[uuid.UUID]()
    asked: list[tuple[uuid.UUID, QuestionVersion]] = []
    for lesson in wanted:
        own = dict.fromkeys(key for quiz in lesson.quizzes for key in quiz.question_keys)
        offered = [key for key in own if key in versions and key not in used]
        if len(offered) >= EACH:
            chosen = chance.sample(offered, EACH)
            used.update(chosen)
            asked += [(lesson.key, versions[key]) for key in chosen]
    return asked


def submit(person: Person, *, placement: Placement, responses: Mapping[uuid.UUID, Any], ask: bool = False) -> bool:
    """Judge and close the test; False when it was handed in already. `ask`: whether questions without an answer are
    asked about. Raises Unreadable and Unanswered, and nothing is handed in.
    """
    now = timezone.now()
    with transaction.atomic():
        if person.user_id is not None:
            one_at_a_time(person.user_id)
        mine = Placement.objects.filter(pk=placement.pk, submitted_at=None, **person.owner)
        # Only the row that is still open may be closed: of two identical submissions one does the work.
        if not mine.update(submitted_at=now, draft=None):
            return False
        known = _judge(placement, responses, ask=ask)
        placed = _place(person, placement.locale, [key for key, right in known.items() if right], now)
        PlacementResult.objects.bulk_create(
            PlacementResult(placement=placement, lesson_key=key, known=right, placed=key in placed)
            for key, right in known.items()
        )
    placement.refresh_from_db()
    return True


def _judge(placement: Placement, responses: Mapping[uuid.UUID, Any], *, ask: bool) -> dict[uuid.UUID, bool]:
    """Lesson key → every question of it fully right."""
    known: dict[uuid.UUID, bool] = {}
    problems: dict[uuid.UUID, grading.Unreadable] = {}
    answers = list(placement.answers.select_related("version"))
    for answer in answers:
        answer.response = responses.get(answer.question_key)
        try:
            answer.right = grading.grade(answer.version.payload, answer.response, locale=placement.locale).right
        except grading.Unreadable as problem:
            problems[answer.question_key] = problem
            continue
        known[answer.lesson_key] = known.get(answer.lesson_key, True) and answer.right
    if problems:
        raise Unreadable(problems)  # rolls the closing back
    if ask and (blank := [answer.question_key for answer in answers if grading.empty(answer.response)]):
        raise Unanswered(blank)
    PlacementAnswer.objects.bulk_update(answers, ["response", "right"])
    return known


def _place(person: Person, locale: str, known: list[uuid.UUID], now: datetime) -> set[uuid.UUID]:
    """Complete the known lessons that ask for nothing but knowing; their keys."""
    lessons, done = get_catalogue().lessons, set(completed_at(person))
    placed: dict[uuid.UUID, LessonInfo] = {}
    for lesson in (lessons[key] for key in known if key in lessons):
        if not is_theory(lesson) or lesson.key in done:
            continue
        try:
            refuse_locked(person, lesson, done)
        except Locked:
            continue
        if complete_row(person, lesson.key, now):
            placed[lesson.key] = lesson
            done.add(lesson.key)
    if person.user_id is not None:
        LessonEvent.objects.bulk_create(
            LessonEvent(user_id=person.user_id, lesson_key=key, kind=LessonEvent.Kind.PLACED, locale=locale)
            for key in placed
        )
        record_placed(person.user_id, list(placed.values()))
    return set(placed)


def record_placed(user_id: int, lessons: list[LessonInfo]) -> None:
    """Evidence of lessons complete by a placement test: level 1 of their skills, under the lesson's own work key."""
    one_at_a_time(user_id)
    record_works(user_id, [_work(lesson) for lesson in lessons])
    for lesson in lessons:
        record_earned(user_id, lesson)  # its quiz may have been passed before


def _work(lesson: LessonInfo) -> Work:
    claims = tuple(Claim(ClaimKind.SKILL, code, LEVEL) for code, _ in lesson.skills)
    return Work(claims, Grade.EARNED, PLACEMENT, str(lesson.key), str(lesson.key))


def verdicts(placement: Placement) -> list[Verdict]:
    """What a test handed in said of each lesson, in the order of the module."""
    lessons = get_catalogue().lessons
    module = get_catalogue().modules.get(placement.module_key)
    order = list(module.required) if module else []
    rows = sorted(
        placement.results.all(),
        key=lambda r: (order.index(r.lesson_key) if r.lesson_key in order else len(order), r.pk),
    )
    return [Verdict(lessons.get(row.lesson_key), row.known, row.placed) for row in rows]


def placed_lessons(person: Person, done: Mapping[uuid.UUID, datetime]) -> set[uuid.UUID]:
    """Of the lessons complete (`completed_at`), those that are so by a placement test and not otherwise; one query."""
    if not person.known:
        return set()
    owner = {f"placement__{name}": value for name, value in person.owner.items()}
    placed = PlacementResult.objects.filter(**owner, placed=True)
    return {key for key, when in placed.values_list("lesson_key", "placement__submitted_at") if done.get(key) == when}


def states_of(person: Person, module: ModuleInfo) -> dict[uuid.UUID, str]:
    """Lesson key → "placed", "complete" or "known", for the page of a module."""
    if not person.known:
        return {}
    done = completed_at(person)
    placed = placed_lessons(person, done)
    found = {key: "placed" if key in placed else "complete" for key, _ in module.items if key in done}
    last = last_test(person, module)
    known = last.results.filter(known=True).values_list("lesson_key", flat=True) if last else ()
    return {**dict.fromkeys(known, "known"), **found}
