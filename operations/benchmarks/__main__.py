"""`make bench`: prepares a database, measures at 1,000 and 100,000 learners, writes bench/results/latest.json.

Everything runs in one process without a network between: figures compare with each other, not with another machine's.
"""

import json
import os
import platform
import sys
from pathlib import Path

import django
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = (1_000, 100_000)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    from django.core.management import call_command

    from operations.benchmarks.paths import rows

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("load_pack", str(ROOT / "fixtures" / "packs" / "social-media-manager"), stdout=sys.stderr)
    call_command("seed_demo", stdout=sys.stderr)
    table: list[dict[str, object]] = []
    for size in SIZES:
        call_command("seed_learners", count=size, stdout=sys.stderr)
        table += rows(size)
    for row in table:
        if row["learners"] != SIZES[0]:
            first = next(r for r in table if r["work"] == row["work"] and r["learners"] == SIZES[0])
            row["growth"] = round(float(str(row["cpu_ms"])) / float(str(first["cpu_ms"])), 2)
    show(table)
    target = ROOT / "bench" / "results"
    target.mkdir(parents=True, exist_ok=True)
    machine = {"python": platform.python_version(), "cores": os.cpu_count(), "system": platform.machine()}
    (target / "latest.json").write_text(json.dumps({"machine": machine, "rows": table}, indent=2))


def show(table: list[dict[str, object]]) -> None:
    heads = ("work", "learners", "sql", "cpu_ms", "req_s", "ratio", "against", "budget", "growth")
    print("".join(f"{head:>14}" if head != "work" else f"{head:<26}" for head in heads))
    for row in table:
        print("".join(f"{row.get(h, '')!s:>14}" if h != "work" else f"{row[h]!s:<26}" for h in heads))


if __name__ == "__main__":
    main()
