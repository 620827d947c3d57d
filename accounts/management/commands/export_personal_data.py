"""Everything we hold about one person, as one archive."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.personal_data import export


class Command(BaseCommand):
    help = "Write the personal data of EMAIL as a zip, to --output or to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--output", type=Path, help="the file to write; it must not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"no account has the address {options['email']}")
        path: Path | None = options["output"]
        if path is None and sys.stdout.isatty():
            raise CommandError("a zip does not belong on a terminal: give --output FILE, or redirect")
        archive = export(user)
        if path is None:
            sys.stdout.buffer.write(archive)
            return
        try:
            with path.open("xb") as file:
                file.write(archive)
        except OSError as problem:
            raise CommandError(f"cannot write {path}: {problem.strerror}") from problem
        path.chmod(0o600)
        self.stdout.write(str(path))
