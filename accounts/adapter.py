"""allauth's seams: the display name at sign-up, and where people land."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import translation

from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def save_user(self, request: HttpRequest, user: User, form: object, commit: bool = True) -> User:
        """Keep the name given and the language of the page the person signed up on."""
        user.locale = (translation.get_language() or "fr")[:2]
        user.display_name = getattr(form, "cleaned_data", {}).get("display_name", "")
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """There are no user names."""
