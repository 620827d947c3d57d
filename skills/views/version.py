"""A new version of the ladder: what it changes for the reader, and their word before it does."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lib.forged import guarded
from skills.domain.outline import outline_of
from skills.domain.versions import NotThatVersion, accept_version, version_change

VERSION = re.compile(r"[0-9]{1,9}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guarded("ladder", "version")
def version(request: HttpRequest) -> HttpResponse:
    """The differences in words; accepting is for the version that was read about, and for no other."""
    assert request.user.pk is not None
    if request.method == "POST":
        posted = request.POST.get("version", "")
        try:
            accept_version(request.user.pk, version=int(posted) if VERSION.fullmatch(posted) else 0)
        except NotThatVersion:
            messages.error(request, _("Nothing was changed: the ladder has moved on since. Here is what changes now."))
        else:
            messages.success(request, _("You are on the current version of the ladder now."))
            return redirect("skills:tracker")
    found, _target = outline_of(request.user.pk)
    context = {"change": version_change(request.user.pk), "outline": found}
    return render(request, "skills/version.html", context)
