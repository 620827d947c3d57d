"""What django-allauth tells nobody by e-mail, and the owner of an account should know."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from django.http import HttpRequest

from accounts.models import User


def connect() -> None:
    email_confirmed.connect(tell_of_another_address, dispatch_uid="accounts.another_address")
    authenticator_used.connect(tell_of_a_used_code, dispatch_uid="accounts.used_code")


def tell_of_another_address(request: HttpRequest, email_address: EmailAddress, **kwargs: Any) -> None:
    """The main address hears of a second one; at sign-up there is only one."""
    main = EmailAddress.objects.get_primary(email_address.user)
    if main and main.verified and main.pk != email_address.pk:
        params = {"added_email": email_address.email}
        get_adapter(request).send_notification_mail("email_added", email_address.user, params, main.email)


def tell_of_a_used_code(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        # What is given here was read before the code was marked as used.
        left = len(Authenticator.objects.get(pk=authenticator.pk).wrap().get_unused_codes())
        get_adapter(request).send_notification_mail("recovery_code_used", user, {"left": left})
