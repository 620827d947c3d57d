"""What processes cost, read from /proc: CPU seconds of a process with all its children, memory of its own share."""

import os
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def parse_stat(text: str) -> tuple[int, float, float]:
    """(parent, own CPU seconds, CPU seconds of ended children) of one /proc/<pid>/stat; a name may hold anything."""
    fields = text.rsplit(")", 1)[1].split()
    own, ended = int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])
    return int(fields[1]), own / TICK, ended / TICK


def stats() -> dict[int, tuple[int, float, float]]:
    """pid → `parse_stat`, for every process there is now."""
    found = {}
    for file in PROC.glob("[0-9]*/stat"):
        try:
            found[int(file.parent.name)] = parse_stat(file.read_text())
        except OSError:
            continue  # the process ended between listing and reading
    return found


def family(root: int, of: dict[int, tuple[int, float, float]]) -> set[int]:
    """A process and all that descend from it."""
    members = {root}
    while more := {pid for pid, (parent, *_) in of.items() if parent in members} - members:
        members |= more
    return members


def cpu_seconds(*roots: int) -> float:
    """What these processes and their children, ended ones too, have used until now."""
    of = stats()
    members = set().union(*(family(root, of) for root in roots))
    return sum(of[pid][1] + of[pid][2] for pid in members if pid in of)


def parse_pss(text: str) -> float:
    """Megabytes of a /proc/<pid>/smaps_rollup."""
    line = next(line for line in text.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024


def worker_pss(master: int) -> float:
    """Megabytes of the largest worker of a server."""
    workers = family(master, stats()) - {master}
    return max(parse_pss((PROC / str(pid) / "smaps_rollup").read_text()) for pid in workers)
