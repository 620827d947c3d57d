"""Whatever changes how an account is protected is told to its owner by e-mail, in the language of the account.

There is no preference for these, and no list: whoever took over an account could turn them off. Of the device they
say browser and system, which the owner can recognise; its address is not written down.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.zones import zone_named


@dataclass(frozen=True)
class Change:
    """What happened, for the subject and as a sentence; `%(name)s` comes from the context given with it."""

    subject: Promise
    sentence: Promise


# By the names that django-allauth gives its notices; the last two are ours.
CHANGES = {
    "account/email/password_changed": Change(
        _("Your password was changed"), _("The password of your account was changed.")
    ),
    "account/email/password_reset": Change(
        _("Your password was changed"), _("A new password was chosen with a code sent to your address.")
    ),
    "account/email/password_set": Change(
        _("A password was set"), _("Your account, which had no password, now has one.")
    ),
    "account/email/email_changed": Change(
        _("Your main address was changed"),
        _("The main address of your account was %(from_email)s; it is now %(to_email)s."),
    ),
    "account/email/email_deleted": Change(
        _("An address was removed"), _("The address %(deleted_email)s was removed from your account.")
    ),
    "mfa/email/totp_activated": Change(
        _("An authenticator app was added"),
        _("Signing in with your password now asks for a code of an authenticator app."),
    ),
    "mfa/email/totp_deactivated": Change(
        _("The authenticator app was removed"), _("Signing in no longer asks for a code of an authenticator app.")
    ),
    "mfa/email/recovery_codes_generated": Change(
        _("New recovery codes were made"), _("New recovery codes were made; those of before no longer work.")
    ),
    "mfa/email/webauthn_added": Change(
        _("A passkey was added"), _("A passkey or security key was added to your account.")
    ),
    "mfa/email/webauthn_removed": Change(
        _("A passkey was removed"), _("A passkey or security key was removed from your account.")
    ),
    "socialaccount/email/account_connected": Change(
        _("Another account was linked"), _("One can now sign in to your account with %(provider)s.")
    ),
    "socialaccount/email/account_disconnected": Change(
        _("A linked account was removed"), _("One can no longer sign in to your account with %(provider)s.")
    ),
    "email_added": Change(
        _("An address was added"), _("The address %(added_email)s was added to your account and confirmed.")
    ),
    "recovery_code_used": Change(
        _("A recovery code was used"), _("A recovery code was used on your account. Codes left: %(left)s.")
    ),
}


def tell(user: User, *, change: str, device: str, params: Mapping[str, Any], to: str) -> None:
    """Send what changed to one address, after the commit; a mail server that is down undoes nothing."""
    with translation.override(user.locale):
        message = _message(user, CHANGES[change], device, params, to)
    transaction.on_commit(partial(message.send, fail_silently=False), robust=True)


def _message(user: User, change: Change, device: str, params: Mapping[str, Any], to: str) -> EmailMultiAlternatives:
    now = timezone.localtime(timezone.now(), zone_named(user.time_zone))
    subject = str(change.subject)
    context = {
        "subject": subject,
        "preheader": str(change.sentence) % params,
        "greeting": gettext("Hello %(name)s,") % {"name": user.get_short_name()},
        "facts": [
            {"label": gettext("When"), "value": date_format(now, "DATETIME_FORMAT")},
            {"label": gettext("With"), "value": device},
        ],
        "lines": [
            str(change.sentence) % params,
            gettext("If it was you, there is nothing to do."),
            gettext(
                "If it was not you, choose a new password now: that signs out every other device. Then look at your "
                "addresses, passkeys and codes. If you cannot get in any more, write to %(contact)s."
            )
            % {"contact": settings.SECURITY_CONTACT},
        ],
        "url": settings.SITE_URL + reverse("account_reset_password"),
        "action": gettext("Choose a new password"),
        "reason": gettext("You receive this message because something that protects your account changed."),
        "site_url": settings.SITE_URL,
    }
    text = render_to_string("emails/notification.txt", context)
    message = EmailMultiAlternatives(subject=subject, body=text, to=[to])
    message.attach_alternative(render_to_string("emails/notification.html", context), "text/html")
    return message
