"""Counting what a piece of work asks of the database, the same on SQLite and PostgreSQL, with either cache."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

# Transactions are no work of their own, and the cache is a table only for those who configured none.
LEFT_OUT = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET CONSTRAINTS")
CACHE_TABLE = "cache_entries"


class Counted:
    """What was asked so far. Prepared statements leave no text in Django's own log of queries: it is noted before."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    @property
    def statements(self) -> list[str]:
        """Transactions and the cache's table left out."""
        return [t for t in self.texts if CACHE_TABLE not in t and not t.lstrip().upper().startswith(LEFT_OUT)]

    def __len__(self) -> int:
        return len(self.statements)

    def note(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self.texts.append(str(sql))
        return execute(sql, params, many, context)


def by_engine(*, postgresql: int, sqlite: int) -> int:
    """A number of statements where PostgreSQL takes several writes as one (`lib.writes`) and SQLite cannot."""
    return postgresql if connection.vendor == "postgresql" else sqlite


@contextmanager
def counted() -> Iterator[Counted]:
    seen = Counted()
    with connection.execute_wrapper(seen.note):
        yield seen


@contextmanager
def queries(most: int, *, exactly: bool = False) -> Iterator[Counted]:
    """Fails when more than `most` statements are sent (or another number, with `exactly`), and lists them."""
    with counted() as seen:
        yield seen
    found = seen.statements
    if len(found) > most or (exactly and len(found) != most):
        listed = "\n".join(f"{n}. {sql[:300]}" for n, sql in enumerate(found, 1))
        raise AssertionError(f"{len(found)} statements, {most} expected:\n{listed}")
