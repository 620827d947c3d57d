"""Playing a scenario: a run is begun on a frozen version, decided turn by turn, and proves what it proves once."""

import secrets
import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.catalogue import LessonInfo, ScenarioInfo
from cms.models import ScenarioVersion
from cms.scenario_versions import latest_version
from learning.domain import scenario
from learning.domain.blocks import mark_done
from learning.domain.people import Person
from learning.models import RunChoice, ScenarioRun
from skills.domain.asked import asked
from skills.domain.evidence import Claim, Work, record_works
from skills.domain.reconcile import reconcile
from skills.domain.requirements import full_marks
from skills.domain.standing import requirement_key
from skills.models import ClaimKind, Grade

SOURCE, PASSED = "scenario", "scenario_passed"


class Unplayable(Exception):
    """No version of the scenario was ever frozen."""


class NoChoice(Exception):
    """The form names none of the choices of this step."""


class OutOfTurn(Exception):
    """The turn has not come yet, or the run is over."""


class AlreadyDecided(Exception):
    """The turn holds another decision, made in another window or before going back; it stands."""


def runs_of(person: Person, *, lesson_key: uuid.UUID, block_id: uuid.UUID) -> QuerySet[ScenarioRun]:
    """The runs of one block, oldest first; none for a visitor who has done nothing."""
    if not person.known:
        return ScenarioRun.objects.none()
    return ScenarioRun.objects.filter(**person.owner, lesson_key=lesson_key, block_id=block_id).order_by("number")


def told(run: ScenarioRun) -> scenario.Run:
    """The run as its frozen version tells it."""
    return scenario.told(run.version.payload, [row.choice for row in run.choices.all()])


def begin(person: Person, *, lesson: LessonInfo, info: ScenarioInfo, locale: str) -> ScenarioRun:
    """The open run, or a new one on the version published now. Two tabs share one run. Raises Unplayable."""
    own = runs_of(person, lesson_key=lesson.key, block_id=info.block_id)
    for _ in range(3):
        newest = own.order_by("-number").first()
        if open_run := own.filter(finished_at=None).last():
            return open_run
        version = latest_version(info.key, locale)
        if version is None:
            raise Unplayable
        try:
            with transaction.atomic():
                return ScenarioRun.objects.create(
                    **person.owner,
                    lesson_key=lesson.key,
                    block_id=info.block_id,
                    version=version,
                    number=(newest.number if newest else 0) + 1,
                    seed=secrets.randbelow(2**31),
                )
        except IntegrityError:
            continue  # the other tab was first: take its run
    raise IntegrityError("could not begin a run")


def decide(person: Person, *, run: ScenarioRun, turn: int, value: str) -> bool:
    """Make the decision of a turn by the number of its choice; False when the same one was made already.

    Raises AlreadyDecided when another one stands there, OutOfTurn, NoChoice. Nothing is changed then.
    """
    state = told(run)
    if turn < 1:
        raise OutOfTurn
    if turn <= len(state.decisions):
        return _again(run, state, turn, value)
    if turn > state.turn or state.step is None:
        raise OutOfTurn
    key = scenario.chosen(state.step, run.seed, value)
    if key is None:
        raise NoChoice
    try:
        with transaction.atomic():
            # The turn is free for one row: of two clicks, one is the decision.
            RunChoice.objects.create(run=run, turn=turn, step=state.step["key"], choice=key)
            after = scenario.told(run.version.payload, [*(d.choice["key"] for d in state.decisions), key])
            if after.step is None:
                _finish(person, run, after)
    except IntegrityError:
        fresh = ScenarioRun.objects.select_related("version").get(pk=run.pk)
        return _again(fresh, told(fresh), turn, value)
    return True


def _again(run: ScenarioRun, state: scenario.Run, turn: int, value: str) -> bool:
    if turn > len(state.decisions):
        raise OutOfTurn
    made = state.decisions[turn - 1]
    if scenario.chosen(made.step, run.seed, value) != made.choice["key"]:
        raise AlreadyDecided
    return False


def _finish(person: Person, run: ScenarioRun, state: scenario.Run) -> None:
    ScenarioRun.objects.filter(pk=run.pk, finished_at=None).update(
        finished_at=timezone.now(), total=state.total, passed=state.passed
    )
    if state.passed:
        mark_done(person, lesson_key=run.lesson_key, block_id=run.block_id, kind=SOURCE, state={})
        if person.user_id:
            record_passed(person.user_id, [(run.version, state.total)])


def record_passed(user_id: int, passed: Iterable[tuple[ScenarioVersion, int]]) -> None:
    """Evidence of passed scenarios, each with the points reached: the requirements and the skills, once a scenario
    however often it is passed.
    """
    record_works(user_id, [_work(version, total) for version, total in passed])


def rebuild(check_only: bool) -> list[str]:
    """Passed runs without their rows: those with full marks from before they counted."""
    rows = ScenarioRun.objects.filter(passed=True, user__isnull=False).select_related("version")
    wanted = [(row.user_id, _work(row.version, row.total or 0)) for row in rows if row.user_id]
    return reconcile(wanted, check_only=check_only)


def _work(version: ScenarioVersion, total: int) -> Work:
    payload, key = version.payload, str(version.scenario_key)
    targets = [payload["code"]]
    if total >= scenario.best(payload).total:
        targets += [t for t in (full_marks(payload["code"]),) if any(one.key == t for one in asked(PASSED))]
    claims = [Claim(ClaimKind.REQUIREMENT, requirement_key(PASSED, target)) for target in targets]
    claims += [Claim(ClaimKind.SKILL, skill["code"], skill["level"]) for skill in payload["skills"]]
    return Work(tuple(claims), Grade.EARNED, SOURCE, key, key, practice=payload["practice"])
