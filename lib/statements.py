"""Statements written once and prepared by PostgreSQL, for what every page of somebody signed in reads.

A dozen tables joined by UNION ALL take a quarter of the time once they are parsed and planned for the connection, and
the ORM takes longer to write the statement for one row than the database to find it.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property, lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet, UUIDField

_uuid_value = UUIDField().get_db_prep_value
_SOMEBODY = -987_654_321


@lru_cache(maxsize=8192)
def known_uuid(text: str) -> UUID:
    """The key of a lesson, block or question out of `CAST(… AS text)`: there are few, and every page reads dozens."""
    return UUID(text)


def uuid_value(value: UUID | None) -> Any:
    """As a parameter of a statement: SQLite keeps them as text without dashes."""
    return _uuid_value(value, connection)


def among(keys: Iterable[UUID]) -> tuple[str, Any]:
    """ "is one of these", in one parameter whatever their number; and that parameter."""
    if connection.vendor == "postgresql":
        return "= ANY(%s)", list(keys)
    return "IN (SELECT value FROM json_each(%s))", json.dumps([key.hex for key in keys])


@contextmanager
def prepared() -> Iterator[CursorWrapper]:
    """A cursor for statements of which there are few, their values all parameters; elsewhere an ordinary one."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            yield cursor
        return
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        raw = _preparing()(connection.connection)
    with connection._prepare_cursor(raw) as cursor:  # type: ignore[attr-defined]
        yield cursor


@cache
def _preparing() -> Any:
    """Django's own cursors put the values into the text, so that no statement is ever the same twice."""
    from django.db.backends.postgresql.base import ServerBindingCursor
    from psycopg.errors import FeatureNotSupported

    class PreparingCursor(ServerBindingCursor):
        def execute(self, query: Any, params: Any = None, **kwargs: Any) -> Any:
            try:
                return super().execute(query, params, prepare=True, **kwargs)  # type: ignore[misc]
            except FeatureNotSupported:
                # A migration changed the type of a column since: what is prepared is given up, and asked anew.
                if not self.connection.autocommit:  # type: ignore[attr-defined]
                    raise
                self.connection._prepared.clear()  # type: ignore[attr-defined]
                return super().execute(query, params, prepare=True, **kwargs)  # type: ignore[misc]

    return PreparingCursor


class WrittenOnce:
    """Rows of a query that the ORM writes when it is first asked for.

    `query` gets one value for each of `samples`, and returns a `values_list` that depends on nothing else. A sample is
    of the type of its values, and stands for them while the statement is written. The usual one is a person's number.
    """

    def __init__(self, query: Callable[..., "QuerySet[Any, Any]"], *samples: int | UUID) -> None:
        self._query, self._samples = query, samples or (_SOMEBODY,)

    def __call__(self, *values: int | UUID | None) -> list[tuple[Any, ...]]:
        if len(values) != len(self._samples):
            raise TypeError(f"{len(self._samples)} values wanted, {len(values)} given")
        sql, places, _ = self._written
        given = [_parameter(value) for value in values]
        with prepared() as cursor:
            cursor.execute(sql, [own if place is None else given[place] for place, own in places])
            return [self.read(row) for row in cursor.fetchall()]

    def read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """The same columns, as another statement found them in the database, as the ORM reads them."""
        *_, converters = self._written
        if not converters:
            return row
        values = list(row)
        for place, (functions, expression) in converters.items():
            for function in functions:
                values[place] = function(values[place], expression, connection)
        return tuple(values)

    @cached_property
    def _written(self) -> tuple[str, list[tuple[int | None, Any]], dict[int, Any]]:
        """The text, for each of its parameters which value it is or what it always is, and what reads the columns."""
        compiler = self._query(*self._samples).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        samples = [_parameter(sample) for sample in self._samples]
        places = [(_place(own, samples), own) for own in parameters]
        assert {place for place, _ in places if place is not None} == set(range(len(samples)))
        return sql, places, compiler.get_converters([column[0] for column in compiler.select])


def _parameter(value: int | UUID | None) -> Any:
    return uuid_value(value) if isinstance(value, UUID) else value


def _place(parameter: Any, samples: list[Any]) -> int | None:
    """Which sample a parameter is; None for one that is always the same. With its type, as 1 equals True."""
    found = (place for place, one in enumerate(samples) if type(one) is type(parameter) and one == parameter)
    return next(found, None)
