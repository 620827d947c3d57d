"""One step of the preparation, each in a process of its own: base, people, grow, count.

`python -m operations.benchmarks.prepare STEP COUNT`, with the database and cache of one size in the environment.
"""

import json
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command

SEEN, CALLS = 3, 6


def base(count: int) -> None:
    from operations.benchmarks.base import add_pages, load

    load()
    add_pages()


def static(count: int) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


def people(count: int) -> None:
    """The first size, and everybody who will be measured."""
    from operations.benchmarks import requests
    from operations.benchmarks.people import show_work, sign_in

    call_command("seed_learners", count=count, stdout=sys.stderr)
    members = sign_in()
    show_work(members)
    requests.write(folder(), members)
    vacuum()


def grow(count: int) -> None:
    """Many more learners."""
    call_command("seed_learners", count=count, stdout=sys.stderr)
    vacuum()


def vacuum() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")


def tally(count: int) -> None:
    """SQL statements of every work, in this process; bytes of a progress row."""
    from django.core.cache import cache
    from django.db import connection

    from cms.catalogue import renew
    from operations.benchmarks.statements import cold_statements, personal_statements, statements
    from operations.benchmarks.works import PERSONAL, WORKS

    cache.clear()
    renew()  # what this process holds of the catalogue goes too
    found = {PERSONAL: personal_statements(_lines("personal")[-1])}
    # What every process has read soon, as the ladder: the first requests of a work need not be those that ask for it.
    read = _lines("dashboard")[-SEEN:]
    # Cold ones empty the cache: what was read before them would be asked for again by whoever comes a second later.
    for work in sorted(WORKS, key=lambda work: work.cold):
        # Single requests are taken from the end of their list, which the load does not reach.
        last = _lines(work.slug)[-SEEN - CALLS :]
        warm = [*read, *last[:SEEN]]
        if work.cold:
            found[work.slug] = cold_statements([*read, last[0]], last[1:SEEN])
        else:
            found[work.slug] = statements(warm, last[SEEN:])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_total_relation_size('learning_lessonprogress')::float / count(*) FROM learning_lessonprogress"
        )
        size = cursor.fetchone()[0]
    (folder() / f"counted-{os.environ['BENCH_SIZE']}.json").write_text(json.dumps({"sql": found, "bytes": size}))


def check(count: int) -> None:
    """After the load: the standings of those who were measured still follow from their ledgers."""
    from accounts.models import User
    from operations.management.commands.seed_learners import WORKING
    from skills.domain.rebuild import differences

    emails = [f"seed-{number}@seed.test" for number in range(1, WORKING + 1)]
    wrong = [
        line for pk in User.objects.filter(email__in=emails).values_list("pk", flat=True) for line in differences(pk)
    ]
    if wrong:
        raise SystemExit("standings that disagree with their ledger:\n" + "\n".join(wrong[:10]))


def _lines(slug: str) -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")) for line in (folder() / f"{slug}.tsv").read_text().splitlines()]


def folder() -> Path:
    return Path(os.environ["BENCH_FOLDER"])


STEPS = {"base": base, "static": static, "people": people, "grow": grow, "count": tally, "check": check}


def main() -> None:
    django.setup()
    STEPS[sys.argv[1]](int(sys.argv[2]))


if __name__ == "__main__":
    main()
