"""Rows of the whole database, taken once and put back in milliseconds: a loaded pack for each test, and for no other."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from tests.factories.fresh import forget

# Tables that SQLite fills by itself from others.
DERIVED = ("_fts",)


@dataclass(frozen=True)
class Table:
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]] = field(default_factory=list)


Snapshot = dict[str, Table]


def take() -> Snapshot:
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    found: Snapshot = {}
    with connection.cursor() as cursor:
        for name in sorted(name for name in names if not name.endswith(DERIVED)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            found[name] = Table(tuple(column[0] for column in cursor.description), list(map(tuple, cursor.fetchall())))
    return found


def differing(before: Snapshot, after: Snapshot) -> list[str]:
    return [name for name, table in after.items() if table.rows != before[name].rows]


def restore(snapshot: Snapshot, names: Iterable[str] | None = None) -> None:
    """Put the rows back: all tables, or those named. Foreign keys are checked at the end of the transaction."""
    quote = connection.ops.quote_name
    chosen = list(snapshot if names is None else names)
    with transaction.atomic(), connection.cursor() as cursor:
        for name in chosen:
            cursor.execute(f"DELETE FROM {quote(name)}")
        for name in chosen:
            table = snapshot[name]
            if table.rows:
                columns = ", ".join(map(quote, table.columns))
                marks = ", ".join(["%s"] * len(table.columns))
                cursor.executemany(f"INSERT INTO {quote(name)} ({columns}) VALUES ({marks})", table.rows)
    ContentType.objects.clear_cache()
    forget()
