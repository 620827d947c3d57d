from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.dated_facts import today
from cms.packs import check, read_pack
from cms.packs.catalogue_rules import days_to_come
from cms.packs.completeness import coverage_table, information


class Command(BaseCommand):
    help = "Check the files of a career pack; every fault is named by file and line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--complete", action="store_true", help="refuse whatever a whole pack must not leave open")
        parser.add_argument(
            "--against", type=Path, metavar="DIR", help="refuse eight words in a row shared with these texts"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pack, faults = read_pack(options["path"])
        # Not when loading: a pack does not depend on the clock of the machine that it is loaded on.
        faults += days_to_come(pack, today())
        faults = sorted({*faults, *check(pack, complete=options["complete"], against=options["against"])})
        for fault in faults:
            self.stdout.write(str(fault))
        if options["complete"]:
            self.stdout.write("\n".join(["Rows covered:", *coverage_table(pack), *information(pack)]))
        if faults:
            self.stderr.write(f"{len(faults)} fault(s)")
            raise SystemExit(1)
        planned = sum(entry.planned for entry in pack.entries())
        lessons = sum(not lesson.entry.planned for lesson in pack.lessons.values())
        self.stdout.write(
            f"{pack.key} {pack.version}: {lessons} lessons, {len(pack.modules)} modules, "
            f"{len(pack.questions)} questions, "
            f"{len(pack.skills)} skills, {planned} planned; no fault"
        )
