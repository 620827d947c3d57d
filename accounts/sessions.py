"""Sessions in the database, as Django keeps them; reading one is the first statement of every page of an account."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils import timezone

from accounts.backends import COLUMNS
from accounts.models import User
from lib.statements import prepared

# The session, and the account that signed in with it, if any.
_READ = f"""SELECT s.session_data, {", ".join(f"u.{name}" for name in COLUMNS)} FROM {Session._meta.db_table} s
 LEFT JOIN {UserSession._meta.db_table} o ON o.session_key = s.session_key
 LEFT JOIN {User._meta.db_table} u ON u.id = o.user_id
 WHERE s.session_key = %s AND s.expire_date > %s"""  # noqa: S608  names of our own tables


class SessionStore(DatabaseStore):
    """Django's, except that the statement is not written anew for every page, and brings the account along."""

    account: tuple[Any, ...] | None = None  # the row of whoever signed in, as the database gave it

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
        self.account = None if row[1] is None else row[1:]
        return self.decode(row[0])  # type: ignore[no-any-return]


def forget_tokens(sender: Any, request: HttpRequest | None, **kwargs: Any) -> None:
    """Signing out: pages that stay open in other windows were drawn for the account, and can send nothing any more."""
    if request is not None:
        rotate_token(request)
