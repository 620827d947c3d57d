"""What the layout needs on every page; costs visitors no query of their own."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from accounts.models import Notification
from cms.navigation import navigation

THEMES = ("light", "dark")


def site(request: HttpRequest) -> dict[str, Any]:
    """`theme`, `language_links` (code, name, url, current) and `site_url`."""
    theme = request.COOKIES.get("theme", "")
    current = translation.get_language() or settings.LANGUAGE_CODE
    links = [
        {
            "code": code,
            "name": name,
            "url": translate_url(request.get_full_path(), code),
            "current": code == current,
        }
        for code, name in (("fr", "Français"), ("en", "English"))
    ]
    return {
        "theme": theme if theme in THEMES else "",
        "language_links": links,
        "site_url": settings.SITE_URL,
        "LANGUAGE_CODE": current,
        # Read only where a template uses them: error pages and e-mails cost nothing.
        "navigation": SimpleLazyObject(navigation),
        "notification_count": SimpleLazyObject(lambda: _unread(request)),
    }


def _unread(request: HttpRequest) -> int:
    return Notification.objects.unread(request.user).count() if request.user.is_authenticated else 0
