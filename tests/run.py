"""`make test`: every stage in turn, with its seconds. `make check`: the fast static ones. `make audit`: the long ones. Stops at the first failure."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import services

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TYPED = ["lib", "accounts", "skills", "cms", "learning", "portfolio", "career", "operations", "config"]
seconds: list[tuple[str, float]] = []


def run(*command: str, env: dict[str, str] | None = None) -> None:
    """One command in the project's folder; its failure ends everything."""
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **(env or {})}, check=False)
    if done.returncode:
        print(f"\nFAILED: {' '.join(command)}", flush=True)
        raise SystemExit(done.returncode)


def stage(name: str, work: Callable[[], None]) -> None:
    print(f"\n== {name}", flush=True)
    start = time.monotonic()
    work()
    seconds.append((name, time.monotonic() - start))


def tool(name: str) -> str:
    return str(BIN / name)


def manage(*arguments: str, env: dict[str, str] | None = None) -> None:
    run(sys.executable, "manage.py", *arguments, env={"DJANGO_SETTINGS_MODULE": "config.settings.test", **(env or {})})


def lint() -> None:
    run(tool("ruff"), "check", "--quiet", ".")
    run(tool("ruff"), "format", "--quiet", "--check", ".")


def types() -> None:
    run(tool("mypy"), "--no-error-summary", *TYPED)


def migrations() -> None:
    manage("makemigrations", "--check", "--dry-run")


def check() -> None:
    stage("lint and format", lint)
    stage("types", types)
    stage("migrations", migrations)
    stage("translations", lambda: run(tool("pytest"), "-q", "tests/site/test_translations.py"))


def pack() -> None:
    manage("check_pack", "fixtures/packs/social-media-manager", "--complete")


def sqlite() -> None:
    # An empty CACHE_URL is the database cache: what somebody gets who configures nothing.
    run(
        tool("pytest"),
        "-q",
        "-n",
        "2",
        "tests/unit",
        "tests/integration",
        env={"DATABASE_URL": "", "CACHE_URL": ""},
    )


def test() -> None:
    """Every stage. Checks use one core; what tests start from is made beside them."""
    stage("system packages", services.provide)
    with services.postgres() as database, services.redis() as cache, preparing("", database) as prepared:
        check()
        stage("the career pack is whole", pack)
        stage("unit and integration, SQLite", sqlite)
        stage("databases, begun beside the checks", prepared)
        env = {"DATABASE_URL": database, "CACHE_URL": cache}
        # The guards of the whole site run here only: of the two engines PostgreSQL refuses more.
        stage(
            "PostgreSQL and Redis",
            lambda: run(tool("pytest"), "-q", "-n", "2", "tests/integration", "tests/site", env=env),
        )
        stage("browser", lambda: run(tool("pytest"), "-q", "-n", "2", "tests/browser", env=env))


@contextmanager
def preparing(*addresses: str) -> Iterator[Callable[[], None]]:
    """Meanwhile, databases for tests; yields what waits for them."""
    command = [sys.executable, "-m", "tests.prepare", *addresses]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)

        def wait() -> None:
            if process.wait():
                log.seek(0)
                raise SystemExit(f"{log.read()}\nFAILED: {' '.join(command)}")

        try:
            yield wait
        finally:
            process.terminate()
            process.wait()


def bench(*learners: str) -> None:
    """Product and limits measured side by side; `learners`: the few and the many, by default as operations says."""
    services.provide(services.BENCH_PACKAGES)
    with services.postgres(services.DURABLE) as database, services.redis() as cache:
        env = {"BENCH_POSTGRES": database, "BENCH_REDIS": cache}
        run(sys.executable, "-m", "operations.benchmarks", *learners, env=env)


def audit() -> None:
    """Long adversarial runs. On SQLite, with nothing else at work: the clock of a busy machine tells nothing."""
    stage("audit", lambda: run(tool("pytest"), "-q", "tests/audit", env={"DATABASE_URL": "", "CACHE_URL": ""}))


def main() -> None:
    if sys.argv[1:2] == ["bench"]:
        return bench(*sys.argv[2:])
    if sys.argv[1:] == ["audit"]:
        return audit()
    if sys.argv[1:] == ["check"]:
        check()
    else:
        test()
    print("\nSeconds per stage")
    for name, spent in seconds:
        print(f"  {spent:7.1f}  {name}")
    return None


if __name__ == "__main__":
    main()
