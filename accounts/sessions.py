"""Sessions in the database, as Django keeps them; reading one is the first statement of every page of an account."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from lib.statements import prepared

_READ = f"SELECT session_data FROM {Session._meta.db_table} WHERE session_key = %s AND expire_date > %s"  # noqa: S608


class SessionStore(DatabaseStore):
    """Django's, except that the statement is not written anew for every page."""

    def load(self) -> dict[str, Any]:
        if "\0" in (self.session_key or ""):  # PostgreSQL takes no such text
            self._session_key = None
            return {}
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with prepared() as cursor:
            cursor.execute(_READ, [self.session_key, now])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])  # type: ignore[no-any-return]
