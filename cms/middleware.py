"""The lesson or catalogue page that every visitor without a cookie of ours gets is drawn once, then kept and shared.

What is kept holds no token: its places are filled for each reader. A reader with a session is never served from here,
and only `SharedPage.serve` says that a page may be kept. Publishing, unpublishing and restricting renew the version.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from cms.catalogue import VERSION_KEY, renew

TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*"')
SLUG = re.compile(r"[\w-]{0,80}")
SECONDS = 300


def shared_key(request: HttpRequest) -> str | None:
    """Where the page of this address is kept, or None when this reader needs a page of their own."""
    path, query = request.path_info, request.GET
    if request.method not in ("GET", "HEAD") or path.count("/") not in (3, 4) or not path.startswith(("/fr/", "/en/")):
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        return None
    if set(query) - {"in"} or not SLUG.fullmatch(query.get("in", "")):
        return None
    theme = request.COOKIES.get("theme", "")
    return f"cms.shared.{theme if theme in ('light', 'dark') else ''}.{path}?{query.get('in', '')}"


class SharedLessonMiddleware:
    """Stands after the CSRF middleware, which sets the cookie that belongs to the tokens filled in here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = shared_key(request)
        if key is None:
            return self.get_response(request)
        found = cache.get_many([VERSION_KEY, key])
        version = found.get(VERSION_KEY) or renew()
        kept_version, html = found.get(key, ("", ""))
        if kept_version == version:
            return HttpResponse(TOKEN.sub(lambda place: f'{place[1]}{get_token(request)}"', html))
        response = self.get_response(request)
        if getattr(response, "shared", False) and settings.SESSION_COOKIE_NAME not in response.cookies:
            cache.set(key, (version, TOKEN.sub(r'\1"', response.content.decode())), SECONDS)
        return response
