"""Asking a mentor about chosen answers, and taking it back."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from career.domain import asking
from career.views.access import own_rehearsal, private
from career.views.shown import shown_answer
from learning.forms import text_of
from lib.forged import guarded
from lib.posting import at, posted_from

LONGEST_WORD = 2_000


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guarded("rehearsal")
def ask(request: HttpRequest, rehearsal: uuid.UUID) -> HttpResponse:
    """Choose the answers that a mentor may read."""
    row = own_rehearsal(request, rehearsal)
    if not asking.may_ask(row) and request.method != "POST":
        return redirect("career:rehearsal", row.uuid)
    word, problem = text_of(request.POST, "word", LONGEST_WORD), ""
    chosen = {int(number) for number in request.POST.getlist("answer")[:20] if number in "1234567" and number}
    if request.method == "POST":
        try:
            asking.ask(row, orders=chosen, word=word)
        except asking.NotReady as missing:
            if missing.code != "none":
                messages.info(request, _told(missing.code))
                return redirect("career:rehearsal", row.uuid)
            problem = _("Choose at least one answer.")
        else:
            messages.success(request, _("Sent. You will be told when a mentor has answered."))
            return redirect("career:rehearsal", row.uuid)
    context = {
        "rehearsal": row,
        "answers": [shown_answer(answer) for answer in row.answers.all() if answer.answered_at],
        "chosen": chosen,
        "word": word,
        "longest": LONGEST_WORD,
        "problem": problem,
        "nav_section": "me",
    }
    return render(request, "career/ask.html", context, status=422 if problem else 200)


@private
@login_required
@posted_from(at("career:rehearsal", "rehearsal"), own_rehearsal)
@guarded("rehearsal")
def withdraw(request: HttpRequest, rehearsal: uuid.UUID) -> HttpResponse:
    """Take it back while nobody reads it."""
    row = own_rehearsal(request, rehearsal)
    if asking.withdraw(row):
        messages.success(request, _("Taken back: no mentor reads it."))
    else:
        messages.warning(request, _("A mentor has taken it on or answered: it cannot be taken back now."))
    return redirect("career:rehearsal", row.uuid)


def _told(code: str) -> str:
    return {
        "open": _("Finish the rehearsal first: a mentor reads answers that are given."),
        "waiting": _("A mentor has these answers already: you will be told."),
        "accepted": _("A mentor has accepted this rehearsal already."),
    }[code]
