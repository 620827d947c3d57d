"""Rows written by several statements that PostgreSQL is sent as one.

Its WITH may write, so that a request waits for the database once instead of once a table; that of SQLite may not, and
the same statements follow one another. Either way the writes see nothing of each other: no two may touch one row, and
none may need what another one puts there. Inside the caller's transaction.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Field, Model

MOST_ROWS = 500
TOGETHER = 12  # more than these are many learners at once, and no longer one statement's worth

Fields = Sequence["Field[Any, Any]"]


class Write(NamedTuple):
    """One statement that writes and returns nothing."""

    sql: str
    parameters: Sequence[Any]


def insert(rows: Iterable[Model], *, unique: Sequence[str] = (), update: Sequence[str] = ()) -> list[Write]:
    """New rows of one model. Where a row stands in their place it stays, or takes the columns `update` from the new
    one, `unique` being what makes them the same.
    """
    rows = list(rows)
    if not rows:
        return []
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    there = "DO NOTHING"
    if update:
        taken = ", ".join(f"{name} = excluded.{name}" for name in _columns(_named(rows[0], update)))
        there = f"({', '.join(_columns(_named(rows[0], unique)))}) DO UPDATE SET {taken}"
    head = f"INSERT INTO {_quoted(meta.db_table)} ({', '.join(_columns(fields))}) VALUES "  # noqa: S608  names of our own
    return [
        Write(
            f"{head}{_marks(['%s'] * len(fields), some)} ON CONFLICT {there}",
            [field.get_db_prep_save(field.pre_save(row, True), connection) for row in some for field in fields],
        )
        for some in _batches(rows, fields)
    ]


def update(rows: Iterable[Model], *, names: Sequence[str]) -> list[Write]:
    """The columns `names` of rows that stand; of one that is gone, nothing."""
    rows = list(rows)
    if not rows:
        return []
    fields = [rows[0]._meta.pk, *_named(rows[0], names)]
    key, *columns = _columns(fields)
    table, taken = _quoted(rows[0]._meta.db_table), ", ".join(f"{name} = fresh.{name}" for name in columns)
    # PostgreSQL must be told what the values are; SQLite would take a name it does not know for a number's.
    marks = [f"%s::{field.db_type(connection)}" if _in_one() else "%s" for field in fields]
    return [
        Write(
            f"WITH fresh ({', '.join([key, *columns])}) AS (VALUES {_marks(marks, some)})"  # noqa: S608
            f" UPDATE {table} SET {taken} FROM fresh WHERE {table}.{key} = fresh.{key}",
            [field.get_db_prep_save(getattr(row, field.attname), connection) for row in some for field in fields],
        )
        for some in _batches(rows, fields)
    ]


def send(writes: Iterable[Write]) -> None:
    """All of them: one statement on PostgreSQL, one each on SQLite."""
    writes = list(writes)
    if _in_one() and 1 < len(writes) <= TOGETHER:
        heads = ", ".join(f"write_{place} AS ({write.sql})" for place, write in enumerate(writes[:-1]))
        last = writes[-1].sql
        # A statement has one WITH: what the last one begins with goes on with ours.
        tail = f", {last.removeprefix('WITH ')}" if last.startswith("WITH ") else f" {last}"
        writes = [Write(f"WITH {heads}{tail}", [one for write in writes for one in write.parameters])]
    with connection.cursor() as cursor:
        for sql, parameters in writes:
            cursor.execute(sql, parameters)


def _in_one() -> bool:
    """Whether the database takes writes inside WITH."""
    return connection.vendor == "postgresql"


def _named(row: Model, names: Sequence[str]) -> Fields:
    return [row._meta.get_field(name) for name in names]  # type: ignore[misc]


def _columns(fields: Fields) -> list[str]:
    return [_quoted(str(field.column)) for field in fields]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _marks(one: Sequence[str], rows: Sequence[Model]) -> str:
    return ", ".join([f"({', '.join(one)})"] * len(rows))


def _batches(rows: Sequence[Model], fields: Fields) -> Iterator[Sequence[Model]]:
    """In pieces that every database takes in one statement."""
    size = max(1, min(MOST_ROWS, connection.ops.bulk_batch_size(fields, rows)))
    return (rows[start : start + size] for start in range(0, len(rows), size))
