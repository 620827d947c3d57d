"""The account that comes with its session: one statement, and never anybody else's account."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db
PROFILE, NOTES = "/en/me/profile/", "/en/me/notes/"


@pytest.fixture
def open_session(ada: User, ada_client: Client) -> UserSession:
    """As allauth leaves it at sign-in."""
    key = Session.objects.get().session_key
    return UserSession.objects.create(user=ada, session_key=key, ip="127.0.0.1", user_agent="x")


def who(client: Client) -> str:
    answer = client.get(PROFILE)
    return str(answer.wsgi_request.user) if answer.status_code == 200 else ""


def test_session_and_account_are_one_statement(
    ada: User, ada_client: Client, open_session: UserSession, queries: Callable[..., Any]
) -> None:
    assert ada_client.get(NOTES).status_code == 200
    with queries(3, exactly=True) as seen:  # the notes, and how many notifications wait
        user = ada_client.get(NOTES).wsgi_request.user
    assert sum("accounts_user" in sql for sql in seen.statements) == 1
    fields = [field.attname for field in User._meta.concrete_fields]
    assert [getattr(user, name) for name in fields] == [getattr(User.objects.get(pk=ada.pk), name) for name in fields]


def test_a_row_that_names_another_account_is_not_believed(
    ada: User, ben: User, ada_client: Client, open_session: UserSession
) -> None:
    UserSession.objects.filter(pk=open_session.pk).update(user=ben)
    assert who(ada_client) == str(ada)


def test_without_the_row_the_account_is_read_by_itself(
    ada: User, ada_client: Client, open_session: UserSession
) -> None:
    open_session.delete()
    assert who(ada_client) == str(ada)


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!"}])
def test_an_account_that_may_no_more_is_out_at_once(
    change: dict[str, Any], ada: User, ada_client: Client, open_session: UserSession
) -> None:
    assert who(ada_client) == str(ada)
    User.objects.filter(pk=ada.pk).update(**change)
    assert who(ada_client) == ""


def test_two_readers_in_one_process_are_two(
    ada: User, ben: User, ada_client: Client, ben_client: Client, visitor: Client
) -> None:
    for user in (ada, ben):
        key = Session.objects.get(session_key=(ada_client if user == ada else ben_client).session.session_key)
        UserSession.objects.create(user=user, session_key=key.session_key, ip="127.0.0.1", user_agent="x")
    for client, name in ((ada_client, str(ada)), (visitor, ""), (ben_client, str(ben)), (ada_client, str(ada))):
        assert who(client) == name
