"""The ladder of the job, for everyone; the reader's own standing beside it when signed in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lib.posting import at, posted_from
from skills.adoption import SESSION_KEY, aim_of
from skills.domain.joining import UnknownTier, join_ladder
from skills.domain.matrix import ladder_page
from skills.domain.outline import outline
from skills.forms import read_wish
from skills.models.taxonomy import LEVELS


@require_safe
def ladder(request: HttpRequest) -> HttpResponse:
    """Tower, branches, lanes, the chosen tier; two targets compared and skills raised, by the address alone."""
    language = (get_language() or "fr")[:2]
    page = ladder_page(request.user.pk, read_wish(request.GET), language=language, aim=aim_of(request))
    return render(request, "skills/ladder.html", {"page": page, "levels": LEVELS[1:]})


@posted_from(at("skills:ladder"))
def target(request: HttpRequest) -> HttpResponse:
    """Aim at a tier; a visitor's choice waits in the session until they sign up."""
    code = request.POST.get("tier", "")
    if request.user.pk is not None:
        try:
            join_ladder(request.user.pk, code)
        except UnknownTier as unknown:
            raise Http404 from unknown
        messages.success(request, _("This is the tier you aim for now."))
        return redirect("skills:tracker")
    known = outline()
    if known is None or known.tier(code) is None:
        raise Http404
    request.session[SESSION_KEY] = code
    messages.success(request, _("This is the tier you aim for now. Sign up in this browser and it stays yours."))
    return redirect(f"{reverse('skills:ladder')}?{urlencode({'tier': code})}#tier")
