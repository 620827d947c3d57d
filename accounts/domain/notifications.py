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
            transaction.on_commit(lambda: _email(user, kind, key))
    return created


def unsubscribe_token(user: User, kind: str) -> str:
    return signing.dumps({"u": str(user.uuid), "k": kind}, salt=UNSUBSCRIBE_SALT)


def unsubscribe(token: str) -> tuple[User, str] | None:
    """Stop the e-mails of the kind the token names; None when the token is not ours."""
    try:
        data = signing.loads(token, salt=UNSUBSCRIBE_SALT)
    except signing.BadSignature:
        return None
    user = User.objects.filter(uuid=data["u"]).first()
    if user is None:
        return None
    NotificationPreference.objects.update_or_create(user=user, kind=data["k"], defaults={"email": False})
    return user, data["k"]


def _email(user: User, kind: str, key: str) -> None:
    if NotificationPreference.objects.filter(user=user, kind=kind, email=False).exists():
        return
    # The update decides who sends: of two processes, one finds the row still unsent.
    if not Notification.objects.filter(user=user, key=key, emailed_at=None).update(emailed_at=timezone.now()):
        return
    notification = Notification.objects.get(user=user, key=key)
    with translation.override(user.locale):
        link = settings.SITE_URL + reverse("unsubscribe", args=[unsubscribe_token(user, kind)])
        context = {
            "user": user,
            "sentence": kinds[kind].sentence(notification.params),
            "url": settings.SITE_URL + notification.url if notification.url else "",
            "unsubscribe_url": link,
            "site_url": settings.SITE_URL,
        }
        message = EmailMultiAlternatives(
            subject=context["sentence"],
            body=render_to_string("emails/notification.txt", context),
            to=[user.email],
            headers={"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )
        message.attach_alternative(render_to_string("emails/notification.html", context), "text/html")
    message.send(fail_silently=False)
