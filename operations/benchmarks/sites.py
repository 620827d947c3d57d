"""One site per number of learners, in one PostgreSQL and one Redis: how they are prepared, and served by gunicorn."""

import hashlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import psycopg
import redis

from operations.benchmarks.processes import parse_stat
from operations.run import fingerprint

ROOT = Path(__file__).resolve().parent.parent.parent
# As docs/operations.md starts it; as many workers as the machine that the budgets were set on has cores.
GUNICORN = ["-m", "gunicorn", "--workers", "2"]
# A worker takes a new version of the catalogue from the cache after a second.
HELD_SECONDS = 1.2


class Cluster:
    """`postgres`: the address of its first database; `cache`: that of a Redis without a number."""

    def __init__(self, postgres: str, cache: str) -> None:
        self.postgres, self.cache = postgres, cache
        with psycopg.connect(postgres) as connection:
            backend = Path(f"/proc/{connection.info.backend_pid}/stat")
            self.postmaster = parse_stat(backend.read_text())[0]

    def address(self, name: str) -> str:
        return f"{self.postgres.rpartition('/')[0]}/{name}"

    def create(self, name: str, *, template: str = "template0") -> str:
        """A new database; of a template nobody is connected to."""
        with psycopg.connect(self.postgres, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return self.address(name)


@dataclass
class Server:
    """A running gunicorn."""

    pid: int
    address: str


@dataclass
class Site:
    """`servers`: product and limits, while they run."""

    learners: int
    database: str
    cache: str
    folder: Path
    servers: dict[str, Server] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "DATABASE_URL": self.database, "CACHE_URL": self.cache, "BENCH_SIZE": str(self.learners)}

    def step(self, name: str) -> None:
        """One step of the preparation, in a process of its own."""
        start = time.monotonic()
        command = [sys.executable, "-m", "operations.benchmarks.prepare", name, str(self.learners)]
        with (self.folder / "prepare.log").open("a") as log:
            done = subprocess.run(command, cwd=ROOT, env=self.environment, check=False, stdout=log, stderr=log)
        if done.returncode:
            raise SystemExit(f"preparation failed at {name}: see {self.folder / 'prepare.log'}")
        print(f"{time.monotonic() - start:7.1f} s  {name}, {self.learners:,} learners", flush=True)

    def forget(self) -> None:
        """Empty the cache, as publishing would, and let the workers notice."""
        with redis.Redis.from_url(self.cache) as client:
            client.flushdb()
        time.sleep(HELD_SECONDS)


def base_file(folder: Path) -> Path:
    """Changes with migrations, pack and loader: the loaded pack is kept from run to run."""
    digest = hashlib.sha256(fingerprint().encode())
    for file in sorted([*ROOT.glob("cms/packs/*.py"), ROOT / "operations" / "benchmarks" / "base.py"]):
        digest.update(file.read_bytes())
    return folder / f"base-{digest.hexdigest()[:16]}.dump"


def prepared(cluster: Cluster, folder: Path, few: int, many: int) -> list[Site]:
    """Both sites with their learners; everybody who is measured stands in both."""
    (folder / "prepare.log").write_text("")
    first, second = (
        Site(learners, cluster.address(f"learners_{learners}"), f"{cluster.cache.rpartition('/')[0]}/{place}", folder)
        for place, learners in enumerate((few, many))
    )
    cluster.create(f"learners_{few}")
    dump = base_file(folder)
    if dump.exists():
        subprocess.run(["pg_restore", "--no-owner", "-d", first.database, str(dump)], check=True)
    else:
        print("The career pack is loaded once and kept in var/bench", flush=True)
        first.step("base")
        for old in folder.glob("base-*.dump"):
            old.unlink()
        partial = dump.with_suffix(".part")
        subprocess.run(["pg_dump", "-Fc", "-d", first.database, "-f", str(partial)], check=True)
        partial.rename(dump)
    first.step("static")
    first.step("people")
    cluster.create(f"learners_{many}", template=f"learners_{few}")
    second.step("grow")
    for site in (first, second):
        site.step("count")
    return [first, second]


@contextmanager
def serve(site: Site) -> Iterator[None]:
    """Product and limits side by side, on ports of their own."""
    started = []
    try:
        for name, module, path in (
            ("product", "config.wsgi", "/healthz"),
            ("limits", "operations.benchmarks.limits_wsgi", "/bare/"),
        ):
            port = free_port()
            command = [sys.executable, *GUNICORN, module, "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
            with (site.folder / f"{name}-{site.learners}.log").open("w") as log:
                process = subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=log, stderr=log)
            started.append(process)
            site.servers[name] = Server(process.pid, f"http://127.0.0.1:{port}")
            wait_for(site.servers[name].address + path)
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=60)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(address: str, seconds: float = 120) -> None:
    """Until a worker answers: gunicorn listens before it has one."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError), urlopen(address, timeout=seconds):  # noqa: S310  our own server
            return
        time.sleep(0.1)
    raise SystemExit(f"{address} does not answer after {seconds:.0f} s")
