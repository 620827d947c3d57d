"""Nobody learns whether an address has an account: the same answer, the same passwords hashed, the same letters sent.

`make audit` looks at the clock, too.
"""

from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.forms import SignupForm
from accounts.models import User
from tests.factories.keys import sent
from tests.factories.people import PASSWORD, person

KNOWN, UNKNOWN = "ada@example.test", "abe@example.test"
FORMS: dict[str, dict[str, Any]] = {
    "account_login": {"login": "*", "password": "wrong-wrong-wrong"},
    "account_request_login_code": {"email": "*"},
    "account_reset_password": {"email": "*"},
    "account_signup": {"display_name": "X", "email": "*", "password1": PASSWORD},
}


def plain(answer: HttpResponse) -> tuple[Any, ...]:
    """Without the clock and the length of what is packed (the address typed is in it)."""
    status, headers, cookies, body = sent(answer)
    kept = {name: value for name, value in headers.items() if name not in ("Content-Length", "Expires")}
    return status, kept, [cookie.split()[0] for cookie in cookies], body


def told(name: str, email: str) -> tuple[Any, ...]:
    client, before = Client(), len(mail.outbox)
    form = {field: email if value == "*" else value for field, value in FORMS[name].items()}
    with patch("django.contrib.auth.hashers.MD5PasswordHasher.encode", return_value="md5$a$b") as hashed:
        answer = client.post(reverse(name), form)
    pages = [plain(answer)]
    if answer.status_code == 302:
        pages.append(plain(client.get(answer["Location"])))
    # The page that follows names the address that was typed.
    text = str(pages).replace(email, "*")
    return text, hashed.call_count, len(mail.outbox) - before


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORMS)
def test_known_and_unknown_addresses_get_the_same(name: str) -> None:
    person("ada")
    assert told(name, KNOWN) == told(name, UNKNOWN)


def asked(email: str) -> list[str]:
    """What signing up with this address asks of the tables of accounts."""
    with CaptureQueriesContext(connection) as told:
        Client().post(reverse("account_signup"), {"display_name": "X", "email": email, "password1": PASSWORD})
    tables = ('"accounts_user"', '"account_emailaddress"')
    statements = [query["sql"] for query in told.captured_queries]
    return [sql.split()[0] for sql in statements if any(table in sql for table in tables)]


@pytest.mark.django_db
def test_signing_up_asks_as_much_of_the_database_for_both() -> None:
    person("ada")
    known, unknown = asked(KNOWN), asked(UNKNOWN)
    assert known.count("INSERT") == unknown.count("INSERT") == 2
    assert abs(len(known) - len(unknown)) <= 1
    assert sorted(User.objects.values_list("email", flat=True)) == [UNKNOWN, KNOWN]


@pytest.mark.django_db
def test_of_two_sign_ups_at_once_the_second_is_answered_as_one_that_comes_later(monkeypatch):
    """The other window signs up between the check of the form and its save: one account, and no error."""
    own, others = SignupForm.try_save, []
    form = {"display_name": "Zoé", "email": "zoe@example.test", "password1": PASSWORD}

    def second(self, request):
        if not others:
            others.append(None)
            others[0] = Client().post(reverse("account_signup"), form)
        return own(self, request)

    monkeypatch.setattr(SignupForm, "try_save", second)
    answer = Client().post(reverse("account_signup"), form)
    assert others[0].status_code == 302
    later = Client().post(reverse("account_signup"), form)
    assert answer.status_code == later.status_code < 500
    assert User.objects.filter(email=form["email"]).count() == 1
