"""Telling a person something, once: in the list, and by e-mail unless they said no."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from accounts.models import Notification, NotificationPreference, User

UNSUBSCRIBE_SALT = "accounts.unsubscribe"
BATCH = 500


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


def notify_many(told: Mapping[int, tuple[dict[str, Any], str]], *, kind: str, key: str) -> None:
    """Tell many people once each: account → what is said and an address without its language. Two statements a batch.

    Their e-mails are left to `send_waiting`: thousands of them are no part of anybody's request.
    """
    ids = sorted(told)
    with transaction.atomic():
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            locales = User.objects.filter(pk__in=batch, is_active=True).values_list("pk", "locale")
            rows = [
                Notification(user_id=pk, kind=kind, key=key, params=told[pk][0], url=f"/{locale}{told[pk][1]}")
                for pk, locale in locales
            ]
            Notification.objects.bulk_create(rows, ignore_conflicts=True)


def send_waiting(*, most: int = 1000) -> int:
    """Send the e-mails of the last week that wait, oldest first, `most` at a time; returns how many were tried."""
    declined = NotificationPreference.objects.filter(user=OuterRef("user"), kind=OuterRef("kind"), email=False)
    since = timezone.now() - timedelta(days=7)
    rows = Notification.objects.filter(
        ~Exists(declined), kind__in=kinds, emailed_at=None, read_at=None, created_at__gt=since
    )
    waiting = list(rows.filter(user__is_active=True).select_related("user").order_by("pk")[:most])
    for row in waiting:
        _email(row.user, row.kind, row.key)
    return len(waiting)


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
