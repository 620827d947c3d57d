from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms import vocabulary
from cms.packs import Refused, apply, check, read_pack
from skills.domain.versions import announce_version


class Command(BaseCommand):
    help = "Load a career pack: read, check, then write what changed. Nothing is written while one fault remains."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what would be created, changed or kept")

    def handle(self, *args: Any, **options: Any) -> None:
        pack, faults = read_pack(options["path"])
        faults = faults or check(pack)
        if not faults:
            try:
                summary = apply(pack, dry_run=options["dry_run"], log=self.stdout.write)
            except Refused as refused:
                faults = refused.faults
        if faults:
            for fault in faults:
                self.stdout.write(str(fault))
            self.stderr.write(f"{len(faults)} fault(s); nothing was loaded")
            raise SystemExit(1)
        for kept in summary.keys("kept"):
            self.stdout.write(f"kept as edited on the site: {kept}")
        self.stdout.write(f"{pack.key} {pack.version}: {summary}")
        if options["dry_run"]:
            return
        if told := announce_version():
            self.stdout.write(f"{told} people on an older version of the ladder were told")
        vocabulary.prepare()
