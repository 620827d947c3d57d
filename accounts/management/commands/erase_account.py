"""Erase one person and everything that hangs on them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.personal_data import erase


class Command(BaseCommand):
    help = "Erase the account EMAIL and everything it holds. Asks for the address again unless --yes is given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"no account has the address {options['email']}")
        if not options["yes"]:
            self.stderr.write(f"This erases {user.email} and everything it holds, for good.")
            if input("Type the address again to go on: ").strip().lower() != user.email.lower():
                raise CommandError("not the same address: nothing was erased")
        erase(user)
        self.stdout.write("erased")
