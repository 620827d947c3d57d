"""The databases of one worker: what migrations leave, the mini pack, the mini pack with catalogues. A test says by its
fixtures which one it needs; its transaction is rolled back, so that the next one finds the database as it was made.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.core.cache import cache
from django.db import connection

from tests.factories import migrated, snapshot

PACKS = Path(__file__).resolve().parent.parent / "files" / "packs"
MINI, CATALOGUES = PACKS / "mini", PACKS / "catalogues"
BARE, PACK, CATALOGUE_PACK = "bare", "pack", "catalogue_pack"


class Databases:
    """`current`: the one that the connection is opened with."""

    def __init__(self) -> None:
        self.first = str(connection.settings_dict["NAME"])
        self.current = BARE
        self.made: dict[str, str] = {BARE: self.first}
        self.held: dict[str, sqlite3.Connection] = {}
        self.rows: dict[str, snapshot.Snapshot] = {BARE: snapshot.take()}

    def use(self, kind: str, *, emptied: bool) -> None:
        """Open that database, made now if nobody asked before. `emptied`: for a test without a transaction of its own,
        which empties every table when it ends: a copy that is filled again.
        """
        if kind not in self.made:
            self._copy(BARE, kind)
            FILLING[kind]()
            cache.clear()
            self.rows[kind] = snapshot.take()
        copy = f"{kind}_emptied"
        if emptied and copy not in self.made:
            self._copy(kind, copy)
        elif emptied:
            self._open(copy)
            snapshot.restore(self.rows[kind])
        else:
            self._open(kind)

    def end(self) -> None:
        """Back to the first one, which is not ours to delete. PostgreSQL's others go with the cluster of the run, or at
        the next run in a cluster of one's own.
        """
        self._open(BARE)
        if connection.vendor == "sqlite":
            for kind in set(self.held) - {BARE}:
                self.held[kind].close()

    def _copy(self, source: str, kind: str) -> None:
        self.made[kind] = self.first.replace("?", f"_{kind}?") if "?" in self.first else f"{self.first}_{kind}"
        if connection.vendor == "sqlite":
            self._open(kind)
            self.held[source].backup(self.held[kind])
        else:
            self._open(BARE)
            migrated.copy(self.made[source], self.made[kind])
            self._open(kind)

    def _open(self, kind: str) -> None:
        if kind == self.current:
            return
        if connection.vendor == "sqlite":
            # A database in memory lives as long as a connection to it.
            self.held[self.current] = connection.connection
            connection.connection = self.held.get(kind)
        else:
            connection.close()
            connection.close_pool()
        connection.settings_dict["NAME"] = self.made[kind]
        connection.ensure_connection()
        self.held[kind] = connection.connection
        self.current = kind


def _load_mini() -> None:
    _load(MINI)


def _load_catalogues() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copytree(MINI, Path(folder) / "mini"))
        shutil.copytree(CATALOGUES, path, dirs_exist_ok=True)
        _load(path)


def _load(path: Path) -> None:
    from cms.packs import apply, check, read_pack

    pack, faults = read_pack(path)
    faults = faults or check(pack)
    assert not faults
    apply(pack, log=lambda _: None)


FILLING: dict[str, Callable[[], None]] = {PACK: _load_mini, CATALOGUE_PACK: _load_catalogues}
