from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from cms.formats import importing
from cms.formats.exchange import Remark
from cms.formats.source import SourceRefused, decode, detect


class Command(BaseCommand):
    help = "Import questions into the bank as drafts. Nothing is stored while something is refused."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=["gift", "moodle"], help="told by the content when not given")
        parser.add_argument("--locale", choices=["fr", "en"], default="fr", help="language of questions and messages")
        parser.add_argument("--dry-run", action="store_true", help="only say what would become of each question")
        parser.add_argument("--publish", action="store_true", help="make the questions live")
        parser.add_argument("--skip-refused", action="store_true", help="import the others")

    def handle(self, *args: Any, **options: Any) -> None:
        file, locale = options["file"], options["locale"]
        try:
            text, told = decode(file.read_bytes())
        except OSError as error:
            raise CommandError(str(error)) from error
        except SourceRefused as refused:
            self._say(file, refused.remark, locale)
            raise SystemExit(1) from refused
        with translation.override(locale):
            found = importing.plan(
                text, dialect=options["format"] or detect(text), locale=locale, publish=options["publish"]
            )
            for remark in (*found.errors, *told, *found.reading.remarks):
                self._say(file, remark, locale)
            self._diff(found, file, locale)
        refused_some = bool(found.errors) and not options["skip_refused"]
        if not refused_some and not options["dry_run"]:
            importing.apply(found, publish=options["publish"], skip_refused=options["skip_refused"])
        counts = ", ".join(f"{count} {status}" for status, count in sorted(found.counts.items()))
        stored = "nothing stored" if refused_some or options["dry_run"] else f"{len(found.stored)} stored"
        self.stdout.write(f"{counts}; {stored}")
        if refused_some:
            raise SystemExit(1)

    def _diff(self, found: importing.Plan, file: Path, locale: str) -> None:
        for line in found.lines:
            self.stdout.write(f"{line.status:8} {line.code}: {line.asked.title}")
            for change in line.changes if line.status == "changed" else ():
                self.stdout.write(f"         {change.name}: {change.before!r} → {change.after!r}")
            for remark in line.remarks:
                self._say(file, remark, locale)

    def _say(self, file: Path, remark: Remark, locale: str) -> None:
        self.stdout.write(f"{file.name}:{remark.line}:{remark.column}: {remark.message(locale)}")
