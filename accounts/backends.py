"""Who a session belongs to."""

from contextvars import ContextVar
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from lib.statements import WrittenOnce

COLUMNS = [field.attname for field in User._meta.concrete_fields]
_account = WrittenOnce(lambda user_id: User.objects.filter(pk=user_id).values_list(*COLUMNS))
# The session whose owner is being asked for.
_judged: ContextVar[SessionBase | None] = ContextVar("judged", default=None)


def session_user(request: HttpRequest) -> User | AnonymousUser:
    """Whoever signed in with this session, as Django finds them; their row was read in the statement of the session."""
    if not hasattr(request, "_cached_user"):  # the name that Django, and whoever signs somebody in, looks for
        token = _judged.set(request.session)
        try:
            request._cached_user = get_user(request)  # type: ignore[attr-defined]
        finally:
            _judged.reset(token)
    found: User | AnonymousUser = request._cached_user  # type: ignore[attr-defined]
    return found


def known_user_id(request: HttpRequest) -> int | None:
    """The account that asks, where something asked for it already: this reads no session."""
    user = getattr(request, "user", None)
    if type(user) is SimpleLazyObject:
        user = getattr(request, "_cached_user", None)
    found: int | None = getattr(user, "pk", None)
    return found


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, except that the account of a session is read by a statement written once, or comes with it."""

    def get_user(self, user_id: Any) -> User | None:
        row: tuple[Any, ...] | None = getattr(_judged.get(), "account", None)
        if row is None or row[COLUMNS.index("id")] != int(user_id):
            row = next(iter(_account(int(user_id))), None)
        else:
            row = _account.read(row)
        user = User.from_db(DEFAULT_DB_ALIAS, COLUMNS, row) if row else None
        return user if user and self.user_can_authenticate(user) else None
