"""An open quiz or placement test, kept as it is answered: by itself, or with the button that goes on later."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from learning.domain import drafts


def asked(request: HttpRequest) -> bool:
    """Whether the answers are to be kept, not handed in."""
    return "auto" in request.POST or "later" in request.POST


def keep(
    request: HttpRequest,
    row: drafts.Open,
    typed: Mapping[uuid.UUID, Any],
    *,
    away: str,
    again: Callable[[], HttpResponse],
) -> HttpResponse:
    """`away`: where the button leads; `again`: the same form, with what another window kept in mind."""
    auto = "auto" in request.POST
    try:
        drafts.keep(row, typed, read=_read(request))
    except drafts.Stale:
        return _told(request, row, stale=True) if auto else again()
    except drafts.HandedIn:
        return handed_in(request, row) if auto else redirect(request.path)
    if auto:
        return _told(request, row)
    messages.success(request, _("Your answers are kept. Go on with them whenever you like: nothing is handed in."))
    return redirect(away)


def keep_refused(request: HttpRequest, row: drafts.Open, typed: Mapping[uuid.UUID, Any]) -> bool:
    """What was handed in and came back: it stands on the page again, and stays there when the page is left. Whether
    another window kept answers meanwhile: then those stay, until the reader has been told.
    """
    try:
        drafts.keep(row, typed, read=_read(request))
    except drafts.Stale:
        return True
    except drafts.HandedIn:  # another window was first: the page still shows what was typed
        return False
    return False


def handed_in(request: HttpRequest, row: drafts.Open) -> HttpResponse:
    """The answer to a window that went on keeping after another one had handed in."""
    return _told(request, row, over=True)


def _told(request: HttpRequest, row: drafts.Open, *, stale: bool = False, over: bool = False) -> HttpResponse:
    context = {"version": drafts.version(row), "stale": stale, "over": over, "url": request.path}
    return render(request, "learning/parts/draft_told.html", context, status=409 if stale or over else 200)


def _read(request: HttpRequest) -> int:
    told = request.POST.get("version", "")[:9]
    return int(told) if told.isdecimal() else 0
