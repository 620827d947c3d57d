"""The tier a visitor aims at waits in the session; the account that signs in or up from the same browser takes it."""

from typing import Any

from allauth.account.signals import user_logged_in
from django.http import HttpRequest

from accounts.models import User
from skills.domain.joining import adopt_target

SESSION_KEY = "target"


def register() -> None:
    user_logged_in.connect(_adopt, dispatch_uid="skills.adopt")


def aim_of(request: HttpRequest) -> str:
    """Code of the tier this visitor aims at; empty when none was chosen."""
    session = getattr(request, "session", None)  # a preview of the editors has none
    return str(session.get(SESSION_KEY, "")) if session is not None else ""


def _adopt(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    code = request.session.pop(SESSION_KEY, None)
    if code:
        adopt_target(user.pk, code)
