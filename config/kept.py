"""A form that comes back after its session ended, or without its token: what was typed is shown again and can be sent.

Nothing is done with such a form before the person who reads it says so. The page names the address and every field, its
token is new, and whoever signs in meanwhile is who sends: the form carries no identity. That is acceptable because what
would go into that account stands in front of them, and because no cache keeps the page for the next person.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_cache_control

# Where people write. Who sees a portfolio, what is deleted or published, accounts and their data, and the editing pages
# are not among them: a click on a page that somebody else brought about must not do that.
KEPT = frozenset({
    "learning:activity", "learning:attempt", "learning:document", "learning:note", "learning:note_new",
    "learning:placement_test", "learning:review_answer", "learning:task", "learning:turn",
    "skills:review",
    "portfolio:campaign", "portfolio:campaign_new", "portfolio:create", "portfolio:declare", "portfolio:edit",
    "portfolio:image", "portfolio:image_new", "portfolio:import_answer",
    "career:answer", "career:ask", "career:rehearsals", "career:self_review",
})  # fmt: skip
# Without an account these are a visitor's, and 404 for everybody else: whether they exist is not told here either.
VISITORS = frozenset({"learning:attempt", "learning:placement_test", "learning:turn"})
REMOVALS = frozenset({("action", "remove")})  # of an image, by a button of the form that has its texts
LEFT_OUT = re.compile(r"passw|passphrase|secret|token|^(otp|code)$", re.IGNORECASE)
MOST_FIELDS = 500
MOST_TEXT = 300_000
LONGEST_NAME = 100
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_OF_A_QUESTION = re.compile(_UUID)
_BY_THE_PAGE = re.compile(rf"{_UUID}|[\d.:+-]*|[a-z]{{2}}|.")
_LINE = 60


@dataclass(frozen=True)
class Value:
    """One value of a field, as it came; `named` is "" where the name means nothing to a reader."""

    name: str
    text: str

    @property
    def named(self) -> str:
        return "" if _OF_A_QUESTION.search(self.name) else self.name

    @property
    def typed(self) -> bool:
        return not _BY_THE_PAGE.fullmatch(self.text.strip())

    @property
    def long(self) -> bool:
        return len(self.text) > _LINE or "\n" in self.text.strip()


class KeptMiddleware:
    """Instead of the way to the sign-in page, or of the 404 of a visitor's work, for a form that nobody is signed in
    for any more: what it held. A form without a word goes the usual way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and _turned_away(request, response) and not request.user.is_authenticated:
            # A visitor's work stays the 404 that it is for everybody else, whether it exists or not.
            return _page(request, ended=True, status=404 if response.status_code == 404 else 403) or response
        return response


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form failed the check that it came from a page of ours: an old page, or somebody else's."""
    kept = None if _from_elsewhere(request) else _page(request, ended=False)
    return kept or render(request, "403_csrf.html", status=403)


def _turned_away(request: HttpRequest, response: HttpResponse) -> bool:
    if response.status_code == 302:
        return urlsplit(response["Location"]).path == resolve_url(settings.LOGIN_URL)
    return response.status_code == 404 and _route(request) in VISITORS


def _route(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _from_elsewhere(request: HttpRequest) -> bool:
    """What the browser says of where the form stood. Old browsers say nothing: the page warns their readers."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in ("cross-site", "same-site")
    origin = request.headers.get("Origin")
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return origin is not None and origin not in own


def _page(request: HttpRequest, *, ended: bool, status: int = 403) -> HttpResponse | None:
    """None where the form is not one that people write in, holds nothing, or holds more than any of ours."""
    if _route(request) not in KEPT or (values := _values(request)) is None:
        return None
    context = {
        "ended": ended,
        "values": values,
        "typed": [value for value in values if value.typed],
        "others": [value for value in values if not value.typed],
        "files": bool(request.FILES),
    }
    response = render(request, "kept.html", context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _values(request: HttpRequest) -> list[Value] | None:
    """What the form held; never shortened: what is too much is not kept at all."""
    try:
        posted = [(name, text) for name, texts in request.POST.lists() for text in texts]
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return None
    values = [
        Value(name, text.replace("\0", ""))
        for name, text in posted
        if not LEFT_OUT.search(name) and name.isprintable() and len(name) <= LONGEST_NAME
    ]
    size = sum(len(value.text) for value in values)
    if len(posted) > MOST_FIELDS or size > MOST_TEXT or REMOVALS & {(value.name, value.text) for value in values}:
        return None
    return values if any(value.text.strip() for value in values) else None
