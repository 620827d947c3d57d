"""Pages of one reader that have nothing new to say: drawn again only when something of what they were drawn from moved.

The key is what the page was drawn from, read anew for each request: a page that is found is the page that would be
drawn. It stays in the memory of the process, small and for as long as there is room, and is looked up by a digest.
"""

import pickle
import re
import zlib
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.timezone import get_current_timezone_name, localdate
from django.utils.translation import get_language

from lib.drawn import TOKEN
from lib.recent import RecentTexts

MOST = 6_000_000  # bytes kept in one process, compressed
_FIELD = re.compile(rb'(name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}"')

_pages = RecentTexts(most=MOST)
# What all pages follow from, published content above all; filled by the rooms that own it.
versions: list[Callable[[], str]] = []


def repeated(request: HttpRequest, *parts: Any, draw: Callable[[], HttpResponse]) -> HttpResponse:
    """The page that `draw` gives for what these parts say.

    They are plain values, and say everything that the page shows besides who asks, where, in which language and on
    which day. Whoever has a message waiting gets a page of their own.
    """
    if settings.DEBUG or request.method != "GET" or len(get_messages(request)):
        return draw()
    key = _digest(request, parts)
    if (kept := _pages.get(key)) is not None:
        return HttpResponse(zlib.decompress(kept).replace(TOKEN.encode(), get_token(request).encode()))
    response = draw()
    # A page with a nonce belongs to one request.
    if response.status_code == 200 and not getattr(request, "csp_nonce", None):
        html = _FIELD.sub(rb"\g<1>" + TOKEN.encode() + b'"', response.content)
        _pages.keep(key, zlib.compress(html, 1))
    return response


def _digest(request: HttpRequest, parts: tuple[Any, ...]) -> bytes:
    user = request.user
    assert user.is_authenticated
    reader = (user.pk, user.display_name, user.email, user.is_staff, bool(request.session.get("desk")))
    theme = request.COOKIES.get("theme", "")
    place = (request.get_full_path(), get_language(), theme, get_current_timezone_name(), localdate())
    return blake2b(pickle.dumps((reader, place, [version() for version in versions], parts)), digest_size=20).digest()
