"""Real services for tests: a PostgreSQL cluster and a Redis of our own, on free ports, gone afterwards."""

import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path

PACKAGES = {
    "chromium": "chromium",
    "redis-server": "redis-server",
    "msgfmt": "gettext",
    "initdb": "postgresql",
}
LIBRARIES = {  # what WeasyPrint draws with
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
BENCH_PACKAGES = {"redis-server": "redis-server", "initdb": "postgresql", "pgbench": "postgresql", "wrk": "wrk"}
# Of a cluster that dies with the tests; benchmarks of durable writes keep every promise, and nothing in the background.
UNSAFE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
DURABLE = (
    "-c max_connections=200 -c shared_buffers=512MB -c max_wal_size=8GB -c checkpoint_timeout=1h -c autovacuum=off"
)


def find(program: str) -> str | None:
    """Path of a program; Debian keeps PostgreSQL's outside PATH."""
    if program in ("initdb", "pgbench"):
        found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{program}"))
        return found[-1] if found else shutil.which(program)
    return shutil.which(program)


def _lacking(packages: Mapping[str, str]) -> list[str]:
    programs = [package for program, package in packages.items() if not find(program)]
    return programs + [package for library, package in LIBRARIES.items() if not find_library(library)]


def provide(packages: Mapping[str, str] = PACKAGES) -> None:
    """Install the Debian packages that are missing when we are root; otherwise say exactly which."""
    missing = _lacking(packages)
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {', '.join(missing)}", flush=True)
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=env, stdout=subprocess.DEVNULL)
        subprocess.run(["apt-get", "install", "-y", "-qq", *missing], check=True, env=env, stdout=subprocess.DEVNULL)
    missing = _lacking(packages)
    if missing:
        raise SystemExit(f"These system packages are needed: {' '.join(missing)}. Install them and try again.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, seconds: float = 30) -> None:
    """Until something listens on the port."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port} after {seconds} s")


@contextmanager
def postgres(options: str = UNSAFE) -> Iterator[str]:
    """A cluster that dies with the run; yields its address."""
    binary = Path(find("initdb") or "").parent
    folder = Path(tempfile.mkdtemp(prefix="tremplin-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        as_user = ["runuser", "-u", "postgres", "--"]
    data, port = folder / "data", free_port()
    quiet = {"stdout": subprocess.DEVNULL, "check": True, "cwd": "/"}
    subprocess.run(
        [
            *as_user,
            str(binary / "initdb"),
            "-D",
            str(data),
            "-U",
            "tremplin",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ],
        **quiet,
    )
    subprocess.run(
        [
            *as_user,
            str(binary / "pg_ctl"),
            "-D",
            str(data),
            "-w",
            "-l",
            str(folder / "log"),
            "-o",
            f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {options}",
            "start",
        ],
        **quiet,
    )
    try:
        yield f"postgres://tremplin@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [*as_user, str(binary / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"],
            stdout=subprocess.DEVNULL,
            check=False,
            cwd="/",
        )
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis() -> Iterator[str]:
    """A Redis in memory only; yields its address."""
    port = free_port()
    process = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(timeout=10)
