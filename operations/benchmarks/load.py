"""Load by `wrk` over HTTP, eight connections, and the limit of durable writes by `pgbench`."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from operations.benchmarks.processes import cpu_seconds

CONNECTIONS = 8
SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True)
class Sample:
    """One round: requests, requests a second, CPU milliseconds a request, latencies in milliseconds."""

    requests: int
    req_s: float
    cpu_ms: float
    p50_ms: float
    p99_ms: float


class LoadFailed(RuntimeError):
    """Answers that were errors, or a list of single requests that ran out: the figures would mean nothing."""


def parse_wrk(output: str) -> tuple[int, float, int, float, float]:
    """(requests, seconds, errors, p50 ms, p99 ms) as load.lua writes them."""
    found = re.search(r"^RESULT (\d+) (\d+) (\d+) (\d+) (\d+)$", output, re.MULTILINE)
    if found is None:
        raise LoadFailed(f"wrk said nothing readable:\n{output}")
    requests, micros, errors, p50, p99 = map(int, found.groups())
    return requests, micros / 1e6, errors, p50 / 1e3, p99 / 1e3


def wrk(address: str, requests: Path, *, seconds: float, skip: int, once: bool, roots: tuple[int, ...]) -> Sample:
    """One round against a server; `roots`: the processes whose CPU counts."""
    left = len(requests.read_text().splitlines()) - skip
    # The duration of wrk has whole seconds.
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--timeout", "20s", "-s", str(SCRIPT)]
    arguments = [address, "--", str(requests), str(skip), "once" if once else "again"]
    before = cpu_seconds(*roots)
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=True)
    spent = cpu_seconds(*roots) - before
    count, wall, errors, p50, p99 = parse_wrk(done.stdout)
    if errors or not count:
        raise LoadFailed(f"{requests.stem}: {errors} errors in {count} requests\n{done.stdout}{done.stderr}")
    if once and count + CONNECTIONS >= left:
        raise LoadFailed(f"{requests.stem}: {left} single requests are too few for a round")
    return Sample(count, count / wall, spent / count * 1000, p50, p99)


UPSERT_TABLE = """
CREATE TABLE upsert (user_id bigint, key int, n int, at timestamptz, PRIMARY KEY (user_id, key));
"""
UPSERT = r"""
\set u random(1, 100000)
INSERT INTO upsert VALUES (:u, 1, 1, now())
ON CONFLICT (user_id, key) DO UPDATE SET n = upsert.n + 1, at = excluded.at;
"""


def parse_pgbench(output: str) -> float:
    """Transactions a second, without the time of connecting."""
    found = re.search(r"^tps = ([\d.]+)", output, re.MULTILINE)
    if found is None:
        raise LoadFailed(f"pgbench said nothing readable:\n{output}")
    return float(found[1])


def pgbench(database: str, script: Path, *, seconds: int) -> float:
    """Durable upserts a second by two clients with prepared statements."""
    command = ["pgbench", "-n", "-c", "2", "-j", "2", "-M", "prepared", "-T", str(seconds), "-f", str(script), database]
    return parse_pgbench(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
