"""One question at a time: write or say the answer, then read it again beside what the bank expects."""

import uuid
from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from career.domain import sessions
from career.domain.hints import CALM, QUICK
from career.domain.matching import matches
from career.forms import read_answer, read_note, read_ratings, version_of
from career.models import Rehearsal, RehearsalAnswer
from career.views.access import own_answer, private
from career.views.shown import clock, part_fields, rating_fields, shown_answer
from cms.reference import get_reference
from learning.domain.people import account_of
from learning.views.lookup import language
from lib.forged import guarded
from portfolio.citing import citable
from skills.domain.outline import outline

# The recording is an object of the page itself: played from there, sent nowhere.
RECORDING = {"media-src": [SELF, "blob:"]}
ACTIONS: dict[str, Callable[..., RehearsalAnswer]] = {
    "give": sessions.give,
    "skip": sessions.skip,
    "save": sessions.save,
}


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guarded("rehearsal", "version")
def answer(request: HttpRequest, rehearsal: uuid.UUID, number: int) -> HttpResponse:
    """The question, its clock and the answer being written."""
    row, current = own_answer(request, rehearsal, number)
    if request.method == "POST":
        response = _post(request, row, current)
    elif current.answered_at:
        response = redirect("career:self_review", row.uuid, number)
    elif row.finished_at or current.opened_at is None:
        response = redirect("career:rehearsal", row.uuid)
    else:
        response = _page(request, row, current)
    response._csp_update = RECORDING  # type: ignore[attr-defined]
    response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(self)"
    return response


def _post(request: HttpRequest, row: Rehearsal, current: RehearsalAnswer) -> HttpResponse:
    if request.POST.get("do") == "restart":
        sessions.restart_clock(current)
        return redirect("career:answer", row.uuid, current.order)
    do = request.POST.get("do", "save")
    typed, version = read_answer(request.POST), version_of(request.POST)
    auto = bool(request.POST.get("auto"))
    if replaced := version_of(request.POST, "replace"):  # knowingly, what another window saved: as it stands there
        version, do = replaced, "give" if current.answered_at else "save"
    try:
        saved = ACTIONS.get("save" if auto else do, sessions.save)(current, typed=typed, version=version)
    except sessions.Stale as stale:
        return _page(request, row, stale.current, typed=typed, read=version, other=stale.current, status=409)
    except sessions.Closed:
        return _page(request, row, current, typed=typed, closed=True, status=409)
    except sessions.Empty:
        return _page(request, row, current, typed=typed, empty=True, status=422)
    if auto:
        return _page(request, row, saved)
    if do == "give":
        return redirect("career:self_review", row.uuid, saved.order)
    if do == "skip":
        following = sessions.go_on(row, after=saved.order)
        return redirect("career:answer", row.uuid, following) if following else redirect("career:rehearsal", row.uuid)
    messages.success(request, _("Draft kept."))
    return redirect("career:answer", row.uuid, saved.order)


def _page(
    request: HttpRequest,
    row: Rehearsal,
    current: RehearsalAnswer,
    *,
    typed: dict[str, Any] | None = None,
    read: int = 0,
    other: RehearsalAnswer | None = None,
    empty: bool = False,
    closed: bool = False,
    status: int = 200,
) -> HttpResponse:
    # Beside what another window saved, the page keeps the version it had read: only one button names the other.
    version = read if other else current.version
    kept = other and {"text": other.given, "given": other.answered_at is not None}
    if typed is not None:  # what was typed stays on the page, whatever stands in the database
        same = {"rehearsal": row, "order": current.order, "question": current.question}
        current = RehearsalAnswer(**typed, **same, opened_at=current.opened_at)
    allowed = row.minutes * 60
    spent = int((timezone.now() - current.opened_at).total_seconds()) if current.opened_at else 0
    left = max(0, allowed - spent)
    answers = list(row.answers.all())
    context = {
        "rehearsal": row,
        "answer": current,
        "version": version,
        "parts": part_fields(current),
        "kept": kept,
        "other_version": other and other.version,
        "empty": empty,
        "closed": closed,
        "saved": typed is None and bool(current.begun),
        "answers": answers,
        "total": len(answers),
        "left": left,
        "allowed": allowed,
        "clock": clock(left),
        "whole": clock(allowed),
        "other_language": row.locale != language(),
        "longest": sessions.LONGEST,
        "spoken": {"minutes": row.minutes or 1, "low": CALM * (row.minutes or 1), "high": QUICK * (row.minutes or 1)},
        "nav_section": "me",
    }
    fragment = request.headers.get("X-Fragment")
    template = "career/parts/answer_form.html" if fragment else "career/answer.html"
    return render(request, template, context, status=status)


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guarded("rehearsal", "version")
def self_review(request: HttpRequest, rehearsal: uuid.UUID, number: int) -> HttpResponse:
    """The answer given: hints, key points, campaigns that would do, one's own view of it."""
    row, current = own_answer(request, rehearsal, number)
    if not current.answered_at:
        return redirect("career:answer", row.uuid, number)
    if request.method == "POST":
        ratings, note = read_ratings(request.POST), read_note(request.POST)
        try:
            sessions.rate(current, ratings=ratings, note=note, version=version_of(request.POST))
        except sessions.Stale as stale:
            return _review(request, row, stale.current, ratings=ratings, note=note, stale=True, status=409)
        following = sessions.go_on(row, after=number)
        if request.POST.get("do") == "next" and following:
            return redirect("career:answer", row.uuid, following)
        messages.success(request, _("Your review is kept."))
        return redirect("career:rehearsal", row.uuid)
    return _review(request, row, current, ratings=current.ratings, note=current.note)


def _review(
    request: HttpRequest,
    row: Rehearsal,
    current: RehearsalAnswer,
    *,
    ratings: dict[str, int],
    note: str,
    stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    answers = list(row.answers.all())
    context = {
        "rehearsal": row,
        "answer": current,
        "shown": shown_answer(current),
        "fields": rating_fields(current, ratings),
        "note": note,
        "stale": stale,
        "more": row.finished_at is None and any(one.status in ("waiting", "open") for one in answers),
        "campaigns": _campaigns(request, current),
        "total": len(answers),
        "whole": clock(row.minutes * 60),
        "nav_section": "me",
    }
    return render(request, "career/self_review.html", context, status=status)


def _campaigns(request: HttpRequest, current: RehearsalAnswer) -> dict[str, Any]:
    """One's own campaigns that would answer the question, and why."""
    question, known = current.question, outline()
    skills = question["skills"]
    kpis = {
        code
        for item in get_reference().items.get("kpi", {}).values()
        if {skill["code"] for skill in item.data["skills"]} & set(skills)
        for code in item.data["formulas"]
    }
    mine = citable(account_of(request), language())
    found = matches(mine, skills=skills, kpis=kpis, measured=question["category"] == "measurement")
    shown = []
    for match in found:
        names = [known.skill(code).name if known else code for code in match.skills]
        shown.append({"campaign": match.campaign, "figures": match.figures, "skills": names})
    return {"any": bool(mine), "found": shown}
