from typing import Any

from django.core.management.base import BaseCommand

from accounts.domain.notifications import send_waiting


class Command(BaseCommand):
    help = "Send the e-mails of notifications that were told to many at once; run it every few minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{send_waiting()} e-mails sent.")
