"""Whatever depends on who asks is private: no shared cache may keep it."""

import codecs
from collections.abc import Callable

from csp.constants import HEADER, SELF, UNSAFE_INLINE
from csp.middleware import CheckableLazyObject, CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property

from accounts.zones import zone_of
from lib.turns import outside

# One page records in the browser and says so itself (`career.views.session`).
NO_DEVICES = "camera=(), geolocation=(), microphone=()"
# How many times the largest body is read to its end, so that the browser shows why it was refused.
PATIENCE = 4
PUBLIC_PREFIXES = ("/static/", "/media/", "/healthz", "/readyz", "/robots.txt", "/sitemap", "/.well-known/")


class PolicyMiddleware(CSPMiddleware):
    """django-csp's, which puts a policy together for each answer: that of an answer which asks for nothing else is
    the same every time.
    """

    @cached_property
    def usual(self) -> str:
        """ "" where the settings ask for more than one policy for every address."""
        more = getattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY", None)
        return "" if more or "EXCLUDE_URL_PREFIXES" in settings.CONTENT_SECURITY_POLICY else build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        asks = "_csp_nonce" in vars(request) or any(name.startswith("_csp") for name in vars(response))
        if asks or settings.DEBUG or HEADER in response.headers or not self.usual:
            return super().process_response(request, response)
        response.headers[HEADER] = self.usual
        # As django-csp does: who asks for a nonce from now on would get one that the header does not name.
        request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)  # type: ignore[attr-defined]
        return response


class PrivateByDefaultMiddleware:
    """Mark every page `private, no-cache`, and without access to devices, unless its view already said otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NO_DEVICES)
        # A page saying "not found" shows who is signed in: wherever it stands, it is not public.
        public = request.path.startswith(PUBLIC_PREFIXES) and response.status_code in (200, 206, 304)
        if not response.has_header("Cache-Control") and not public:
            patch_cache_control(response, private=True, no_cache=True)
        return response


class BodyLimitMiddleware:
    """Refuse a body that no form of ours sends before any of it is read: files have their own, lower limits.

    Stands where the reader and their language are known, and before whatever looks into a body. Who asked for a page
    is told by one; what scripts send gets a short answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) <= settings.MAX_BODY:
            return self.get_response(request)
        if "text/html" not in request.headers.get("Accept", ""):
            return HttpResponse("413 Payload Too Large", status=413, content_type="text/plain")
        # Browsers show an answer only once they could send everything; beyond a few times the limit nobody waits.
        if int(length) <= PATIENCE * settings.MAX_BODY:
            with outside():
                while request.read(1024 * 1024):
                    pass
        limit = {"limit": settings.MAX_BODY // 1024 // 1024}
        return render(request, "413.html", limit, status=413)


class Utf8Middleware:
    """Refuse a body in another charset (400). Forms of ours are UTF-8; others can decode to what no database keeps, or
    to nothing at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        read = request.method not in ("GET", "HEAD", "OPTIONS")  # of the others nothing reads a body
        charset = (request.content_params or {}).get("charset", "utf-8") if read else "utf-8"
        try:
            known = codecs.lookup(charset).name
        except LookupError:
            known = ""
        if known != "utf-8":
            raise BadRequest("not UTF-8")
        return self.get_response(request)


class CmsPolicyMiddleware:
    """The editing interface needs inline code and styles, and shows its previews in a frame of our own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith("/cms/"):
            policy: dict[str, list[str]] = {"frame-ancestors": [SELF]}
            if "/preview/" not in request.path_info:  # a preview shows content, under the rules of the site
                policy |= {"script-src": [SELF, UNSAFE_INLINE], "style-src": [SELF, UNSAFE_INLINE]}
            response._csp_replace = policy  # type: ignore[attr-defined]
            if sent := response.headers.get(HEADER):  # a page previewed comes with the policy of its own request
                response.headers[HEADER] = sent.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        return response


class LanguageMiddleware(LocaleMiddleware):
    """Django's, except that what stands outside the languages stays there: its 404 is a 404, no redirect to /fr/…"""

    OUTSIDE = ("/p/", "/s/", "/unsubscribe/", "/confirm/", "/account/", "/cms/", "/documents/", "/media/")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 404 and request.path_info.startswith((*self.OUTSIDE, settings.STATIC_URL)):
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response
        return super().process_response(request, response)


class CmsLanguageMiddleware:
    """The editing interface, whose addresses name no language, opens in the account's; one chosen in Wagtail's own
    profile page comes before it. Whoever asks there is read for their second factor in any case: no statement more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/cms/") and request.user.is_authenticated:
            translation.activate(request.user.locale)
            request.LANGUAGE_CODE = translation.get_language()  # type: ignore[assignment]
        return self.get_response(request)


class TimeZoneMiddleware:
    """Dates stand in the reader's own time zone; pages that visitors share, and the next request, in the site's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without a cookie there is no session to ask, and files and health checks hold no dates.
        own = settings.SESSION_COOKIE_NAME in request.COOKIES and not request.path.startswith(PUBLIC_PREFIXES)
        with timezone.override(zone_of(request) if own else None):
            return self.get_response(request)
