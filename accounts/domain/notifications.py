"""Telling a person something, once: in the list, and by e-mail unless they said no."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from accounts.models import Notification, NotificationPreference, User

UNSUBSCRIBE_SALT = "accounts.unsubscribe"


@dataclass(frozen=True)
class Kind:
    """One kind of notification: its name in the preferences and its sentence, both translated when called."""

    code: str
    name: Callable[[], str]
    sentence: Callable[[dict[str, Any]], str]


kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    kinds[kind.code] = kind


def notify(user: User, *, kind: str, key: str, params: dict[str, Any], url: str = "") -> bool:
    """Tell `user` once: False when (user, key) was told already. The e-mail leaves after the commit."""
    with transaction.atomic():
        _, created = Notification.objects.get_or_create(
            user=user, key=key, defaults={"kind": kind, "params": params, "url": url}
        )
        if created:
            # Robust: a mail server that is down must not turn what was saved into an error page.
            transaction.on_commit(lambda: _email(user, kind, key), robust=True)
    return created


def unsubscribe_token(user: User, kind: str) -> str:
    return signing.dumps({"u": str(user.uuid), "k": kind}, salt=UNSUBSCRIBE_SALT)


def read_token(token: str) -> tuple[User, str] | None:
    """The person and the kind that an unsubscribe link names; None when the token is not ours or the person is gone."""
    try:
        data = signing.loads(token, salt=UNSUBSCRIBE_SALT)
    except signing.BadSignature:
        return None
    user = User.objects.filter(uuid=data["u"]).first()
    return (user, data["k"]) if user else None


def unsubscribe(token: str) -> tuple[User, str] | None:
    """Stop the e-mails of the kind the token names; None when the token is not ours."""
    found = read_token(token)
    if found:
        user, kind = found
        NotificationPreference.objects.update_or_create(user=user, kind=kind, defaults={"email": False})
    return found


def _email(user: User, kind: str, key: str) -> None:
    if NotificationPreference.objects.filter(user=user, kind=kind, email=False).exists():
        return
    # The update decides who sends: of two processes, one finds the row still unsent.
    if not Notification.objects.filter(user=user, key=key, emailed_at=None).update(emailed_at=timezone.now()):
        return
    notification = Notification.objects.get(user=user, key=key)
    with translation.override(user.locale):
        link = settings.SITE_URL + reverse("unsubscribe", args=[unsubscribe_token(user, kind)])
        sentence = kinds[kind].sentence(notification.params)
        context = {
            "user": user,
            "subject": sentence,
            "preheader": sentence,
            "greeting": gettext("Hello %(name)s,") % {"name": user.get_short_name()},
            "lines": [sentence],
            "url": settings.SITE_URL + notification.url if notification.url else "",
            "action": gettext("Open Tremplin"),
            "reason": gettext("You receive this message because you have an account on Tremplin."),
            "preferences_url": settings.SITE_URL + reverse("accounts:notifications"),
            "unsubscribe_url": link,
            "site_url": settings.SITE_URL,
        }
        message = EmailMultiAlternatives(
            subject=" ".join(sentence.split()),
            body=render_to_string("emails/notification.txt", context),
            to=[user.email],
            headers={"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )
        message.attach_alternative(render_to_string("emails/notification.html", context), "text/html")
    message.send(fail_silently=False)
