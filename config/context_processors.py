"""What the layout needs on every page; costs visitors no query of their own."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from accounts.models import Notification
from cms.navigation import navigation
from config.sections import account_link, section_of
from lib.posting import page_of
from lib.statements import WrittenOnce

THEMES = ("light", "dark")
_waiting = WrittenOnce(
    lambda user_id: (
        Notification.objects.filter(user_id=user_id, read_at=None)
        .values("user_id")
        .annotate(waiting=Count("pk"))
        .values_list("waiting")
    )
)


def site(request: HttpRequest) -> dict[str, Any]:
    """`theme`, `language_links` (code, name, url, current), `site_url`, and `address`: where this page is found again.

    An address that only takes forms stands for the page that the form came from.
    """
    address = page_of(request) or request.get_full_path()
    theme = request.COOKIES.get("theme", "")
    current = translation.get_language() or settings.LANGUAGE_CODE
    links = [
        {
            "code": code,
            "name": name,
            "url": address if code == current else _elsewhere(request, address, current, code),
            "current": code == current,
        }
        for code, name in (("fr", "Français"), ("en", "English"))
    ]
    return {
        "theme": theme if theme in THEMES else "",
        "language_links": links,
        "site_url": settings.SITE_URL,
        "address": address,
        "here": section_of(request.path, current),
        "account_path": account_link(request.path, current),
        "LANGUAGE_CODE": current,
        # Read only where a template uses them: error pages and e-mails cost nothing.
        "navigation": SimpleLazyObject(navigation),
        "notification_count": SimpleLazyObject(lambda: _unread(request)),
    }


def _elsewhere(request: HttpRequest, address: str, current: str, code: str) -> str:
    """The address of this page in another language; `current` is the active one."""
    if page_of(request):
        with translation.override(code):
            return page_of(request)
    path, mark, query = address.partition("?")
    return _path_in(path, current, code) + mark + query


@lru_cache(maxsize=2048)
def _path_in(path: str, current: str, code: str) -> str:
    """The address of the same page in another language; `current` is the active one."""
    return translate_url(path, code)


def _unread(request: HttpRequest) -> int:
    rows = _waiting(request.user.pk) if request.user.is_authenticated else []
    return rows[0][0] if rows else 0
