"""The time zone of whoever asks: kept in their session, so that showing dates in it costs no statement."""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from accounts.models import User

SESSION_KEY = "time_zone"


def keep(request: HttpRequest, zone: str) -> None:
    """Show dates to this session in `zone` from its next page on."""
    request.session[SESSION_KEY] = zone


def zone_of(request: HttpRequest) -> ZoneInfo | None:
    """The zone to draw a page in; None, the site's own, for visitors and for names that no system knows any more."""
    name = request.session.get(SESSION_KEY)
    if not name and request.user.is_authenticated:
        # Signed in before sessions kept it. The account is read anyway, and a page that is read writes no session.
        name = request.user.time_zone
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def register() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="accounts.zones")


def _signed_in(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    if request is not None and hasattr(request, "session"):
        keep(request, user.time_zone)
