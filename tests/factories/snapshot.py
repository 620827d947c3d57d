"""Rows of the whole database: compared, and put back."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

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
    """Tables that hold other rows. A table has no order: PostgreSQL reads a large one in parts at once."""
    return [
        name
        for name, table in after.items()
        if table.rows != before[name].rows and sorted(map(repr, table.rows)) != sorted(map(repr, before[name].rows))
    ]


def restore(snapshot: Snapshot) -> None:
    """Put all rows back. Foreign keys are checked at the end of the transaction."""
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        for name in snapshot:
            cursor.execute(f"DELETE FROM {quote(name)}")
        for name in snapshot:
            table = snapshot[name]
            if table.rows:
                columns = ", ".join(map(quote, table.columns))
                marks = ", ".join(["%s"] * len(table.columns))
                cursor.executemany(f"INSERT INTO {quote(name)} ({columns}) VALUES ({marks})", table.rows)
    ContentType.objects.clear_cache()
