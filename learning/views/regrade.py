"""Judging a question again, for publishers: which questions, who would change, then the change."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from cms.role_needed import Door
from learning.domain import regrading
from learning.domain.regrade_candidates import candidates
from learning.models import Regrade
from learning.regrade_form import RegradeForm
from learning.views import regrade_shown
from learning.wording import regrade_refusal

PERMISSION = "learning.apply_regrade"


DOOR = Door(
    gettext_lazy("Judge answers again"),
    gettext_lazy(
        "When the right answer of a question is corrected, answers handed in before are judged again here: shown "
        "first, learner by learner, then written."
    ),
    event="regrade.not_allowed",
)


@DOOR.needs(PERMISSION)
def index(request: HttpRequest) -> HttpResponse:
    """Questions whose key changed since answers were judged by it."""
    context = {"page_title": _("Judge answers again"), "header_icon": "rotate", "rows": candidates()}
    return render(request, "learning/admin/regrade_index.html", context)


@DOOR.needs(PERMISSION)
def regrade(request: HttpRequest, question_key: uuid.UUID) -> HttpResponse:
    """The dry run of one question; posting applies it."""
    asked = request.POST.get("mode") or request.GET.get("mode") or ""
    mode = asked if asked in Regrade.Mode.values else Regrade.Mode.JUDGE.value
    try:
        found = regrading.plan(question_key, mode=mode)
    except regrading.Unknown as unknown:
        raise Http404 from unknown
    form = RegradeForm(request.POST or None, initial={"mode": mode, "number": found.number, "seal": found.seal})
    if request.method == "POST" and form.is_valid():
        if done := _apply(request, question_key, form):
            return done
        found = regrading.plan(question_key, mode=mode)
        typed = {"reason": form.cleaned_data["reason"], "lower": form.cleaned_data["lower"]}
        form = RegradeForm(initial={"mode": mode, "number": found.number, "seal": found.seal, **typed})
    return render(request, "learning/admin/regrade.html", _context(request, found, form))


def _apply(request: HttpRequest, question_key: uuid.UUID, form: RegradeForm) -> HttpResponse | None:
    assert isinstance(request.user, User)
    try:
        done = regrading.apply(question_key, by=request.user, **form.cleaned_data)
    except regrading.Refused as refused:
        messages.warning(request, regrade_refusal(refused.code))
        return None
    count = done.answers.count()
    text = ngettext("%(count)s answer was judged again.", "%(count)s answers were judged again.", count)
    messages.success(request, text % {"count": count})
    return redirect("regrade_index")


def _context(request: HttpRequest, found: regrading.Plan, form: RegradeForm) -> dict[str, Any]:
    shown = {"page_subtitle": found.version.payload["code"], "plan": found, "modes": Regrade.Mode, "form": form}
    page = {"page_title": _("Judge answers again"), "header_icon": "rotate"}
    return page | shown | regrade_shown.context(found, request.GET.get("p"))
