"""Where one is signed in, by names one recognises; each can be ended alone, and only one's own."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from tests.factories.people import PASSWORD, person

pytestmark = pytest.mark.django_db
PAGE = "/en/account/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:131.0) Gecko/20100101 Firefox/131.0"


def browser(user, agent: str) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
    return client


def ending(session: UserSession) -> str:
    return f"/en/me/sessions/{session.pk}/end/"


@pytest.fixture
def two():
    """ada in two browsers, and what is kept of each."""
    ada = person("ada", locale="en")
    here, there = browser(ada, "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0 Safari/537.36"), browser(ada, FIREFOX)
    rows = {client: UserSession.objects.get(session_key=client.session.session_key) for client in (here, there)}
    return here, there, rows


def test_browsers_have_readable_names(two):
    here, _, rows = two
    html = here.get(PAGE).content.decode()
    assert "Firefox, Windows" in html
    assert "Chrome, Linux" in html
    assert "Mozilla" not in html
    assert [html.count(ending(row)) for row in rows.values()] == [0, 1]  # not the one that asks


def test_one_session_ends_and_the_others_stay(two):
    here, there, rows = two
    answer = here.post(ending(rows[there]))
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert "The session is over." in here.get(PAGE).content.decode()
    assert there.get("/en/me/").status_code == 302
    assert here.get("/en/me/").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(two):
    _, there, rows = two
    ben = browser(person("ben", locale="en"), FIREFOX)
    for answer in (ben.post(ending(rows[there])), ben.get(ending(rows[there]))):
        assert answer.status_code == 404
    assert Client().post(ending(rows[there]))["Location"].startswith("/en/account/login/")
    assert there.get("/en/me/").status_code == 200


def test_opening_the_address_or_aiming_at_columns_ends_nothing(two):
    here, there, rows = two
    assert here.get(ending(rows[there]))["Location"] == PAGE
    assert here.post(ending(rows[there]), {"user_id": "1"}).status_code == 400
    assert here.post(ending(rows[here])).status_code == 302
    assert here.get("/en/me/").status_code == there.get("/en/me/").status_code == 200
