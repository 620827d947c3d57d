"""Scenarios: begin, decide turn by turn, read the debrief. Runs of others are the same 404 as unknown ones."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.catalogue import LessonInfo, ScenarioInfo, get_catalogue
from cms.packs.schema import block_id
from learning.domain import runs, scenario
from learning.domain.people import Person, person_of
from learning.models import ScenarioRun
from learning.scenario_chart import chart
from learning.views.lookup import language, lesson_or_404, lesson_page, misplaced
from lib.audit import audit
from lib.forged import foreign, guarded
from lib.posting import posted_from


def _scenario_or_404(
    request: HttpRequest, lesson_key: uuid.UUID, block_id: uuid.UUID
) -> tuple[LessonInfo, ScenarioInfo]:
    lesson = lesson_or_404(lesson_key)
    info = next((info for info in lesson.scenarios if info.block_id == block_id), None)
    if info is None:
        misplaced(person_of(request), lesson_key, block_id)
        raise Http404
    return lesson, info


@posted_from(lesson_page, _scenario_or_404)
@guarded("scenario")
def play(request: HttpRequest, lesson_key: uuid.UUID, block_id: uuid.UUID) -> HttpResponse:
    """Begin a run, or go on with the open one."""
    lesson, info = _scenario_or_404(request, lesson_key, block_id)
    try:
        run = runs.begin(person_of(request, create=True), lesson=lesson, info=info, locale=language())
    except runs.Unplayable as gone:
        raise Http404 from gone
    return redirect("learning:run", run.uuid)


def own_run(request: HttpRequest, run_uuid: uuid.UUID) -> ScenarioRun:
    person = person_of(request)
    rows = ScenarioRun.objects.select_related("version").prefetch_related("choices")
    run = rows.filter(uuid=run_uuid, **person.owner).first() if person.known else None
    if run is None:
        asked = ScenarioRun.objects.filter(uuid=run_uuid)
        foreign("scenario.foreign_run", asked, user_id=person.user_id, run=run_uuid)
        raise Http404
    return run


def run(request: HttpRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """Where the run stands: the decision to come, or the debrief."""
    row = own_run(request, run_uuid)
    state = runs.told(row)
    return redirect("learning:turn", row.uuid, state.turn) if state.step else redirect("learning:debrief", row.uuid)


@guarded("scenario")
def turn(request: HttpRequest, run_uuid: uuid.UUID, turn: int) -> HttpResponse:
    """One decision: the situation and its choices, or what was decided there and what it was worth."""
    row = own_run(request, run_uuid)
    if request.method == "POST":
        return _decide(request, row, turn)
    state = runs.told(row)
    if turn < 1 or turn > state.turn or (turn == state.turn and state.step is None):
        return redirect("learning:run", row.uuid)
    return _shown(request, row, state, turn)


def _decide(request: HttpRequest, row: ScenarioRun, turn: int) -> HttpResponse:
    value, person = request.POST.get("choice", ""), person_of(request)
    try:
        runs.decide(person, run=row, turn=turn, value=value)
    except runs.AlreadyDecided:
        _noted(person, "replayed", row, turn)
        fresh = own_run(request, row.uuid)
        return _shown(request, fresh, runs.told(fresh), turn, late=True, status=409)
    except runs.NoChoice:
        if value:
            _noted(person, "unknown_choice", row, turn)
        return _shown(request, row, runs.told(row), turn, problem=_("Choose one of the answers first."), status=422)
    except runs.OutOfTurn:
        _noted(person, "out_of_turn", row, turn)
        return redirect("learning:run", row.uuid)
    return redirect("learning:turn", row.uuid, turn)


def _noted(person: Person, event: str, row: ScenarioRun, turn: int) -> None:
    audit(f"scenario.{event}", user_id=person.user_id, run=str(row.uuid), turn=turn)


def _frame(row: ScenarioRun, state: scenario.Run) -> dict[str, Any]:
    """What both pages have: the texts are in the language of the run, the page around them in the reader's."""
    lesson = get_catalogue().lessons.get(row.lesson_key)  # None once archived: what was done stays readable
    return {
        "run": row,
        "state": state,
        "payload": row.version.payload,
        "text_lang": row.version.locale,
        "other_language": row.version.locale != language(),
        "lesson_title": lesson.title[language()] if lesson else _("A lesson that is no longer published"),
        "lesson_url": lesson.url[language()] if lesson else "",
        "block_url": f"{lesson.url[language()]}#{row.block_id}" if lesson else "",
        "passages": passages(row, lesson),
        "most": 100 * len(row.version.payload["dimensions"]),
        "places": scenario.places(row.version.payload),
    }


def _played(one: ScenarioRun, row: ScenarioRun) -> dict[str, Any]:
    """A line of the comparison: values in the order of the dimensions of `row`, "" where its version had none such."""
    state = runs.told(one)
    values = {meter.key: meter.value for meter in state.meters}
    return {
        "row": one,
        "ending": state.ending,
        "values": [values.get(dimension["key"], "") for dimension in row.version.payload["dimensions"]],
        "current": one.pk == row.pk,
        "same": one.version_id == row.version_id,
    }


def passages(row: ScenarioRun, lesson: LessonInfo | None) -> dict[str, str]:
    """Step key → address of the passage to reread, in the lesson that the scenario names."""
    payload = row.version.payload
    named = next((entry for entry in get_catalogue().lessons.values() if entry.code == payload["lesson"]), lesson)
    if named is None:
        return {}
    # Headings have an anchor of their own; every other block stands under its id.
    anchors = {anchor for anchor, _text in named.headings}
    return {
        step["key"]: f"{named.url[language()]}#{key if key in anchors else block_id(named.key, key)}"
        for step in payload["steps"]
        if (key := step["reread"])
    }


def _shown(
    request: HttpRequest,
    row: ScenarioRun,
    state: scenario.Run,
    turn: int,
    *,
    late: bool = False,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    made = state.decisions[turn - 1] if turn <= len(state.decisions) else None
    frame = _frame(row, state)
    count = len(state.decisions) + scenario.to_come(row.version.payload, state.step)
    context = frame | {
        "turn": turn,
        "late": late,
        "problem": problem,
        "past": state.decisions[: turn - 1],
        "segments": ["on" if n < turn else "now" if n == turn else "" for n in range(1, count + 1)],
    }
    if made is None:
        assert state.step is not None
        context |= {
            "step": state.step,
            "moment": state.now,
            "choices": scenario.shown_choices(state.step, row.seed),
            "meters": state.meters,
        }
    else:
        context |= {
            "step": made.step,
            "moment": made.at,
            "made": made,
            "meters": scenario.meters(row.version.payload, made.after, made.changes),
            "before": turn < len(state.decisions),
            "onward": reverse("learning:run", args=[row.uuid])
            if turn == len(state.decisions)
            else reverse("learning:turn", args=[row.uuid, turn + 1]),
        }
    return render(request, "learning/scenario.html", context, status=status)


def debrief(request: HttpRequest, run_uuid: uuid.UUID) -> HttpResponse:
    """The ending, my path beside the best one with what each step did, and all runs side by side."""
    row = own_run(request, run_uuid)
    state = runs.told(row)
    if state.step is not None:
        return redirect("learning:run", row.uuid)
    ideal = scenario.best(row.version.payload)
    lessons = get_catalogue().lessons
    finished = runs.runs_of(person_of(request), lesson_key=row.lesson_key, block_id=row.block_id).exclude(
        finished_at=None
    )
    played = [_played(one, row) for one in finished.select_related("version").prefetch_related("choices")]
    context = _frame(row, state) | {
        "ideal": ideal,
        "pairs": scenario.side_by_side(state, ideal),
        "played": played,
        "chart": chart(state, ideal),
        "meters": scenario.meters(row.version.payload, state.values, None),
        "again": reverse("learning:play", args=[row.lesson_key, row.block_id]) if row.lesson_key in lessons else "",
    }
    return render(request, "learning/scenario_debrief.html", context)
