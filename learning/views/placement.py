"""Placement tests: what one is, its questions, what it said. Tests of others are the same 404 as unknown ones."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.catalogue import LessonInfo, ModuleInfo, get_catalogue
from learning.domain import drafts, forged, grading, placement
from learning.domain.attempts import Unanswered, Unreadable
from learning.domain.people import Person, person_of
from learning.domain.quiz_rules import unexpected
from learning.domain.showing import public_payload
from learning.forms import read_response
from learning.models import Placement, PlacementAnswer
from learning.views import drafting
from learning.views.lookup import language
from learning.views.unready import unready
from learning.wording import problem_text
from lib.audit import audit
from lib.forged import foreign, guarded


@guarded("placement")
def intro(request: HttpRequest, code: str) -> HttpResponse:
    """What the test asks and what it can record; the button begins it, or goes on with it."""
    module = next((m for m in get_catalogue().modules.values() if m.code == code), None)
    if module is None:
        raise Http404
    if request.method == "POST":
        return _begin(request, module)
    person = person_of(request)
    groups, last = _groups(person, module), placement.last_test(person, module)
    context = {
        "module": module,
        "groups": groups,
        "asks": any(group["code"] != "left" for group in groups),
        "last": last,
        "after": placement.again_after(last),
        "open": placement.open_test(person, module),
    }
    return render(request, "learning/placement.html", context)


def _groups(person: Person, module: ModuleInfo) -> list[dict[str, Any]]:
    """The required lessons by what knowing them would change; those the test does not ask about stand last."""
    asked = {key for key, _version in placement.draw(person, module, language(), 0)}
    found: dict[str, list[LessonInfo]] = {"theory": [], "work": [], "left": []}
    for key in module.required:
        lesson = get_catalogue().lessons[key]
        found["left" if key not in asked else "theory" if placement.is_theory(lesson) else "work"].append(lesson)
    return [
        {"code": code, "lessons": lessons, "questions": placement.EACH * len(lessons)}
        for code, lessons in found.items()
        if lessons
    ]


def _begin(request: HttpRequest, module: ModuleInfo) -> HttpResponse:
    try:
        row = placement.start(person_of(request, create=True), module=module, locale=language())
    except (placement.TooSoon, placement.NothingToAsk):
        # The page itself says why, with the day.
        messages.warning(request, _("No test was begun."))
        return redirect("learning:placement", module.code)
    return redirect("learning:placement_test", row.uuid)


def own_placement(request: HttpRequest, placement_uuid: uuid.UUID) -> Placement:
    person = person_of(request)
    row = Placement.objects.filter(uuid=placement_uuid, **person.owner).first() if person.known else None
    if row is None:
        others = Placement.objects.filter(uuid=placement_uuid)
        foreign("placement.foreign", others, user_id=person.user_id, placement=placement_uuid)
        raise Http404
    return row


@guarded("placement", "version")
def test(request: HttpRequest, placement_uuid: uuid.UUID) -> HttpResponse:
    """The questions while the test is open; handed in, what it said."""
    row = own_placement(request, placement_uuid)
    if row.submitted_at:
        if request.method == "POST" and drafting.asked(request):
            return drafting.handed_in(request, row)
        if request.method == "POST":
            _noted(request, "replayed", row)
        return redirect("learning:placement_result", row.uuid)
    answers = list(row.answers.select_related("version"))
    return _hand_in(request, row, answers) if request.method == "POST" else _questions(request, row, answers)


def _hand_in(request: HttpRequest, row: Placement, answers: list[PlacementAnswer]) -> HttpResponse:
    typed = {a.question_key: read_response(request.POST, a.version.payload, str(a.question_key)) for a in answers}
    names = unexpected(request.POST, {str(a.question_key): a.version.payload for a in answers})
    if names:
        audit("placement.unknown_fields", user_id=person_of(request).user_id, unknown=len(names))
        return _questions(request, row, answers, typed, changed=True)
    if drafting.asked(request):
        module = get_catalogue().modules.get(row.module_key)
        away = reverse("learning:placement", args=[module.code]) if module else reverse("learning:dashboard")
        return drafting.keep(
            request, row, typed, away=away, again=lambda: _questions(request, row, answers, typed, stale=True)
        )
    try:
        placement.submit(person_of(request), placement=row, responses=typed, ask="anyway" not in request.POST)
    except Unanswered as left:
        drafting.keep_refused(row, typed)
        return _questions(request, row, answers, typed, blank=left.keys)
    except Unreadable as unreadable:
        if any(problem.expected in forged.FORGED_CHOICES for problem in unreadable.problems.values()):
            _noted(request, "unknown_choice", row)
        else:
            drafting.keep_refused(row, typed)
        problems = {key: problem_text(problem) for key, problem in unreadable.problems.items()}
        blank = [key for key, response in typed.items() if key not in problems and grading.empty(response)]
        return _questions(request, row, answers, typed, problems, blank=blank)
    return redirect("learning:placement_result", row.uuid)


def _noted(request: HttpRequest, event: str, row: Placement) -> None:
    audit(f"placement.{event}", user_id=person_of(request).user_id, placement=str(row.uuid))


def _questions(
    request: HttpRequest,
    row: Placement,
    answers: list[PlacementAnswer],
    typed: Mapping[uuid.UUID, Any] | None = None,
    problems: Mapping[uuid.UUID, str] | None = None,
    *,
    changed: bool = False,
    stale: bool = False,
    blank: Collection[uuid.UUID] = (),
) -> HttpResponse:
    lessons, problems = get_catalogue().lessons, problems or {}
    typed = drafts.typed(row) if typed is None else typed
    questions = [
        {
            "lesson": lessons.get(answer.lesson_key),
            "name": str(answer.question_key),
            "payload": public_payload(answer.version.payload, row.seed),
            "response": typed.get(answer.question_key),
            "problem": problems.get(answer.question_key, ""),
            "number": number,
            "blank": answer.question_key in blank,
        }
        for number, answer in enumerate(answers, 1)
    ]
    module = get_catalogue().modules.get(row.module_key)
    context = {
        "module": module,
        "placement": row,
        "changed": changed,
        "stale": stale,
        "version": drafts.version(row),
        **unready(questions),
    }
    status = 422 if problems or changed or blank else 409 if stale else 200
    return render(request, "learning/placement_test.html", context, status=status)


def result(request: HttpRequest, placement_uuid: uuid.UUID) -> HttpResponse:
    """Lesson by lesson, known or not; no question is explained, as the quizzes of the lessons will ask them."""
    row = own_placement(request, placement_uuid)
    if not row.submitted_at:
        return redirect("learning:placement_test", row.uuid)
    found = placement.verdicts(row)
    context = {
        "module": get_catalogue().modules.get(row.module_key),
        "placement": row,
        "verdicts": found,
        "known": sum(verdict.known for verdict in found),
        "after": placement.again_after(row),
    }
    return render(request, "learning/placement_result.html", context)
