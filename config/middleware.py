"""Whatever depends on who asks is private: no shared cache may keep it."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_cache_control

PUBLIC_PREFIXES = ("/static/", "/media/", "/healthz", "/readyz", "/robots.txt", "/sitemap", "/.well-known/")


class PrivateByDefaultMiddleware:
    """Mark every page `private, no-cache` unless its view already said how it may be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # A page saying "not found" shows who is signed in: wherever it stands, it is not public.
        public = request.path.startswith(PUBLIC_PREFIXES) and response.status_code in (200, 206, 304)
        if not response.has_header("Cache-Control") and not public:
            patch_cache_control(response, private=True, no_cache=True)
        return response


class CmsPolicyMiddleware:
    """The editing interface needs inline code and styles, its previews a frame of our own; the rest keeps the strict policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith("/cms/"):
            policy: dict[str, list[str]] = {"frame-ancestors": [SELF]}
            if "/preview/" not in request.path_info:  # a preview shows content, under the rules of the site
                policy |= {"script-src": [SELF, UNSAFE_INLINE], "style-src": [SELF, UNSAFE_INLINE]}
            response._csp_replace = policy  # type: ignore[attr-defined]
        return response


class LanguageMiddleware(LocaleMiddleware):
    """Django's, except that what stands outside the languages stays there: its 404 is a 404, no redirect to /fr/…"""

    OUTSIDE = ("/p/", "/s/", "/unsubscribe/", "/confirm/", "/account/", "/cms/", "/documents/", "/media/")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 404 and request.path_info.startswith((*self.OUTSIDE, settings.STATIC_URL)):
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response
        return super().process_response(request, response)
