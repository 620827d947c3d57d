"""Who asks; editing pages are for editors, and staff roles need a second factor: its set-up page comes first."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import middleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from accounts.backends import session_user


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    """Django's; the account is read together with its session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: session_user(request))  # type: ignore[assignment]


class EndedSessionMiddleware:
    """A session that is over (signed out elsewhere, a new password) takes the tokens of its pages with it: what they
    still send would be kept as the work of a visitor, for whoever signs in next from this browser.

    It reads the session, as every page does for whoever brings one; `APART` asks nothing of it.
    """

    APART = ("/static/", "/media/", "/healthz", "/readyz")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.COOKIES.get(settings.SESSION_COOKIE_NAME) and not request.path.startswith(self.APART):
            signed_in = request.user.is_authenticated  # reading it ends a session whose password changed
            if not signed_in and request.session.is_empty():
                request.COOKIES.pop(settings.CSRF_COOKIE_NAME, None)
                rotate_token(request)
        return self.get_response(request)


# The doors of Wagtail that lead to the account pages; signing out is for everybody.
OPEN = ("/cms/login/", "/cms/logout/", "/cms/password_reset/")


def edits(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("wagtailadmin.access_admin"))


class EditorsOnlyMiddleware:
    """Whoever is signed in and edits nothing gets our page of refusal for every address of the editing pages. Wagtail
    sends them to sign in, and the sign-in page sends back who is signed in: a circle without end.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.path.startswith("/cms/")
            and not request.path.startswith(OPEN)
            and request.user.is_authenticated
            and not edits(request)
        ):
            raise PermissionDenied
        return self.get_response(request)


def is_staff_page(path: str) -> bool:
    return path.startswith("/cms/") or (len(path) > 8 and path[3:9] == "/desk/")


def holds_a_role(request: HttpRequest) -> bool:
    """Whoever has no role finds no desk: the page itself answers as if there were none."""
    if request.path.startswith("/cms/"):
        return edits(request)
    user = request.user
    return user.is_superuser or user.groups.exists()


class StaffMfaMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.STAFF_MFA_REQUIRED
            and is_staff_page(request.path)
            and request.user.is_authenticated
            and not is_mfa_enabled(request.user)
            and holds_a_role(request)
        ):
            return redirect("mfa_index")
        return self.get_response(request)
