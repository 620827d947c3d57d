"""The nightly broom."""

import datetime as dt
from argparse import ArgumentParser, ArgumentTypeError
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from learning.domain import notes, visitors
from portfolio.domain import importing

PENDING_DAYS = 7
VISITOR_DAYS = 30


def days(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 3650:
        raise ArgumentTypeError("from 1 to 3650 days")
    return number


class Command(BaseCommand):
    help = "Forget what nobody came back for: files never accepted, visitors' work, deleted notes, expired sessions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--pending-days", type=days, default=PENDING_DAYS, help="result files waiting longer than this"
        )
        parser.add_argument("--visitor-days", type=days, default=VISITOR_DAYS, help="visitors away longer than this")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        files = importing.purge(before=now - dt.timedelta(days=options["pending_days"]))
        rows = visitors.purge(before=now - dt.timedelta(days=options["visitor_days"]))
        gone = notes.purge(before=now - notes.KEPT_FOR)
        import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
        self.stdout.write(
            f"{files} waiting result files, {rows} visitors' rows, {gone} deleted notes; expired sessions cleared"
        )
