"""Rows written by several statements that PostgreSQL is sent as one.

Its WITH may write, so that a request waits for the database once instead of once a table; that of SQLite may not, and
the same statements follow one another. Either way the writes see nothing of each other: no two may touch one row, and
none may need what another one puts there. Inside the caller's transaction.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Field, Model

from lib.statements import prepared

MOST_ROWS = 500
TOGETHER = 12  # more than these are many learners at once, and no longer one statement's worth

Fields = Sequence["Field[Any, Any]"]
Rows = Sequence[Sequence[Any]]


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
    head = f"INSERT INTO {_quoted(meta.db_table)} ({', '.join(_columns(fields))})"
    return [
        Write(f"{head} {_given(fields, values)} ON CONFLICT {there}", _flat(fields, values))
        for values in _batches(fields, [[field.pre_save(row, True) for field in fields] for row in rows])
    ]


def update(rows: Iterable[Model], *, names: Sequence[str]) -> list[Write]:
    """The columns `names` of rows that stand; of one that is gone, nothing."""
    rows = list(rows)
    if not rows:
        return []
    fields = [rows[0]._meta.pk, *_named(rows[0], names)]
    key, *columns = _columns(fields)
    table, taken = _quoted(rows[0]._meta.db_table), ", ".join(f"{name} = fresh.{name}" for name in columns)
    return [
        Write(
            f"WITH fresh ({', '.join([key, *columns])}) AS ({_given(fields, values)})"  # noqa: S608
            f" UPDATE {table} SET {taken} FROM fresh WHERE {table}.{key} = fresh.{key}",
            _flat(fields, values),
        )
        for values in _batches(fields, [[getattr(row, field.attname) for field in fields] for row in rows])
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
    with prepared() as cursor:
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


def _given(fields: Fields, rows: Rows) -> str:
    """The rows as a statement takes them. PostgreSQL gets one array a column: its text is the same for any number of
    rows, and planned once.
    """
    if _in_one():
        return f"SELECT * FROM UNNEST({', '.join(f'%s::{_kind(field)}[]' for field in fields)})"  # noqa: S608
    return f"VALUES {', '.join([_row(fields)] * len(rows))}"


def _kind(field: "Field[Any, Any]") -> str:
    """The type of a column. A text has no length here: a cast would cut it silently, the column refuses it."""
    kind = str(field.db_type(connection))
    return "text" if kind.startswith("varchar") else kind


def _row(fields: Fields) -> str:
    return f"({', '.join(['%s'] * len(fields))})"


def _flat(fields: Fields, rows: Rows) -> list[Any]:
    """The parameters of `_given`."""
    if _in_one():
        columns = zip(fields, zip(*rows, strict=True), strict=True)
        return [[field.get_db_prep_save(value, connection) for value in column] for field, column in columns]
    return [field.get_db_prep_save(value, connection) for row in rows for field, value in zip(fields, row, strict=True)]


def _batches(fields: Fields, rows: Rows) -> Iterator[Rows]:
    """In pieces that every database takes in one statement."""
    size = max(1, min(MOST_ROWS, connection.ops.bulk_batch_size(fields, rows)))
    return (rows[start : start + size] for start in range(0, len(rows), size))
