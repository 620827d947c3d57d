"""`import_results FILE --preview --format json`: what a result file would give. Stores nothing, needs no database."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lib.dialects import read_results
from lib.sheets import MAX_BYTES


class Command(BaseCommand):
    help = "Read a result file and print what it says: exit code 0 ok, 3 needs confirmation, 4 refused."
    requires_system_checks: ClassVar[list[str]] = []  # type: ignore[misc]
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--preview", action="store_true", help="read only; the one thing this command does")
        parser.add_argument("--format", choices=["json"], default="json")
        parser.add_argument("--locale", choices=[code for code, _ in settings.LANGUAGES], default="en")
        parser.add_argument("--answer", action="append", default=[], metavar="QUESTION=CHOICE")

    def handle(self, *args: Any, file: Path, preview: bool, locale: str, answer: list[str], **options: Any) -> None:
        if not preview:
            raise CommandError("Only --preview is supported here: files are imported into a campaign from its page.")
        try:
            with file.open("rb") as opened:
                data = opened.read(MAX_BYTES + 1)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        answers = dict(item.partition("=")[::2] for item in answer)
        today = timezone.localdate()
        report = read_results(data, file.name, answers=answers, today=today)
        self.stdout.write(report.as_json(locale))
        if report.exit_code:
            sys.exit(report.exit_code)
