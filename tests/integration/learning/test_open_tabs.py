"""A tab that somebody left open when they signed out, or when their session ended, writes into nobody else's work."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from learning.models import BlockProgress
from tests.factories.learner import block, hand_in, lesson
from tests.integration.learning.test_documents import fields

pytestmark = pytest.mark.django_db
SECRET = "tapé par Ada"


def typed(version: str) -> dict[str, str]:
    return {fields()[0]: SECRET, "version": version}


def post_from_tab(client: Client, token: str, version: str) -> int:
    """As the tab sends it, with the token that stands in its form."""
    address = f"/fr/me/lesson/{lesson('tri').key}/{block('tri', 'rapport')}/"
    return client.post(address, typed(version) | {"csrfmiddlewaretoken": token}).status_code


def sign_out(client: Client) -> None:
    client.post("/fr/account/logout/", {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})


@pytest.fixture
def browser(ada: Any) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    client.get("/fr/account/logout/")
    return client


@pytest.mark.parametrize("version", ["0", "1"])
def test_a_tab_left_open_saves_nothing_after_signing_out(browser: Client, ben: User, version: str) -> None:
    token = browser.cookies["csrftoken"].value
    if version == "1":
        assert post_from_tab(browser, token, "0") == 200
        BlockProgress.objects.all().delete()
    sign_out(browser)
    assert post_from_tab(browser, token, version) == 403
    assert BlockProgress.objects.count() == 0
    browser.force_login(ben)
    assert SECRET not in browser.get(lesson("tri").url["fr"]).content.decode()


@pytest.mark.parametrize("version", ["0", "1"])
def test_nor_after_its_session_ended(ada_client: Client, ben: User, version: str) -> None:
    Session.objects.all().delete()
    assert hand_in(ada_client, "tri", "rapport", typed(version), "fr").status_code == 403
    assert BlockProgress.objects.count() == 0
    ada_client.force_login(ben)
    assert SECRET not in ada_client.get(lesson("tri").url["fr"]).content.decode()


@pytest.mark.parametrize("kind", ["visitor", "ben"])
def test_a_version_of_somebody_elses_is_no_beginning(request: pytest.FixtureRequest, kind: str) -> None:
    client = request.getfixturevalue("visitor" if kind == "visitor" else "ben_client")
    assert hand_in(client, "tri", "rapport", typed("3"), "fr").status_code == 403
    assert BlockProgress.objects.count() == 0


def test_a_visitor_still_begins(visitor: Client) -> None:
    assert hand_in(visitor, "tri", "rapport", typed("0"), "fr").status_code == 200
    assert BlockProgress.objects.get().visitor is not None
