"""A migrated SQLite database, kept between runs: copied into memory while nothing that migrations depend on changes."""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3.creation import DatabaseCreation

ROOT = Path(settings.BASE_DIR)
# Models give content types and permissions their names, roles their grants.
DEPENDS = ("*/migrations/*.py", "*/models/*.py", "*/models.py", "*/roles.py", "*/apps.py", "*/receivers.py")


def place() -> Path:
    """Where the database of this very code is kept, whether it is there yet or not."""
    files = sorted({path for pattern in DEPENDS for path in ROOT.glob(pattern)} | {ROOT / "requirements.txt"})
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]
    return ROOT / "var" / f"test-migrated-{digest}.sqlite3"


class KeptCreation(DatabaseCreation):
    """Migrates once, then copies."""

    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        kept = place()
        if not kept.exists():
            name = super().create_test_db(*args, **kwargs)
            self._keep(kept)
            return str(name)
        name = self._get_test_db_name()
        self.connection.close()
        settings.DATABASES["default"]["NAME"] = self.connection.settings_dict["NAME"] = name
        self.connection.ensure_connection()
        with closing(sqlite3.connect(kept)) as source:
            source.backup(self.connection.connection)
        return str(name)

    def _keep(self, kept: Path) -> None:
        """Of several workers that migrate at once the last one wins, with an equal file."""
        for old in kept.parent.glob("test-migrated-*.sqlite3"):
            old.unlink(missing_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")
        with closing(sqlite3.connect(part)) as target:
            self.connection.connection.backup(target)
        part.replace(kept)


def use() -> None:
    """Make the test database of this session from the kept one where the engine is SQLite."""
    if connection.vendor == "sqlite":
        connection.creation = KeptCreation(connection)
