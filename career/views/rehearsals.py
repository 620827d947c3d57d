"""Rehearsals: begin one, see where one stands, finish it, read the debrief, delete it."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from career.domain import asking, sessions
from career.forms import StartForm
from career.models import Rehearsal, RehearsalAnswer
from career.views.access import own_rehearsal, private
from career.views.shown import shown_answer, title_of
from cms.reference import get_reference
from cms.wording import CATEGORIES
from learning.domain.people import account_of
from learning.views.lookup import language
from lib.forged import guarded
from lib.posting import at, posted_from
from skills.domain.outline import outline_of

PAGE = 20
FEW = 3  # questions named in a line of the history


@login_required
@require_safe
def career(request: HttpRequest) -> HttpResponse:
    """The room has one space so far."""
    return redirect("career:rehearsals")


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guarded("rehearsal")
def index(request: HttpRequest) -> HttpResponse:
    """Begin a rehearsal; those done before."""
    user_id = account_of(request)
    ladder, aim = outline_of(user_id)
    asked_of = {code for item in get_reference().of("interview") for code in item.data["tiers"]}
    tiers = [(tier.code, tier.name) for tier in (ladder.tiers if ladder else ()) if tier.code in asked_of]
    given = request.POST if request.method == "POST" else request.GET
    wanted = get_reference().item("interview", given.get("question", "")[:80])
    names = dict(tiers)
    initial = {"category": request.GET.get("category", ""), "tier": request.GET.get("tier", aim)}
    form = StartForm(request.POST or None, tiers=tiers, aim=aim if aim in names else "", initial=initial)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                row = _begin(user_id, form.cleaned_data, wanted.code if wanted else "")
                return redirect("career:rehearsal", row.uuid)
            except sessions.NothingToAsk:
                form.add_error(
                    "category", _("The bank has no question for this choice: take another category, or any job.")
                )
        status = 422
    rows = Rehearsal.objects.filter(user_id=user_id).select_related("review").prefetch_related("answers")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "wanted": wanted,
        "page": page,
        "rows": [_row(row, names) for row in page.object_list],
        "bank": get_reference().page("interview"),
        "total": len(get_reference().of("interview")),
        "practised": _practised(user_id),
        "nav_section": "me",
    }
    return render(request, "career/rehearsals.html", context, status=status)


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guarded("rehearsal")
def rehearsal(request: HttpRequest, rehearsal: uuid.UUID) -> HttpResponse:
    """The debrief; before the end, the question that is open or what is left. Posting goes on to the next one."""
    row = own_rehearsal(request, rehearsal)
    answers = list(row.answers.all())
    if request.method == "POST":
        number = sessions.go_on(row)
        return redirect("career:answer", row.uuid, number) if number else redirect("career:rehearsal", row.uuid)
    now = next((answer for answer in answers if answer.status == RehearsalAnswer.Status.OPEN), None)
    if row.finished_at is None and now and "list" not in request.GET:
        return redirect("career:answer", row.uuid, now.order)
    answered = [shown_answer(answer) for answer in answers if answer.answered_at]
    context = {
        "rehearsal": row,
        "answers": answers,
        "answered": answered,
        "left": [answer for answer in answers if not answer.answered_at],
        "review": row.review,
        "decisions": row.review.decisions.select_related("reviewer") if row.review else (),
        "may_ask": asking.may_ask(row) and bool(answered),
        "nav_section": "me",
    }
    return render(request, "career/debrief.html" if row.finished_at else "career/standing.html", context)


@private
@login_required
@posted_from(at("career:rehearsal", "rehearsal"), own_rehearsal)
@guarded("rehearsal")
def finish(request: HttpRequest, rehearsal: uuid.UUID) -> HttpResponse:
    """To the debrief."""
    row = own_rehearsal(request, rehearsal)
    sessions.finish(row)
    return redirect("career:rehearsal", row.uuid)


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guarded("rehearsal")
def delete(request: HttpRequest, rehearsal: uuid.UUID) -> HttpResponse:
    """Asks first, and says what goes with it."""
    row = own_rehearsal(request, rehearsal)
    if request.method == "POST":
        sessions.delete(row)
        messages.success(request, _("The rehearsal is deleted."))
        return redirect("career:rehearsals")
    given = sum(1 for answer in row.answers.all() if answer.answered_at)
    context = {"rehearsal": row, "given": given, "nav_section": "me"}
    return render(request, "career/rehearsal_delete.html", context)


def _begin(user_id: int, data: dict[str, Any], code: str) -> Rehearsal:
    return sessions.begin(
        user_id,
        form_key=data["key"],
        locale=language(),
        category="" if code else data["category"],
        tier="" if code else data["tier"],
        minutes=data["minutes"],
        count=data["count"],
        code=code,
    )


def _practised(user_id: int) -> int:
    """How many different questions were answered."""
    rows = RehearsalAnswer.objects.filter(rehearsal__user_id=user_id).exclude(answered_at=None)
    return rows.values("question_key").distinct().count()


def _row(row: Rehearsal, tiers: dict[str, str]) -> dict[str, Any]:
    answers = list(row.answers.all())
    return {
        "row": row,
        "asked": len(answers),
        "titles": [title_of(answer.question, row.locale) for answer in answers[:FEW]],
        "more": max(0, len(answers) - FEW),
        "given": sum(1 for answer in answers if answer.answered_at),
        "category": CATEGORIES.get(row.category, ""),
        "tier": tiers.get(row.tier, row.tier),
    }
