"""`make bench`: product and limits side by side over HTTP, with few and with many learners; writes latest.json.

`BENCH_POSTGRES` and `BENCH_REDIS` name a cluster and a Redis of our own; the arguments are the numbers of learners.
"""

import json
import os
import platform
import secrets
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import ExitStack, suppress
from pathlib import Path

from operations.benchmarks import table
from operations.benchmarks.load import CONNECTIONS, UPSERT_TABLE, LoadFailed, Sample, pgbench, wrk
from operations.benchmarks.load import UPSERT as UPSERT_SCRIPT
from operations.benchmarks.processes import worker_pss
from operations.benchmarks.sites import Cluster, Site, prepared, serve
from operations.benchmarks.works import BARE, GROWTH, LIMITS, PERSONAL, STOCK_SEARCH, UPSERT, WORKS

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "var" / "bench"
ROUNDS, SECONDS, UPSERT_SECONDS = 3, 1, 2
Rounds = dict[tuple[str, int], list[Sample]]


def main() -> None:
    few, many = map(int, sys.argv[1:]) if sys.argv[1:] else (1_000, 100_000)
    start = time.monotonic()
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.bench",
        "BENCH_FOLDER": str(FOLDER),
        "SECRET_KEY": secrets.token_hex(40),
    }
    cluster = Cluster(os.environ["BENCH_POSTGRES"], os.environ["BENCH_REDIS"])
    sites = prepared(cluster, FOLDER, few, many)
    print(f"Prepared in {time.monotonic() - start:.0f} s; measuring {ROUNDS} rounds", flush=True)
    with ExitStack() as stack:
        for site in sites:
            stack.enter_context(serve(site))
        rounds, upserts = measure(sites, cluster)
        memory = worker_pss(sites[-1].servers["product"].pid)
    for site in sites:
        site.step("check")
    rows = summary(sites, rounds, upserts, memory)
    print("\n".join(table.lines(rows)))
    target = ROOT / "bench" / "results"
    target.mkdir(parents=True, exist_ok=True)
    machine = {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "system": platform.machine(),
        "load": [round(value, 1) for value in os.getloadavg()],
        "seconds": round(time.monotonic() - start),
    }
    (target / "latest.json").write_text(json.dumps({"machine": machine, "rows": rows}, indent=2))
    print(f"{machine['seconds']} s; load of the machine {machine['load']}")


def measure(sites: list[Site], cluster: Cluster) -> tuple[Rounds, list[float]]:
    """Round after round: a limit, then what is held against it, each with few and with many learners in turn."""
    script = FOLDER / "upsert.sql"
    script.write_text(UPSERT_SCRIPT)
    database = cluster.create("limits")
    subprocess.run(["psql", "-q", "-d", database, "-c", UPSERT_TABLE], check=True)
    rounds: Rounds = defaultdict(list)
    upserts: list[float] = []
    used: dict[tuple[str, int], int] = defaultdict(int)
    for site in sites:
        warm(site, cluster)
    for turn in range(ROUNDS + 1):  # the first one warms as well
        for limit in (*LIMITS, UPSERT):
            if limit == UPSERT:
                upserts.append(pgbench(database, script, seconds=UPSERT_SECONDS))
            for name, slug in LIMITS.get(limit, {}).items():
                for site in sites:
                    rounds[name, site.learners].append(load(site, cluster, slug, on="limits"))
            for work in (work for work in WORKS if work.limit == limit and not work.cold):
                for site in sites:
                    key = (work.slug, site.learners)
                    skip = used[key] if work.once else 0
                    if work.brief:
                        load(site, cluster, work.slug)
                    rounds[key].append(load(site, cluster, work.slug, skip=skip, once=work.once))
                    used[key] += rounds[key][-1].requests + 2 * CONNECTIONS
        print(f"round {turn} of {ROUNDS}, load of the machine {os.getloadavg()[0]:.1f}", flush=True)
    for _ in range(ROUNDS + 1):  # after the others, whose caches it empties
        for work in (work for work in WORKS if work.cold):
            for site in sites:
                site.forget()
                with suppress(LoadFailed):
                    load(site, cluster, "dashboard", seconds=2)  # the catalogue is read again, the pages are not
                rounds[work.slug, site.learners].append(load(site, cluster, work.slug, once=True, seconds=2))
    return {key: samples[1:] for key, samples in rounds.items()}, upserts[1:]


def warm(site: Site, cluster: Cluster) -> None:
    """Every page once and again, whatever the first answers of a new process take."""
    for slug in ("lesson", "reading", "dashboard", "search"):
        with suppress(LoadFailed):
            load(site, cluster, slug, seconds=3)


def load(
    site: Site,
    cluster: Cluster,
    slug: str,
    *,
    on: str = "product",
    skip: int = 0,
    once: bool = False,
    seconds: int = SECONDS,
) -> Sample:
    server = site.servers[on]
    requests, roots = FOLDER / f"{slug}.tsv", (server.pid, cluster.postmaster)
    return wrk(server.address, requests, seconds=seconds, skip=skip, once=once, roots=roots)


def summary(sites: list[Site], rounds: Rounds, upserts: list[float], memory: float) -> list[table.Row]:
    counted = {site.learners: json.loads((FOLDER / f"counted-{site.learners}.json").read_text()) for site in sites}
    few, many = (site.learners for site in sites)
    rows: list[table.Row] = []
    for learners in (few, many):
        sql = counted[learners]["sql"]
        for name, number in ((BARE, 0), (PERSONAL, sql[PERSONAL]), (STOCK_SEARCH, None)):
            rows.append(table.limit_row(name, learners, sql=number, rounds=rounds[name, learners]))
        rows.append(table.upsert_row(f"{UPSERT} (pgbench)", learners, upserts))
        for work in WORKS:
            limit = rounds.get((work.limit, learners), [])
            rows.append(
                table.work_row(
                    work,
                    learners,
                    sql=sql[work.slug],
                    rounds=rounds[work.slug, learners],
                    limits=[sample.req_s for sample in limit] or upserts,
                    # The disk of `pgbench` has no CPU to compare with: writes stand beside a page that is read.
                    limit_cpu=[sample.cpu_ms for sample in limit or rounds[PERSONAL, learners]],
                )
            )
        rows.append(table.stock_row(learners, rounds["search", learners], rounds[STOCK_SEARCH, learners]))
        rows.append(table.bytes_row(learners, counted[learners]["bytes"]))
    budget = GROWTH.get(many, max(GROWTH.values()))
    for work in WORKS:
        cpu = {learners: [s.cpu_ms for s in rounds[work.slug, learners]] for learners in (few, many)}
        sql = {learners: counted[learners]["sql"][work.slug] for learners in (few, many)}
        rows.append(table.growth_row(work.name, many, few, cpu, sql, budget))
    return [*rows, table.memory_row(many, memory)]


if __name__ == "__main__":
    main()
