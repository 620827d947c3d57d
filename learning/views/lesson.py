"""Posts from a lesson page: where the reader is, one activity, the completion and its undo."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.catalogue import LessonInfo
from learning.domain import activities, progress, updates
from learning.domain.blocks import Absent, Stale
from learning.domain.papers import KINDS
from learning.domain.people import account_of, person_of
from learning.domain.prerequisites import Locked
from learning.views.lookup import block_or_404, known_lesson, language, lesson_or_404, lesson_page, misplaced
from lib.audit import audit
from lib.forged import guarded
from lib.posting import posted_from

ACTIVITIES = ("question", "match", "board", "checklist", "calculator", "dataset", *KINDS)


@require_POST
@guarded("lesson")
def position(request: HttpRequest, lesson_key: uuid.UUID) -> HttpResponse:
    """Where the reader is; sent while scrolling, kept for those who have an account or began something."""
    lesson = lesson_or_404(lesson_key)
    person = person_of(request)
    try:
        block_id = uuid.UUID(request.POST.get("block", ""))
    except ValueError:
        return JsonResponse({"error": "block"}, status=400)
    if lesson.passage(block_id) is None:
        raise Http404
    if person.known:
        progress.see(person, lesson_key=lesson.key, block_id=block_id)
    return HttpResponse(status=204)


def _activity_or_404(request: HttpRequest, lesson_key: uuid.UUID, block_id: uuid.UUID) -> tuple[LessonInfo, Any]:
    return lesson_or_404(lesson_key), block_or_404(lesson_key, block_id, *ACTIVITIES)


@posted_from(lesson_page, _activity_or_404)
@guarded("activity", "version")
def activity(request: HttpRequest, lesson_key: uuid.UUID, block_id: uuid.UUID) -> HttpResponse:
    """One activity handed in: the block again, with what the answer deserves. A page, or a fragment for a script."""
    try:
        lesson, block = _activity_or_404(request, lesson_key, block_id)
    except Http404:
        misplaced(person_of(request), lesson_key, block_id)
        raise
    person = person_of(request, create=block.block_type != "calculator")
    status = 200
    try:
        shown: dict[str, Any] = activities.hand_in(
            person, lesson_key=lesson_key, block=block, post=request.POST, locale=language()
        )
    except Stale as stale:
        status = 409
        shown = activities.conflict(block, request.POST, stale.current)
    except Absent:
        status = 403
        shown = activities.absent(block, request.POST)
    if event := shown.pop("forged", ""):
        status = 422
        audit(f"activity.{event}", user_id=person.user_id, lesson=str(lesson_key), block=str(block_id))
    context = {
        "lesson": lesson,
        "lesson_title": lesson.title[language()],
        "lesson_url": lesson.url[language()],
        "action": request.path,
        "kind": block.block_type,
        "visitor": person.user_id is None,
        "activity": block,  # {% block %} takes the name "block" for itself
        **shown,
    }
    fragment = request.headers.get("X-Fragment") == "1"
    template = f"learning/activities/{block.block_type}.html" if fragment else "learning/activity.html"
    return render(request, template, context, status=status)


@posted_from(lesson_page, known_lesson)
@guarded("lesson")
def complete(request: HttpRequest, lesson_key: uuid.UUID) -> HttpResponse:
    lesson, person = lesson_or_404(lesson_key), person_of(request, create=True)
    try:
        progress.complete_lesson(person, lesson=lesson, locale=language())
    except Locked as locked:
        audit("lesson.locked", user_id=person.user_id, lesson=str(lesson_key))
        names = ", ".join(before.title[language()] for before in locked.lessons)
        messages.warning(request, _("Complete first: %(lessons)s.") % {"lessons": names})
    except progress.NotReady as missing:
        count = len(missing.needs)
        audit("lesson.not_ready", user_id=person.user_id, lesson=str(lesson_key), open=count)
        text = _("Activities still to do before this lesson is complete: %(count)s.")
        messages.warning(request, text % {"count": count})
    else:
        messages.success(request, _("Lesson complete."))
    return redirect(lesson.url[language()] + "#end")


@login_required
@posted_from(lesson_page, known_lesson)
@guarded("lesson")
def undo(request: HttpRequest, lesson_key: uuid.UUID) -> HttpResponse:
    lesson = lesson_or_404(lesson_key)
    if progress.undo_lesson(account_of(request), lesson=lesson, locale=language()):
        messages.success(request, _("The completion is undone. Your answers are kept."))
    return redirect(lesson.url[language()] + "#end")


@posted_from(lesson_page, known_lesson)
@guarded("lesson")
def update_seen(request: HttpRequest, lesson_key: uuid.UUID) -> HttpResponse:
    lesson = lesson_or_404(lesson_key)
    updates.seen(person_of(request), lesson=lesson)
    return redirect(lesson.url[language()])
