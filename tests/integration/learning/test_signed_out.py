"""Pages that were drawn for an account send nothing any more once it is signed out, or somebody else signs in."""

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cms.catalogue import get_catalogue
from learning.domain import placement, runs
from learning.domain.people import Person
from learning.models import (
    BlockProgress,
    DocumentVersion,
    LessonProgress,
    Onboarding,
    Placement,
    QuizAttempt,
    ScenarioRun,
    VisitorProgress,
)
from tests.factories.learner import begin, block, hand_in, item, lesson, module, url
from tests.factories.people import PASSWORD
from tests.factories.work import task_url

pytestmark = pytest.mark.django_db

SECRET = "Tapé par Ada"
KEPT = (
    BlockProgress,
    DocumentVersion,
    LessonProgress,
    Onboarding,
    Placement,
    QuizAttempt,
    ScenarioRun,
    VisitorProgress,
)


def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def token(client: Client) -> str:
    return client.cookies["csrftoken"].value


def sign_in(client: Client, user: User) -> None:
    client.get(reverse("account_login"))
    typed = {"login": user.email, "password": PASSWORD, "csrfmiddlewaretoken": token(client)}
    assert client.post(reverse("account_login"), typed).status_code == 302


def sign_out(client: Client) -> None:
    assert client.post(reverse("account_logout"), {"csrfmiddlewaretoken": token(client)}).status_code == 302


def drawn_token(client: Client) -> str:
    """The token that stands in the forms of a lesson."""
    html = client.get(lesson("tri").url["fr"]).content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)
    assert found
    return found[1]


def field() -> str:
    return f"f-{item('tri', 'recul', 'surprise')}"


def reflect(client: Client, version: str = "0", **more: str) -> HttpResponse:
    return hand_in(client, "tri", "recul", {field(): SECRET, "version": version} | more)


def counts() -> list[int]:
    return [model._default_manager.count() for model in KEPT]


@pytest.mark.parametrize("version", ["0", "1"])
def test_what_an_open_tab_types_after_signing_out_reaches_nobody(ada: User, ben: User, version: str) -> None:
    client = browser()
    sign_in(client, ada)
    drawn = drawn_token(client)
    if version == "1":
        assert reflect(client, csrfmiddlewaretoken=drawn).status_code == 200
    sign_out(client)
    before = counts()
    assert reflect(client, version, auto="1", csrfmiddlewaretoken=drawn).status_code == 403
    assert counts() == before
    sign_in(client, ben)
    assert reflect(client, version, auto="1", csrfmiddlewaretoken=drawn).status_code == 403
    assert counts() == before
    assert not BlockProgress.objects.exclude(user=ada).exists()
    assert SECRET not in client.get(lesson("tri").url["fr"]).content.decode()


def posts(ada: User) -> dict[str, dict[str, Any]]:
    """Every address at which somebody without an account may leave work, and what a page of Ada's would send there."""
    tri, taux = lesson("tri"), lesson("taux")
    signed_in = Client()
    signed_in.force_login(ada)
    attempt = begin(signed_in)
    played = next(one for one in get_catalogue().lessons.values() if one.scenarios)
    run = runs.begin(Person(user_id=ada.pk), lesson=played, info=played.scenarios[0], locale="fr")
    test = placement.start(Person(user_id=ada.pk), module=module(), locale="fr")
    return {
        url("activity", tri.key, block("tri", "recul")): {field(): SECRET, "version": "0"},
        url("activity", taux.key, block("taux", "avant")): {"item": item("taux", "avant", "ecrite")},
        url("position", tri.key): {"block": str(block("tri", "recul"))},
        url("complete", tri.key): {},
        url("update_seen", tri.key): {},
        url("begin", taux.key, taux.quizzes[0].block_id): {},
        url("attempt", attempt.uuid): {"anyway": "1"},
        url("play", played.key, played.scenarios[0].block_id): {},
        url("turn", run.uuid, 1): {"option": "x"},
        url("placement", module().code): {},
        url("placement_test", test.uuid): {"anyway": "1"},
        task_url(): {"kind": "link", "link": "https://example.org/", "note": SECRET, "version": "0", "do": "draft"},
        url("start"): {"aim": "x"},
    }


@pytest.mark.parametrize("next_one", [False, True], ids=["signed-out", "somebody-else"])
def test_no_address_takes_work_from_a_page_drawn_for_somebody_who_left(ada: User, ben: User, next_one: bool) -> None:
    client = browser()
    sign_in(client, ada)
    drawn, addresses = drawn_token(client), posts(ada)
    sign_out(client)
    if next_one:
        sign_in(client, ben)
    before = counts()
    for address, data in addresses.items():
        assert client.post(address, data | {"csrfmiddlewaretoken": drawn}).status_code == 403, address
    assert counts() == before
    assert "visitor" not in client.session


def test_a_page_that_read_something_saves_nothing_for_a_visitor_who_holds_nothing(client: Client) -> None:
    """The session ended by itself: no sign-out renewed the token."""
    answer = reflect(client, "7", auto="1")
    html = answer.content.decode()
    assert answer.status_code == 403
    assert BlockProgress.objects.count() == 0
    assert SECRET in html
    assert 'name="afresh"' in html
    assert f"{reverse('account_login')}?next=" in html
    assert "data-conflict" in html
    assert reflect(client, "7", auto="1", afresh="1").status_code == 403  # only a button may say so
    assert reflect(client, "7", afresh="1").status_code == 200
    assert BlockProgress.objects.get().state["fields"][field()[2:]] == SECRET


def test_a_page_of_another_account_saves_nothing_unasked(ada_client: Client, ben: User, ben_client: Client) -> None:
    reflect(ada_client)
    for more in ({}, {"auto": "1"}, {"replace": "1"}, {"leaving": "1", "auto": "1"}):
        answer = reflect(ben_client, "1", **more)
        assert answer.status_code == 403
        assert "another account" in answer.content.decode() or "autre compte" in answer.content.decode()
    assert not BlockProgress.objects.filter(user=ben).exists()
    assert reflect(ben_client, "1", afresh="1").status_code == 200
    assert BlockProgress.objects.get(user=ben).version == 1


def test_a_task_of_somebody_who_left_is_shown_and_not_kept(client: Client) -> None:
    typed = {"kind": "link", "link": "https://example.org/", "note": SECRET, "do": "draft"}
    answer = client.post(task_url(), typed | {"version": "3"})
    html = answer.content.decode()
    assert answer.status_code == 403
    assert SECRET in html
    assert 'name="version" value="0"' in html
    assert BlockProgress.objects.count() == 0
    assert client.post(task_url(), typed | {"version": "0"}).status_code == 302
    assert BlockProgress.objects.count() == 1


def test_a_session_ended_elsewhere_takes_its_tokens_with_it(ada: User) -> None:
    client = browser()
    sign_in(client, ada)
    drawn = drawn_token(client)
    Session.objects.all().delete()
    for _ in range(2):  # the second time the browser has forgotten the cookie of the session
        assert reflect(client, csrfmiddlewaretoken=drawn).status_code == 403
    assert counts() == [0] * len(KEPT)


def test_a_session_ended_elsewhere_is_noticed_by_any_page(ada: User) -> None:
    client = browser()
    sign_in(client, ada)
    drawn = drawn_token(client)
    Session.objects.all().delete()
    client.get(lesson("taux").url["fr"])
    assert reflect(client, csrfmiddlewaretoken=drawn).status_code == 403
    assert reflect(client, csrfmiddlewaretoken=token(client)).status_code == 200  # as a visitor, from a new page


def test_a_new_password_ends_the_pages_of_other_browsers(ada: User) -> None:
    client = browser()
    sign_in(client, ada)
    drawn = drawn_token(client)
    ada.set_password("another-horse-battery")
    ada.save()
    assert reflect(client, csrfmiddlewaretoken=drawn).status_code == 403
    assert counts() == [0] * len(KEPT)


def test_after_signing_out_the_pages_drawn_then_work(ada: User) -> None:
    client = browser()
    sign_in(client, ada)
    sign_out(client)
    assert reflect(client, csrfmiddlewaretoken=drawn_token(client)).status_code == 200
    theme = {"theme": "dark", "next": "/fr/", "csrfmiddlewaretoken": token(client)}
    assert client.post(reverse("accounts:theme"), theme).status_code == 302
    sign_in(client, ada)  # with what was written as a visitor, as ever
    assert BlockProgress.objects.get().user == ada


def test_a_visitor_who_signs_in_takes_along_what_was_saved(ada: User) -> None:
    client = browser()
    drawn = drawn_token(client)
    assert reflect(client, csrfmiddlewaretoken=drawn).status_code == 200
    assert reflect(client, "1", csrfmiddlewaretoken=drawn).status_code == 200
    sign_in(client, ada)
    assert BlockProgress.objects.get().user == ada
