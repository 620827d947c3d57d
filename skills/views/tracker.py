"""What one can do, with the proofs behind it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lib.forged import guarded
from lib.posting import posted_from
from skills.domain.declaring import declare as declare_level
from skills.domain.outline import Outline, outline
from skills.domain.tracker import Tracker
from skills.domain.tracker import tracker as read_tracker
from skills.forms import DeclareForm


@login_required
@require_safe
def tracker(request: HttpRequest) -> HttpResponse:
    """Levels against a tier, group by group; every level opens on its proofs."""
    return _page(request, _read(request, tier_code=request.GET.get("tier", "")), None)


def _compared(ladder: Outline | None, tier: str) -> str:
    """The tracker compared to a tier; to none for a code that no tier has."""
    return reverse("skills:tracker") + (f"?tier={tier}" if ladder and ladder.tier(tier) else "")


def _compared_page(request: HttpRequest, /, **arguments: Any) -> str:
    # As the view has read it: pages of errors ask too, also of a form that cannot be read.
    return _compared(outline(), getattr(request, "compared", ""))


@login_required
@posted_from(_compared_page)
@guarded("tracker", "level")
def declare(request: HttpRequest) -> HttpResponse:
    """Say where one stands in a skill: shown as declared, never counted."""
    assert request.user.pk is not None
    tier = request.POST.get("compared", "")
    request.compared = tier  # type: ignore[attr-defined]
    found = _read(request, tier_code=tier)
    if found is None:
        return redirect("skills:tracker")
    form = DeclareForm(request.POST, tracker=found)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    declare_level(request.user.pk, skill_code=form.cleaned_data["skill"], level=form.cleaned_data["level"])
    messages.success(request, _("Saved. It is shown as declared and never counts for a tier."))
    return redirect(f"{_compared(found.outline, tier)}#{form.cleaned_data['skill']}")


def _read(request: HttpRequest, *, tier_code: str = "") -> Tracker | None:
    assert request.user.pk is not None
    return read_tracker(request.user.pk, language=(get_language() or "fr")[:2], tier_code=tier_code)


def _page(request: HttpRequest, found: Tracker | None, form: DeclareForm | None, *, status: int = 200) -> HttpResponse:
    unread = {"notification_count": found.unread} if found else {}
    wrong = [form] if form else []
    context = {"tracker": found, "form": form, "wrong": wrong, **unread}
    return render(request, "skills/tracker.html", context, status=status)
