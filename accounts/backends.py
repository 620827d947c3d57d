"""Who a session belongs to."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db import DEFAULT_DB_ALIAS

from accounts.models import User
from lib.statements import OfPerson

_COLUMNS = [field.attname for field in User._meta.concrete_fields]
_account = OfPerson(lambda user_id: User.objects.filter(pk=user_id).values_list(*_COLUMNS))


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, except that the account of a session is read by a statement written once."""

    def get_user(self, user_id: Any) -> User | None:
        rows = _account(int(user_id))
        user = User.from_db(DEFAULT_DB_ALIAS, _COLUMNS, rows[0]) if rows else None
        return user if user and self.user_can_authenticate(user) else None
