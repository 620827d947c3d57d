"""Pages that look the same to every visitor without a cookie of ours are drawn once, then kept and shared.

What is kept holds no token: its places are filled for each reader. A reader with a session is never served from here,
and only the view says that a page may be kept, and for how long (`response.shared`, in seconds). Publishing,
unpublishing and restricting renew the version; whatever somebody takes back from the public calls `forget_shared`.
"""

import re
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from cms import untranslated
from cms.catalogue import VERSION_KEY, adopt_version, get_catalogue, renew

TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}"')
# Stands for the token in a page that is kept; nobody can write it into a text, and all processes know it.
PLACE = salted_hmac("cms.shared", "token").hexdigest().encode()
EPOCH_KEY = "cms.shared.epoch"
# The addresses that may be kept, and the one question each may carry.
CONTENT = re.compile(r"/(?:fr|en)/[\w-]+/(?:[\w-]+/)?")
PORTFOLIO = re.compile(r"/p/[\w-]+/(?:[\w-]+/)?")


def shared_key(request: HttpRequest) -> str | None:
    """Where the page of this address is kept, or None when this reader needs a page of their own."""
    path, query = request.path_info, request.GET
    name = "in" if CONTENT.fullmatch(path) else "lang" if PORTFOLIO.fullmatch(path) else ""
    if request.method not in ("GET", "HEAD") or not name:
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        return None
    if set(query) - {name} or len(query.getlist(name)) > 1:
        return None
    if name == "lang" and query.get(name, "") not in ("", *dict(settings.LANGUAGES)):
        return None
    theme = request.COOKIES.get("theme", "")
    theme = theme if theme in ("light", "dark") else ""
    return f"cms.shared.4.{theme}.{get_language()}.{path}?{query.get(name, '')}"


def invented(query: QueryDict) -> bool:
    """Whether the address names a module nobody has: drawn, but not kept, or anybody could fill the cache."""
    return query.get("in", "") not in get_catalogue().module_names | {""}


def forget_shared() -> None:
    """Nobody is shown any more what was kept until now."""
    cache.set(EPOCH_KEY, uuid4().hex, None)


class SharedPageMiddleware:
    """Stands after the CSRF middleware, which sets the cookie that belongs to the tokens filled in here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = shared_key(request)
        if key is None:
            return self.get_response(request)
        found = cache.get_many([VERSION_KEY, EPOCH_KEY, key])
        stamp = (found.get(VERSION_KEY) or renew(), found.get(EPOCH_KEY, ""))
        adopt_version(stamp[0])  # what is drawn below is kept under this version, and must be of it
        if request.GET and invented(request.GET):
            return self.get_response(request)
        kept_stamp, html, headers = found.get(key, (None, b"", {}))
        if kept_stamp == stamp:
            if PLACE in html:
                html = html.replace(PLACE, get_token(request).encode())
            return HttpResponse(html, headers=headers)
        response = self.get_response(request)
        seconds = getattr(response, "shared", 0)
        if seconds and response.status_code == 200 and settings.SESSION_COOKIE_NAME not in response.cookies:
            headers = {name: value for name, value in response.items() if name != "Content-Length"}
            cache.set(key, (stamp, TOKEN.sub(rb"\g<1>" + PLACE + b'"', response.content), headers), seconds)
        return response


class HeldBackMiddleware:
    """Stands inside the messages: whoever approves is told whether it is published, or why not (`untranslated`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        waiting: list[tuple[int, str]] = []
        token = untranslated.told.set(waiting)
        try:
            response = self.get_response(request)
        finally:
            untranslated.told.reset(token)
        for level, words in waiting:
            messages.add_message(request, level, words)
        return response
