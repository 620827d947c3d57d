"""Rows written by several statements that PostgreSQL is sent as one.

Its WITH may write, so that a request waits for the database once instead of once a table; that of SQLite may not, and
the same statements follow one another. Either way the writes see nothing of each other: no two may touch one row, and
none may need what another one puts there. Inside the caller's transaction.

The text of a statement hangs on its model and columns alone: it is put together once and kept.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model

from lib.statements import prepared

MOST_ROWS = 500
TOGETHER = 12  # more than these are many learners at once, and no longer one statement's worth

Fields = tuple["Field[Any, Any]", ...]
Names = tuple[str, ...]
Rows = Sequence[Sequence[Any]]


class Write(NamedTuple):
    """One statement that writes and returns nothing."""

    sql: str
    parameters: Sequence[Any]


def insert(rows: Iterable[Model], *, unique: Names = (), update: Names = ()) -> list[Write]:
    """New rows of one model. Where a row stands in their place it stays, or takes the columns `update` from the new
    one, `unique` being what makes them the same.
    """
    rows = list(rows)
    if not rows:
        return []
    model = type(rows[0])
    fields = _fields(model, _own(model))
    return put(
        model,
        _own(model),
        [[field.pre_save(row, True) for field in fields] for row in rows],
        unique=unique,
        update=update,
    )


def put(model: type[Model], names: Names, rows: Rows, *, unique: Names = (), update: Names = ()) -> list[Write]:
    """The same from values in the order of `names`, for whoever has no need of instances."""
    fields = _fields(model, names)
    return [
        Write(_insert(model, names, unique, update, _counted(values)), _flat(fields, values))
        for values in _batches(fields, rows)
    ]


def update(rows: Iterable[Model], *, names: Names) -> list[Write]:
    """The columns `names` of rows that stand; of one that is gone, nothing."""
    rows = list(rows)
    if not rows:
        return []
    model = type(rows[0])
    fields = _fields(model, ("pk", *names))
    values = [[getattr(row, field.attname) for field in fields] for row in rows]
    return [Write(_update(model, names, _counted(batch)), _flat(fields, batch)) for batch in _batches(fields, values)]


def send(writes: Iterable[Write]) -> None:
    """All of them: one statement on PostgreSQL, one each on SQLite."""
    writes = list(writes)
    if _in_one() and 1 < len(writes) <= TOGETHER:
        together = _joined(tuple(write.sql for write in writes))
        writes = [Write(together, [one for write in writes for one in write.parameters])]
    with prepared() as cursor:
        for sql, parameters in writes:
            cursor.execute(sql, parameters)


@lru_cache(maxsize=256)
def _joined(statements: tuple[str, ...]) -> str:
    heads = ", ".join(f"write_{place} AS ({sql})" for place, sql in enumerate(statements[:-1]))
    last = statements[-1]
    # A statement has one WITH: what the last one begins with goes on with ours.
    tail = f", {last.removeprefix('WITH ')}" if last.startswith("WITH ") else f" {last}"
    return f"WITH {heads}{tail}"


def _in_one() -> bool:
    """Whether the database takes writes inside WITH."""
    return connection.vendor == "postgresql"


@lru_cache(maxsize=1024)
def _insert(model: type[Model], names: Names, unique: Names, update: Names, count: int) -> str:
    there = "DO NOTHING"
    if update:
        taken = ", ".join(f"{name} = excluded.{name}" for name in _columns(model, update))
        there = f"({', '.join(_columns(model, unique))}) DO UPDATE SET {taken}"
    into = f"{_quoted(model._meta.db_table)} ({', '.join(_columns(model, names))})"
    return f"INSERT INTO {into} {_given(_fields(model, names), count)} ON CONFLICT {there}"


@lru_cache(maxsize=1024)
def _update(model: type[Model], names: Names, count: int) -> str:
    table, (key, *columns) = _quoted(model._meta.db_table), _columns(model, ("pk", *names))
    taken = ", ".join(f"{name} = fresh.{name}" for name in columns)
    given = _given(_fields(model, ("pk", *names)), count)
    return (
        f"WITH fresh ({', '.join([key, *columns])}) AS ({given})"  # noqa: S608
        f" UPDATE {table} SET {taken} FROM fresh WHERE {table}.{key} = fresh.{key}"
    )


@cache
def _own(model: type[Model]) -> Names:
    """Every column but a key that the database gives."""
    return tuple(field.name for field in model._meta.concrete_fields if not field.primary_key)


@cache
def _fields(model: type[Model], names: Names) -> Fields:
    return tuple(model._meta.pk if name == "pk" else model._meta.get_field(name) for name in names)  # type: ignore[misc]


def _columns(model: type[Model], names: Names) -> list[str]:
    return [_quoted(str(field.column)) for field in _fields(model, names)]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _counted(rows: Rows) -> int:
    """On what else the text hangs: PostgreSQL gets one array a column, the same text for any number of rows."""
    return 0 if _in_one() else len(rows)


def _given(fields: Fields, count: int) -> str:
    """The rows as a statement takes them, `count` as `_counted` says."""
    if _in_one():
        return f"SELECT * FROM UNNEST({', '.join(f'%s::{_kind(field)}[]' for field in fields)})"  # noqa: S608
    row = f"({', '.join(['%s'] * len(fields))})"
    return f"VALUES {', '.join([row] * count)}"


def _kind(field: "Field[Any, Any]") -> str:
    """The type of a column. A text has no length here: a cast would cut it silently, the column refuses it."""
    kind = str(field.db_type(connection))
    return "text" if kind.startswith("varchar") else kind


def _flat(fields: Fields, rows: Rows) -> list[Any]:
    """The parameters of `_given`."""
    own = connections[DEFAULT_DB_ALIAS]  # looked up once, not once a value
    if _in_one():
        columns = zip(fields, zip(*rows, strict=True), strict=True)
        return [[field.get_db_prep_save(value, own) for value in column] for field, column in columns]
    return [field.get_db_prep_save(value, own) for row in rows for field, value in zip(fields, row, strict=True)]


def _batches(fields: Fields, rows: Rows) -> Iterator[Rows]:
    """In pieces that every database takes in one statement."""
    size = max(1, min(MOST_ROWS, connection.ops.bulk_batch_size(fields, rows)))
    return (rows[start : start + size] for start in range(0, len(rows), size))
