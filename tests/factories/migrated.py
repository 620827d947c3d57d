"""A migrated database, made once and copied: SQLite keeps it in a file between runs, PostgreSQL in its cluster."""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.creation import DatabaseCreation as PostgresCreation
from django.db.backends.sqlite3.creation import DatabaseCreation as SqliteCreation

ROOT = Path(settings.BASE_DIR)
# Models give content types and permissions their names, roles their grants.
DEPENDS = ("*/migrations/*.py", "*/models/*.py", "*/models.py", "*/roles.py", "*/apps.py", "*/receivers.py")


def digest() -> str:
    """Another one for every state of the code that migrations depend on."""
    files = sorted({path for pattern in DEPENDS for path in ROOT.glob(pattern)} | {ROOT / "requirements.txt"})
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


def file() -> Path:
    """Where SQLite's is kept, whether it is there yet or not."""
    return ROOT / "var" / f"test-migrated-{digest()}.sqlite3"


def name() -> str:
    """PostgreSQL's, a template for others."""
    return f"tremplin_migrated_{digest()}"


@contextmanager
def alone(what: str = "migrated") -> Iterator[None]:
    """One process makes it, the others wait for theirs to be a copy."""
    with (ROOT / "var" / f"test-{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class KeptSqlite(SqliteCreation):
    """Migrates once, then copies into memory."""

    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        with alone():
            kept = file()
            if not kept.exists():
                made = super().create_test_db(*args, **kwargs)
                self._keep(kept)
                return str(made)
        own = self._get_test_db_name()
        self.connection.close()
        settings.DATABASES["default"]["NAME"] = self.connection.settings_dict["NAME"] = own
        self.connection.ensure_connection()
        with closing(sqlite3.connect(kept)) as source:
            source.backup(self.connection.connection)
        return str(own)

    def _keep(self, kept: Path) -> None:
        for old in kept.parent.glob("test-migrated-*.sqlite3"):
            old.unlink(missing_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")
        with closing(sqlite3.connect(part)) as target:
            self.connection.connection.backup(target)
        part.replace(kept)


class KeptPostgres(PostgresCreation):
    """Migrates once in a cluster, then copies."""

    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        own, kept = self._get_test_db_name(), name()
        with alone():
            if not exists(kept):
                made = super().create_test_db(*args, **kwargs)
                copy(own, kept)
                return str(made)
            copy(kept, own)
        self.connection.close()
        settings.DATABASES["default"]["NAME"] = self.connection.settings_dict["NAME"] = own
        return str(own)


def exists(database: str) -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return cursor.fetchone() is not None


def copy(source: str, target: str) -> None:
    """A PostgreSQL database as a copy of another, which nobody may be connected to."""
    connection.close()
    connection.close_pool()
    quote = connection.ops.quote_name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quote(target)} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quote(target)} TEMPLATE {quote(source)}")


def rename(source: str, target: str) -> None:
    quote = connection.ops.quote_name
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {quote(source)} RENAME TO {quote(target)}")


def use() -> None:
    """Make the test database of this session from the kept one."""
    connection.creation = (KeptSqlite if connection.vendor == "sqlite" else KeptPostgres)(connection)


def provide() -> None:
    """Migrate now, in a process that may run no tests, unless it was done."""
    use()
    if not (file().exists() if connection.vendor == "sqlite" else exists(name())):
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.creation.destroy_test_db(before, verbosity=0)
