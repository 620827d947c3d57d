"""A percentage, opened line by line."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from skills.domain.why import why


@login_required
@require_safe
def why_tier(request: HttpRequest, slug: str) -> HttpResponse:
    """Every condition of one tier: met with the proof, or not with the reason."""
    assert request.user.pk is not None
    found = why(request.user.pk, tier_code=slug, language=(get_language() or "fr")[:2])
    if found is None:
        raise Http404
    return render(request, "skills/why.html", {"why": found})
