"""Health, robots, and the doors that lead elsewhere."""

import posixpath
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import get_random_string
from django.views.static import serve


def root(request: HttpRequest) -> HttpResponse:
    """The language of whoever is signed in, else the one that suits the browser best."""
    own = request.user.locale if request.user.is_authenticated else translation.get_language_from_request(request)
    response = redirect(f"/{own[:2]}/")
    response["Vary"] = "Accept-Language, Cookie"
    return response


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Each dependency by name: ok, or what is wrong; 503 when one is down."""
    found = {"database": _database(), "cache": _cache(), "media": _media()}
    ready = all(state == "ok" for state in found.values())
    return JsonResponse({"ready": ready, **found}, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return type(error).__name__
    return "ok"


def _cache() -> str:
    token = get_random_string(12)
    try:
        cache.set("readyz", token, 10)
        return "ok" if cache.get("readyz") is not None else "does not keep what it is given"
    except (DatabaseError, ConnectionError, OSError) as error:
        return type(error).__name__


def _media() -> str:
    for folder in (Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_MEDIA_ROOT)):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / ".readyz"
            probe.write_text("ok")
            probe.unlink(missing_ok=True)
        except OSError as error:
            return type(error).__name__
    return "ok"


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Images of the editors. Documents leave through /documents/ only, which asks whether they are private."""
    if posixpath.normpath(f"/{path}").lstrip("/").startswith("documents/"):
        raise Http404
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /cms/",
        "Disallow: /s/",
        "Disallow: /fr/me/",
        "Disallow: /en/me/",
        "Disallow: /fr/account/",
        "Disallow: /en/account/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to report a weakness."""
    expires = (datetime.now(UTC) + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: mailto:{settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def to_login(request: HttpRequest) -> HttpResponse:
    """The one sign-in page, keeping where the person was going."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(reverse("account_login") + (f"?{query}" if query else ""))


def refused_to_login(request: HttpRequest) -> HttpResponse:
    """Where Wagtail sends whoever may not see something. Signing in helps no one who is signed in."""
    if request.user.is_authenticated:
        translation.activate(request.user.locale)  # the address may name none
        raise PermissionDenied
    return to_login(request)


def to_password_reset(request: HttpRequest, rest: str = "") -> HttpResponse:
    return redirect("account_reset_password")


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Without Django's check of the token, which reads the body again: what cannot be read would end as an error."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
