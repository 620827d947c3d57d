"""The time zone of whoever asks: it comes with the row of the account that signed-in pages read, on any device."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest


def zone_of(request: HttpRequest) -> ZoneInfo | None:
    """The zone to draw a page in; None, the site's own, for visitors and for names that no system knows any more."""
    return zone_named(request.user.time_zone) if request.user.is_authenticated else None


def zone_named(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
