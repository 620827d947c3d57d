"""What a visitor did moves into the account that signs up or in from the same browser. Nothing is lost or doubled."""

import uuid

from django.db import IntegrityError, transaction
from django.db.models import F, Max, QuerySet

from cms.catalogue import get_catalogue
from learning.domain import answer_reviews, datasets, drafts
from learning.domain.attempts import rules_of
from learning.domain.documents import TASK, merge
from learning.domain.exercises import record_right, right_before
from learning.domain.papers import KINDS
from learning.domain.people import Person
from learning.domain.placement import placed_lessons, record_placed, too_soon
from learning.domain.progress import completed_at, record_earned
from learning.domain.quiz_rules import kinder, out_of_turn
from learning.domain.review_cards import adopt_cards
from learning.domain.runs import record_passed
from learning.models import (
    BlockProgress,
    ExtraAttempt,
    LessonEvent,
    LessonProgress,
    Onboarding,
    Placement,
    Progress,
    QuizAttempt,
    ScenarioRun,
    UpdateSeen,
    VisitorProgress,
)
from lib.writes import insert, send
from skills.domain.evidence import one_at_a_time

TRIES = 5


def adopt(user_id: int, *, visitor: uuid.UUID, locale: str) -> bool:
    """Move every row of `visitor`; where the account already has one, the earlier completion and both attempts stay.

    Another window of the account may begin something meanwhile, as beginning takes no lock: then all of it is read
    again. False, and nothing moved, where somebody was faster each time: signing in never fails for it.
    """
    for _ in range(TRIES):
        try:
            _move(user_id, visitor, locale)
        except IntegrityError:
            continue
        return True
    return False


def _move(user_id: int, visitor: uuid.UUID, locale: str) -> None:
    with transaction.atomic():
        one_at_a_time(user_id)  # the learner before the rows, as whoever completes or hands in does
        own = {row.lesson_key: row for row in LessonProgress.objects.filter(user_id=user_id)}
        touched: set[uuid.UUID] = set()
        person = Person(visitor=visitor)
        _refuse_tests(user_id, visitor)
        placed = placed_lessons(person, completed_at(person))
        newly_placed: list[uuid.UUID] = []
        for row in VisitorProgress.objects.select_for_update().filter(visitor=visitor):
            touched.add(row.lesson_key)
            mine = own.get(row.lesson_key)
            newly = row.completed_at is not None and (mine is None or mine.completed_at is None)
            if mine is None:
                _become(user_id, row)
            else:
                # What was worked through is not called placed, though the test came before.
                earlier = row.completed_at and mine.completed_at and row.completed_at < mine.completed_at
                here = LessonProgress.objects.filter(pk=mine.pk)
                if newly or (earlier and row.lesson_key not in placed):
                    here.update(completed_at=row.completed_at)
                if newly or (row.through_passed and not mine.through_passed):
                    here.update(through=row.through, through_passed=row.through_passed)
            row.delete()
            if newly:
                by_test = row.lesson_key in placed
                newly_placed += [row.lesson_key] if by_test else []
                kind = LessonEvent.Kind.PLACED if by_test else LessonEvent.Kind.COMPLETED
                LessonEvent.objects.create(user_id=user_id, lesson_key=row.lesson_key, kind=kind, locale=locale)
        blocks = {(r.lesson_key, r.block_id): r for r in BlockProgress.objects.filter(user_id=user_id)}
        moved_blocks = list(BlockProgress.objects.select_for_update().filter(visitor=visitor))
        for block in moved_blocks:
            mine_block = blocks.get((block.lesson_key, block.block_id))
            if mine_block is None:
                BlockProgress.objects.filter(pk=block.pk).update(user_id=user_id, visitor=None)
            else:
                if mine_block.done_at is None and block.done_at is not None:
                    BlockProgress.objects.filter(pk=mine_block.pk).update(done_at=block.done_at)
                if block.kind in (*KINDS, TASK):
                    merge(mine_block, block)
                elif block.kind == datasets.KIND:
                    datasets.merge(mine_block, block)
                elif block.kind == "question" and block.state.get("right"):
                    mine_block.state["right"] = True  # right once stays right, whoever had signed in
                    BlockProgress.objects.filter(pk=mine_block.pk).update(state=mine_block.state)
                block.delete()
        moved = list(QuizAttempt.objects.select_for_update().filter(visitor=visitor).order_by("number"))
        for attempt in moved:
            touched.add(attempt.lesson_key)
            same = QuizAttempt.objects.filter(user_id=user_id, lesson_key=attempt.lesson_key, block_id=attempt.block_id)
            before = list(same.order_by("number"))
            if attempt.submitted_at is None and before and before[-1].submitted_at is None:
                if drafts.one_of(before[-1], attempt) is not attempt:
                    continue
                before.pop()
            given = ExtraAttempt.objects.filter(
                user_id=user_id, lesson_key=attempt.lesson_key, block_id=attempt.block_id
            )
            refused = _out_of_turn(attempt, before, given)
            late = attempt.late or refused
            number = before[-1].number + 1 if before else 1
            if before:  # one given and not used yet is kept: only what was begun with it, in turn, uses it
                unused = given.filter(opens_number__gte=number)
                unused = unused if refused else unused.filter(created_at__gt=attempt.started_at)
                unused.update(opens_number=F("opens_number") + 1)
            QuizAttempt.objects.filter(pk=attempt.pk).update(user_id=user_id, visitor=None, number=number, late=late)
            _ask_readers(user_id, attempt)
        adopt_cards(user_id, attempts=moved, blocks=moved_blocks)
        _adopt_runs(user_id, visitor)
        record_right(user_id, right_before(user_id))
        _adopt_placements(user_id, visitor)
        if Onboarding.objects.filter(user_id=user_id).exists():
            Onboarding.objects.filter(visitor=visitor).delete()
        else:
            Onboarding.objects.filter(visitor=visitor).update(user_id=user_id, visitor=None)
        lessons = get_catalogue().lessons
        if newly_placed:
            record_placed(user_id, [lessons[key] for key in newly_placed if key in lessons])
        for key in touched:
            if key in lessons:
                record_earned(user_id, lessons[key])


def _become(user_id: int, row: VisitorProgress) -> None:
    """A row of the account that says what the visitor's says. Another window may have begun one just now: only places
    in a lesson are kept without the lock.
    """
    shared = {field.attname: getattr(row, field.attname) for field in Progress._meta.concrete_fields}
    mine = LessonProgress(user_id=user_id, **shared)
    send(insert([mine], unique=("user", "lesson_key"), update=("completed_at", "through", "through_passed")))
    if row.update_seen:
        UpdateSeen.objects.update_or_create(
            user_id=user_id, lesson_key=row.lesson_key, defaults={"number": row.update_seen}
        )


def _out_of_turn(attempt: QuizAttempt, before: list[QuizAttempt], given: QuerySet[ExtraAttempt]) -> bool:
    """Signing out gives no attempt that the account had not: such a one is kept and shown, it does not pass."""
    earlier = [row for row in before if row.started_at < attempt.started_at]
    if not earlier:
        return False
    rules = kinder(rules_of(earlier[-1]), rules_of(attempt))
    times = [(row.started_at, row.submitted_at) for row in earlier]
    if not out_of_turn(rules, before=times, started_at=attempt.started_at):
        return False
    opened = given.filter(created_at__lte=attempt.started_at).values_list("opens_number", flat=True)
    return out_of_turn(rules, before=times, started_at=attempt.started_at, given=list(opened))


def _ask_readers(user_id: int, attempt: QuizAttempt) -> None:
    """Answers that wait for a reader wait for an account too: nobody could be told before."""
    lesson = get_catalogue().lessons.get(attempt.lesson_key)
    if attempt.submitted_at and lesson:
        waiting = attempt.answers.filter(score=None).select_related("version")
        answer_reviews.ask(user_id, attempt=attempt, answers=list(waiting), title=lesson.title)


def _adopt_runs(user_id: int, visitor: uuid.UUID) -> None:
    """Runs keep their order after those of the account; a run passed before signing up proves what it proves."""
    runs = ScenarioRun.objects.select_for_update(of=("self",)).select_related("version")
    passed = []
    for run in runs.filter(visitor=visitor).order_by("number"):
        same = ScenarioRun.objects.filter(user_id=user_id, lesson_key=run.lesson_key, block_id=run.block_id)
        number = (same.aggregate(top=Max("number"))["top"] or 0) + 1
        ScenarioRun.objects.filter(pk=run.pk).update(user_id=user_id, visitor=None, number=number)
        passed += [(run.version, run.total or 0)] if run.passed else []
    record_passed(user_id, passed)


def _adopt_placements(user_id: int, visitor: uuid.UUID) -> None:
    """Tests handed in move; of two open ones for a module one stays."""
    own = {row.module_key: row for row in Placement.objects.filter(user_id=user_id, submitted_at=None)}
    theirs = Placement.objects.filter(visitor=visitor)
    for row in theirs.filter(submitted_at=None, module_key__in=list(own)):
        drafts.one_of(own[row.module_key], row)
    theirs.update(user_id=user_id, visitor=None)


def _refuse_tests(user_id: int, visitor: uuid.UUID) -> None:
    """Signing out gives no placement test that the account had not: one handed in is kept and shown, and completes
    nothing; an open one goes.
    """
    own = list(Placement.objects.filter(user_id=user_id, submitted_at__isnull=False))
    for row in Placement.objects.filter(visitor=visitor):
        if not too_soon(row, own):
            continue
        if row.submitted_at is None:
            row.delete()
            continue
        placed = row.results.filter(placed=True)
        VisitorProgress.objects.filter(
            visitor=visitor, completed_at=row.submitted_at, lesson_key__in=placed.values("lesson_key")
        ).update(completed_at=None)
        placed.update(placed=False)
