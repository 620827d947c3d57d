"""Mail leaves by the backend that EMAIL_URL names; whoever waits for its server meanwhile gives up the turn."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from lib.turns import outside


class EmailBackend(BaseEmailBackend):
    def __init__(self, fail_silently: bool = False, **options: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self._real = get_connection(settings.EMAIL_SENT_BY, fail_silently=fail_silently, **options)

    def open(self) -> bool | None:
        with outside():
            return self._real.open()  # type: ignore[no-any-return]

    def close(self) -> None:
        with outside():
            self._real.close()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with outside():
            return self._real.send_messages(email_messages) or 0
