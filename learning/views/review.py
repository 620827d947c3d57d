"""Spaced review: one card at a time, then its rating. Cards of others are the same 404 as unknown ones."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from cms.catalogue import latest_versions
from learning.domain import forged, grading, review_cards, reviewing, scheduling
from learning.domain.freshness import freshness
from learning.domain.people import account_of
from learning.domain.review_plan import Held, Plan
from learning.forms import PaceForm, read_response
from learning.models import ReviewCard
from learning.review_chart import forecast
from learning.views.lookup import language
from learning.views.review_shown import back_of, front_of
from learning.wording import problem_text
from lib.audit import audit
from lib.dates import day_text, time_text
from lib.forged import foreign, guarded
from lib.posting import at, posted_from
from skills.domain.outline import outline

MOST_LISTED = 100


def account(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def own_card(request: HttpRequest, card: uuid.UUID) -> ReviewCard:
    row = ReviewCard.objects.filter(uuid=card, user_id=account_of(request)).first()
    if row is None:
        _foreign(request, card)
        raise Http404
    return row


def _foreign(request: HttpRequest, card: uuid.UUID) -> None:
    others = ReviewCard.objects.filter(uuid=card).exclude(user_id=account_of(request))
    foreign("review.foreign_card", others, user_id=account_of(request), card=card)


def _noted(request: HttpRequest, event: str, card: uuid.UUID) -> None:
    audit(f"review.{event}", user_id=account_of(request), card=str(card))


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The card whose turn it is, or what there is to know when there is none."""
    return _page(request, review_cards.plan_of(account(request)))


def _page(request: HttpRequest, plan: Plan[Held], *, status: int = 200, **more: Any) -> HttpResponse:
    day = review_cards.today(account(request))
    held = plan.queue[0] if plan.queue else None
    shown: dict[str, Any] = {}
    if held:
        shown = back_of(held, day) if held.answered_at else front_of(held, day, language())
    following = plan.next_due.astimezone(day.zone) if plan.next_due else None
    context = {
        "next_time": time_text(following).rstrip(".") if following else "",  # a sentence ends with it
        "next_day": day_text(following.date(), "l j F") if following else "",
        "plan": plan,
        "forecast": forecast(plan),
        "pace": PaceForm(initial={"per_day": plan.pace.per_day, "new_per_day": plan.pace.new_per_day}),
        **shown,
        **more,
    }
    return render(request, "learning/review.html", context, status=status)


@login_required
@posted_from(at("learning:review"), own_card)
@guarded("review")
def answer(request: HttpRequest, card: uuid.UUID) -> HttpResponse:
    """Judged here, kept, and shown by the page this leads back to."""
    row = own_card(request, card)
    version = latest_versions([row.question_key], language()).get(row.question_key)
    if version is None:
        return redirect("learning:review")
    unknown = "unknown" in request.POST
    response = None if unknown else read_response(request.POST, version.payload, str(row.question_key))
    problem = _("Choose or write an answer first.") if grading.empty(response) and not unknown else ""
    if not problem:
        try:
            day = review_cards.today(account(request))
            if not reviewing.answer(row, version=version, response=response, locale=language(), day=day):
                _noted(request, "not_due", card)
        except grading.Unreadable as refused:
            if refused.expected in forged.FORGED_CHOICES:
                _noted(request, "unknown_choice", card)
            problem = problem_text(refused)
    plan = review_cards.plan_of(account(request)) if problem else None
    if plan and plan.queue and plan.queue[0].uuid == card and not plan.queue[0].answered_at:
        return _page(request, plan, status=422, problem=problem, response=response)
    return redirect("learning:review")


@login_required
@posted_from(at("learning:review"), own_card)
@guarded("review", "number", "rating")
def rate(request: HttpRequest, card: uuid.UUID) -> HttpResponse:
    """The rating of the answer that waits; anything else changes nothing."""
    row = own_card(request, card)
    number, rating = _whole(request, "number"), _whole(request, "rating")
    open_ratings = reviewing.allowed(row.answer_points) if row.answered_at else scheduling.RATINGS
    if rating not in open_ratings:
        _noted(request, "closed_rating", card)
    reviewing.rate(account_of(request), card_uuid=card, number=number, rating=rating)
    return redirect("learning:review")


@login_required
@posted_from(at("learning:review"))
@guarded("review", "number")
def undo(request: HttpRequest) -> HttpResponse:
    """The newest rating only. A page from before says so, beside what stands there now."""
    try:
        card = uuid.UUID(request.POST.get("card", ""))
    except ValueError:
        return redirect("learning:review")
    _foreign(request, card)
    day = review_cards.today(account(request))
    if reviewing.undo(account_of(request), card_uuid=card, number=_whole(request, "number"), day=day):
        messages.success(request, _("The last rating is undone: choose again."))
    elif ReviewCard.objects.filter(uuid=card, user_id=account_of(request)).exists():
        messages.warning(
            request, _("Nothing was undone: this is not your newest rating any more, or you have answered since.")
        )
        return _page(request, review_cards.plan_of(account(request)), status=409)
    return redirect("learning:review")


def _whole(request: HttpRequest, name: str) -> int:
    """A small number that a form of ours sends; 0 for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


@login_required
@posted_from(at("learning:review"))
@guarded("review")
def pace(request: HttpRequest) -> HttpResponse:
    form = PaceForm(request.POST)
    if not form.is_valid():
        return _page(request, review_cards.plan_of(account(request)), status=422, pace=form)
    review_cards.set_pace(account_of(request), **form.cleaned_data)
    messages.success(request, _("Saved. It counts from today."))
    return redirect("learning:review")


@login_required
@posted_from(at("learning:review"))
@guarded("review")
def keep(request: HttpRequest, question_key: uuid.UUID) -> HttpResponse:
    """Whether a question comes back: said outright, so that a form sent twice says the same."""
    if request.POST.get("keep") == "0":
        review_cards.set_aside(account_of(request), question_key=question_key)
    elif not review_cards.keep(account_of(request), question_key=question_key):
        raise Http404
    back = request.POST.get("back", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else "learning:review")


@login_required
@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """How fresh each skill is, and the cards that wait outside the queue."""
    plan = review_cards.plan_of(account(request))
    day, ladder = review_cards.today(account(request)), outline()
    rated = ((c.question_key, c.memory) for c in plan.active)
    found = freshness(((key, m.stability, m.last_review, m.last_rating) for key, m in rated), at=day.now)
    aside = (*plan.suspended, *plan.archived)[:MOST_LISTED]
    versions = latest_versions([card.question_key for card in aside], language()) if aside else {}
    context = {
        "plan": plan,
        "skills": sorted(
            ((ladder.skill(code).name if ladder else code, told) for code, told in found.items()),
            key=lambda row: (row[1].recall, row[0]),
        ),
        "aside": [
            {"card": card, "archived": card.suspended_at is None, "version": versions.get(card.question_key)}
            for card in aside
        ],
    }
    return render(request, "learning/review_cards.html", context)
