"""allauth's seams: the display name at sign-up, and where people land."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.utils import translation

from accounts.devices import device_name
from accounts.domain import protection
from accounts.models import User
from lib.turns import outside


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def save_user(self, request: HttpRequest, user: User, form: object, commit: bool = True) -> User:
        """Keep the name given and the language of the page the person signed up on."""
        user.locale = (translation.get_language() or "fr")[:2]
        user.display_name = getattr(form, "cleaned_data", {}).get("display_name", "")
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The dashboard in the language of the account, whatever page it signed in on; so is what is said there."""
        assert isinstance(request.user, User)
        translation.activate(request.user.locale)
        url: str = super().get_login_redirect_url(request)
        return url

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The home page in the language of the page left."""
        return f"/{(translation.get_language() or 'fr')[:2]}/"

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Our words about a change to what protects the account. A new main address is told as well as the old one."""
        params = context or {}
        device = device_name(self.get_http_user_agent(self.request))
        for to in dict.fromkeys(filter(None, (email or user.email, params.get("to_email")))):
            protection.tell(user, change=template_prefix, device=device, params=params, to=to)

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """There are no user names."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An account of Google or LinkedIn: the name as it is written there, the language of the browser.

    It never opens an account that exists here already, whatever its address: whoever has one signs in first and links
    the other from their account pages (`SOCIALACCOUNT_EMAIL_AUTHENTICATION` stays off).
    """

    def get_requests_session(self) -> Any:
        """What asks the other site; others have their turn until it answers."""
        session = super().get_requests_session()
        ask = session.request

        def request(*args: Any, **options: Any) -> Any:
            with outside():
                return ask(*args, **options)

        session.request = request
        return session

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name") or "", data.get("last_name") or "")
        name = str(data.get("name") or " ".join(part for part in parts if part))
        user.display_name = " ".join(name.replace("\0", "").split())[:80]
        user.locale = (translation.get_language() or "fr")[:2]
        # PostgreSQL keeps no NUL in JSON: what the other site says of somebody is kept without.
        sociallogin.account.extra_data = without_nul(sociallogin.account.extra_data)
        return user


def without_nul(value: Any) -> Any:
    """The same JSON value with every text free of NUL characters."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {without_nul(name): without_nul(part) for name, part in value.items()}
    if isinstance(value, list):
        return [without_nul(part) for part in value]
    return value
