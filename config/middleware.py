"""Whatever depends on who asks is private: no shared cache may keep it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

PUBLIC_PREFIXES = ("/static/", "/media/", "/healthz", "/readyz", "/robots.txt", "/sitemap", "/.well-known/")


class PrivateByDefaultMiddleware:
    """Mark every page `private, no-cache` unless its view already said how it may be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and not request.path.startswith(PUBLIC_PREFIXES):
            patch_cache_control(response, private=True, no_cache=True)
        return response
