"""Counting what a piece of work asks of the database, the same on SQLite and PostgreSQL, with either cache."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

# Transactions are no work of their own, and the cache is a table only for those who configured none.
LEFT_OUT = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET CONSTRAINTS")
CACHE_TABLE = "cache_entries"


class Counted(CaptureQueriesContext):
    @property
    def statements(self) -> list[str]:
        """What was asked so far, transactions and the cache's table left out."""
        texts = [str(query["sql"]) for query in self.captured_queries]
        return [t for t in texts if CACHE_TABLE not in t and not t.lstrip().upper().startswith(LEFT_OUT)]

    def __len__(self) -> int:
        return len(self.statements)


def by_engine(*, postgresql: int, sqlite: int) -> int:
    """A number of statements where PostgreSQL takes several writes as one (`lib.writes`) and SQLite cannot."""
    return postgresql if connection.vendor == "postgresql" else sqlite


@contextmanager
def counted() -> Iterator[Counted]:
    with Counted(connection) as seen:
        yield seen


@contextmanager
def queries(most: int, *, exactly: bool = False) -> Iterator[Counted]:
    """Fails when more than `most` statements are sent (or another number, with `exactly`), and lists them."""
    with Counted(connection) as seen:
        yield seen
    found = seen.statements
    if len(found) > most or (exactly and len(found) != most):
        listed = "\n".join(f"{n}. {sql[:300]}" for n, sql in enumerate(found, 1))
        raise AssertionError(f"{len(found)} statements, {most} expected:\n{listed}")
