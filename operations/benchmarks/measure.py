"""One measurement: a call repeated for a while in this process; its CPU time and that of the database."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

# Statements that only frame others do not count (perf.md).
FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Sample:
    """Median round: CPU milliseconds a call (application and database), calls a second, SQL statements a call."""

    cpu_ms: float
    req_s: float
    sql: int


def database_cpu() -> float:
    """Seconds of CPU that every postgres process of this machine has used; 0 where /proc is missing."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, rest = stat.read_text().split("(", 1)[1].rsplit(")", 1)
        except (OSError, IndexError):
            continue  # the process ended between listing and reading
        if name == "postgres":
            fields = rest.split()
            total += sum(int(fields[i]) for i in (11, 12, 13, 14)) / TICK
    return total


def statements(call: Callable[[], None]) -> int:
    """SQL statements of one call."""
    count = 0

    def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        nonlocal count
        count += not sql.upper().startswith(FRAMES)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        call()
    return count


def measure(call: Callable[[], None], *, seconds: float = 1.0, rounds: int = 3) -> Sample:
    """Warm up, then `rounds` of `seconds` each; the median round counts."""
    for _ in range(5):
        call()
    sql = statements(call)
    results = []
    for _ in range(rounds):
        calls, start, cpu, base = 0, time.perf_counter(), time.process_time(), database_cpu()
        while time.perf_counter() - start < seconds:
            call()
            calls += 1
        wall = time.perf_counter() - start
        spent = time.process_time() - cpu + database_cpu() - base
        results.append((spent / calls * 1000, calls / wall))
    results.sort()
    cpu_ms, req_s = results[len(results) // 2]
    return Sample(cpu_ms, req_s, sql)
