"""What we hold about a person: each app registers how to export it and what erasing must do before the user goes."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from accounts.models import Notification, NotificationPreference, User

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Holding:
    """One kind of personal data: rows for the export, media files (name, bytes), and what erasing must do first."""

    name: str
    rows: Callable[[User], Rows]
    files: Callable[[User], Iterator[tuple[str, bytes]]] | None = None
    before_erase: Callable[[User], None] | None = None


holdings: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """Add or replace a holding; called from `AppConfig.ready`."""
    holdings[holding.name] = holding


def rows_of(queryset: models.QuerySet[Any], *fields: str) -> Rows:
    """The rows of a queryset as plain values."""
    return list(queryset.order_by("pk").values(*fields))


def register_own() -> None:
    """What accounts itself holds."""
    own = ("uuid", "email", "display_name", "locale", "time_zone", "date_joined", "last_login")
    register(Holding("account", lambda user: rows_of(User.objects.filter(pk=user.pk), *own)))
    register(
        Holding(
            "notifications",
            lambda user: rows_of(
                Notification.objects.filter(user=user), "kind", "params", "url", "created_at", "read_at"
            ),
        )
    )
    register(
        Holding(
            "notification_preferences",
            lambda user: rows_of(NotificationPreference.objects.filter(user=user), "kind", "email"),
        )
    )


def export(user: User) -> bytes:
    """A zip: `data.json` (holding → rows) and every media file under `files/`."""
    buffer = io.BytesIO()
    document: dict[str, Any] = {"exported_at": datetime.now(UTC), "format": 1}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for holding in holdings.values():
            document[holding.name] = holding.rows(user)
            for name, content in holding.files(user) if holding.files else ():
                archive.writestr(f"files/{holding.name}/{name}", content)
        text = json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr("data.json", text)
    return buffer.getvalue()


def erase(user: User) -> None:
    """Delete the person and everything that hangs on them; one transaction, nothing half done."""
    with transaction.atomic():
        for holding in holdings.values():
            if holding.before_erase:
                holding.before_erase(user)
        user.delete()
