"""Judging a question again, for publishers: which questions, who would change, then the change."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from cms.catalogue import get_catalogue
from cms.role_needed import Door
from learning.domain import regrade_outcome, regrading
from learning.domain.regrade_candidates import candidates
from learning.domain.regrade_outcome import Outcome
from learning.models import Regrade
from learning.regrade_form import RegradeForm
from learning.views.lookup import language
from learning.wording import regrade_refusal
from skills.domain.outline import outline

PERMISSION = "learning.apply_regrade"
ROWS = 50


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
    rows = sorted(found.changes, key=lambda c: (not c.falls, c.passed[0] == c.passed[1], c.attempt_id))
    page = Paginator(rows, ROWS).get_page(request.GET.get("p"))
    names = dict(User.objects.filter(pk__in=[c.user_id for c in page]).values_list("pk", "display_name"))
    outcomes = regrade_outcome.outcomes(found)
    lessons, lang = get_catalogue().lessons, language()
    lines = [
        {
            "change": change,
            "name": names.get(change.user_id or 0, ""),
            "lesson": lessons[change.lesson_key].title[lang] if change.lesson_key in lessons else "",
        }
        for change in page
    ]
    return {
        "page_title": _("Judge answers again"),
        "page_subtitle": found.version.payload["code"],
        "header_icon": "rotate",
        "plan": found,
        "modes": Regrade.Mode,
        "lines": lines,
        "page": page,
        "form": form,
        "passing": sum(change.passed == (False, True) for change in found.changes),
        "failing": sum(change.passed == (True, False) for change in found.changes),
        "people": len({change.user_id for change in found.changes if change.user_id}),
        "proved": sum(bool(outcome.comes) for outcome in outcomes.values()),
        "unproved": sum(bool(outcome.goes) for outcome in outcomes.values()),
        "ledgers": _ledgers({c.user_id: outcomes[c.user_id] for c in page if c.user_id in outcomes}, names),
    }


def _ledgers(outcomes: dict[int, Outcome], names: dict[int, str]) -> list[dict[str, Any]]:
    """Learner by learner of this page: evidence that would come and go, levels and tiers that would change."""
    ladder, standings = outline(), regrade_outcome.standings(outcomes)

    def tiers(codes: tuple[str, ...]) -> list[str]:
        return [tier.name for code in codes if ladder and (tier := ladder.tier(code))]

    return [
        {
            "name": names.get(user_id, ""),
            "comes": [regrade_outcome.claim_name(proof) for proof in outcome.comes],
            "goes": [regrade_outcome.claim_name(proof) for proof in outcome.goes],
            "levels": [
                (ladder.skill(code).name if ladder else code, old, new) for code, old, new in standings[user_id].levels
            ],
            "gained": tiers(standings[user_id].gained),
            "lost": tiers(standings[user_id].lost),
        }
        for user_id, outcome in outcomes.items()
    ]
