"""Standings are caches of the ledger: compare them, or repair them."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db.models import Exists, OuterRef

from skills.domain.rebuild import differences, refresh
from skills.models import Evidence, SkillStanding, TierStanding
from skills.registry import rebuilders

BATCH = 500


def people() -> Iterator[int]:
    """Ids of everybody with a row in the ledger or a standing, by batches after the last id."""
    users = get_user_model().objects
    last = 0
    while True:
        with_rows = users.filter(
            Exists(Evidence.objects.filter(user=OuterRef("pk")))
            | Exists(SkillStanding.objects.filter(user=OuterRef("pk")))
            | Exists(TierStanding.objects.filter(user=OuterRef("pk"))),
            pk__gt=last,
        )
        batch = list(with_rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not batch:
            return
        yield from batch
        last = batch[-1]


class Command(BaseCommand):
    help = "Recompute every standing from the ledger and repair it; --check only reports, and exits 1 on a difference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="print differences, change nothing, exit 1 if any")

    def handle(self, *args: Any, **options: Any) -> None:
        check: bool = options["check"]
        seen = found = 0
        for user_id in people():
            seen += 1
            wrong = differences(user_id)
            found += self._tell(wrong)
            if wrong and not check:
                refresh(user_id)
        for rebuilder in rebuilders.values():
            found += self._tell(rebuilder(check))
        self.stdout.write(f"{seen} people, {found} differences{'' if check or not found else ', repaired'}")
        if check and found:
            raise SystemExit(1)

    def _tell(self, lines: list[str]) -> int:
        for line in lines:
            self.stdout.write(line)
        return len(lines)
