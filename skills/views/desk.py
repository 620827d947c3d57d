"""The review desk: the queue, one piece of work, the decision."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.models import User
from lib.audit import audit
from lib.forged import foreign, guarded
from lib.posting import answered_on, at, posted_from
from skills.domain import desk
from skills.domain import review as reviewing
from skills.forms import GradeForm, ReviewForm
from skills.models import Review
from skills.wording import desk_lead, refusal

PAGE = 30
private = cache_control(private=True, no_store=True)


def reviewer_or_404(request: HttpRequest, review: uuid.UUID | None = None) -> User:
    """Who may review; for everybody else there is no desk."""
    assert isinstance(request.user, User)
    if not request.user.has_perm(reviewing.PERMISSION):
        if request.method == "POST":
            audit("desk.not_a_reviewer", user_id=request.user.pk)
        raise Http404
    return request.user


@private
@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Work handed in, the oldest first; what is decided, the newest decision first."""
    reviewer = reviewer_or_404(request)
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in desk.FILTERS else desk.FILTERS[0]
    page = Paginator(desk.queue(reviewer, chosen=chosen), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": desk.rows(page.object_list, reviewer),
        "chosen": chosen,
        "lead": desk_lead(chosen),
        "newest_first": chosen in desk.DECIDED,
    }
    return render(request, "skills/desk.html", context)


@private
@login_required
@guarded("desk", "level", "outcome", "points", "state")
def review(request: HttpRequest, review: uuid.UUID) -> HttpResponse:
    """The work beside what it is read against; posting decides."""
    reviewer = reviewer_or_404(request)
    if request.method == "POST" and (late := _too_late(request, reviewer, review)):
        return late
    row = _row_or_404(reviewer, review)
    opened = desk.opened(row, reviewer, (get_language() or "fr")[:2])
    form = (GradeForm if reviewing.takes_points(row) else ReviewForm)(request.POST or None, opened=opened)
    status, told = 200, ""
    if request.method == "POST":
        if form.is_valid():
            try:
                form.send(row, reviewer)
            except reviewing.Refused as refused:
                if refused.code == "twice":
                    audit("desk.replayed", user_id=reviewer.pk, review=str(row.uuid))
                if late := _too_late(request, reviewer, review):
                    return late
                status, told = 409, refusal(refused.code)
                row = _row_or_404(reviewer, review)
                opened = desk.opened(row, reviewer, (get_language() or "fr")[:2])
            else:
                messages.success(request, _("Your decision is kept, and the learner is told."))
                return redirect("skills:desk")
        else:
            status = 422
            if form.forged:
                audit("desk.not_offered", user_id=reviewer.pk, review=str(row.uuid))
    context = {"opened": opened, "review": row, "form": form, "told": told, "wrong": [form] if form.errors else []}
    return render(request, "skills/review.html", context, status=status)


@private
@login_required
@posted_from(at("skills:desk"), reviewer_or_404)
@guarded("desk")
def claim(request: HttpRequest, review: uuid.UUID) -> HttpResponse:
    """Take the work on."""
    reviewer = reviewer_or_404(request)
    if late := _too_late(request, reviewer, review):
        return late
    row = _row_or_404(reviewer, review)
    if not reviewing.claim(row, reviewer=reviewer):
        messages.warning(request, refusal("claimed"))
    return redirect("skills:review", row.uuid)


@private
@login_required
@posted_from(at("skills:desk"), reviewer_or_404)
@guarded("desk")
def release(request: HttpRequest, review: uuid.UUID) -> HttpResponse:
    """Give it back to the queue."""
    reviewer = reviewer_or_404(request)
    if late := _too_late(request, reviewer, review):
        return late
    row = _row_or_404(reviewer, review)
    if reviewing.release(row, reviewer=reviewer):
        messages.success(request, _("Given back: others may take it."))
    return redirect("skills:desk")


def _too_late(request: HttpRequest, reviewer: User, review: uuid.UUID) -> HttpResponse | None:
    """Somebody else decided meanwhile, and the work has left this desk: what was typed stays to be copied.

    Its address is nobody's page any more: the answer belongs to the desk, in the other language too.
    """
    if not desk.decided_by_another(reviewer, review) or desk.visible_to(reviewer).filter(uuid=review).exists():
        return None
    answered_on(request, at("skills:desk"))
    typed = request.POST.get("reasons", "")
    told = refusal("decided") if typed else _("Somebody else has decided meanwhile: the work has left your desk.")
    context = {"told": told, "typed": typed}
    return render(request, "skills/review_late.html", context, status=409)


def _row_or_404(reviewer: User, review: uuid.UUID) -> Review:
    """Work that waits, or that this reviewer decided on: one's own, and what was taken back, is not on the desk."""
    row = desk.visible_to(reviewer).filter(uuid=review).first()
    if row is None:
        own = Review.objects.filter(uuid=review, learner=reviewer)
        foreign("desk.own_work", own, user_id=reviewer.pk, review=review)
        raise Http404
    return row
