"""Placement tests: what one is, its questions, what it said. Tests of others are the same 404 as unknown ones."""

import uuid
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.catalogue import LessonInfo, ModuleInfo, get_catalogue
from learning.domain import placement
from learning.domain.people import Person, person_of
from learning.models import Placement, PlacementAnswer
from learning.views.answering import Sheet
from learning.views.lookup import language
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
    return PlacementSheet(request, row, list(row.answers.select_related("version"))).answer()


class PlacementSheet(Sheet[Placement]):
    template = "learning/placement_test.html"

    @cached_property
    def module(self) -> ModuleInfo | None:
        return get_catalogue().modules.get(self.row.module_key)

    @property
    def result(self) -> str:
        return reverse("learning:placement_result", args=[self.row.uuid])

    @property
    def away(self) -> str:
        if self.module is None:
            return reverse("learning:dashboard")
        return reverse("learning:placement", args=[self.module.code])

    def beside(self, answer: PlacementAnswer) -> dict[str, Any]:
        return {"lesson": get_catalogue().lessons.get(answer.lesson_key)}

    def context(self) -> dict[str, Any]:
        return {"module": self.module, "placement": self.row}

    def submit(self, typed: Mapping[uuid.UUID, Any], *, ask: bool) -> bool:
        return placement.submit(self.person, placement=self.row, responses=typed, ask=ask)

    def noted(self, event: str) -> None:
        audit(f"placement.{event}", user_id=self.person.user_id, placement=str(self.row.uuid))

    def unknown(self, names: Collection[str]) -> None:
        audit("placement.unknown_fields", user_id=self.person.user_id, unknown=len(names))


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
        "too_soon": placement.too_soon(row, placement.handed_in(person_of(request), row.module_key)),
    }
    return render(request, "learning/placement_result.html", context)
