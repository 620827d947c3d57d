"""The ladder of the job, for everyone; the reader's own standing beside it when signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from skills.domain.joining import UnknownTier, join_ladder
from skills.domain.matrix import ladder_page


@require_safe
def ladder(request: HttpRequest) -> HttpResponse:
    """Tower, branches, lanes and what the chosen tier asks for."""
    page = ladder_page(request.user.pk, tier_code=request.GET.get("tier", ""))
    return render(request, "skills/ladder.html", {"page": page})


@login_required
@require_POST
def target(request: HttpRequest) -> HttpResponse:
    """Aim at a tier."""
    assert request.user.pk is not None
    try:
        join_ladder(request.user.pk, request.POST.get("tier", ""))
    except UnknownTier as unknown:
        raise Http404 from unknown
    messages.success(request, _("This is the tier you aim for now."))
    return redirect("skills:tracker")
