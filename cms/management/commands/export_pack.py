from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.models import PackObject
from cms.packs.exporter import export


class Command(BaseCommand):
    help = "Write what the site teaches back to the files of a career pack."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--pack", help="the key of the pack, when the site holds several")

    def handle(self, *args: Any, **options: Any) -> None:
        packs = sorted(set(PackObject.objects.values_list("pack", flat=True)))
        pack = options["pack"] or (packs[0] if len(packs) == 1 else "")
        if pack not in packs:
            raise CommandError(f"--pack is one of: {', '.join(packs) or 'none was loaded'}")
        self.stdout.write(f"{export(pack, options['path'])} files written to {options['path']}")
