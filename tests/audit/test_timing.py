"""What the clock tells: nothing about a key before the answer, nothing about an address. 2,000 samples a side.

`AUDIT_SAMPLES` takes fewer. Each comparison is printed; it fails as `tests.factories.timing` says, and the control
shows that a planted difference of 2 ms is found.
"""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import global_settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cms.models import QuestionVersion
from config.settings import base
from learning.models import QuizAttempt, ReviewCard
from tests.factories.fresh import forget
from tests.factories.keys import other_key, rewrite
from tests.factories.learner import begin, lesson, url
from tests.factories.people import PASSWORD, person
from tests.factories.review import miss
from tests.factories.timing import Request, Told, compare, spinning

pytestmark = pytest.mark.django_db


def said(name: str, told: Told, capsys: pytest.CaptureFixture[str]) -> Told:
    with capsys.disabled():
        print(f"\n  {name}: {told}")
    return told


def keys() -> tuple[Request, Request]:
    """The keys as published, and others: put in place before each request."""
    versions = list(QuestionVersion.objects.all())
    changed = [other_key(version.payload) for version in versions]

    def published() -> None:
        for version in versions:
            rewrite(version, version.payload)
        forget()

    def others() -> None:
        for version, payload in zip(versions, changed, strict=True):
            rewrite(version, payload)
        forget()

    return published, others


@pytest.fixture
def attempt(mini_pack: None, ada_client: Client) -> QuizAttempt:
    return begin(ada_client)


def test_the_method_finds_a_planted_difference(
    attempt: QuizAttempt, ada_client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    def look() -> object:
        return ada_client.get(url("attempt", attempt.uuid))

    assert said("2 ms planted", compare(look, spinning(look, 2)), capsys).apart
    assert not said("nothing planted", compare(look, look), capsys).apart


@pytest.mark.parametrize("what", ["attempt", "lesson", "card"])
def test_keys_before_an_answer(
    what: str, attempt: QuizAttempt, ada_client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    miss(ada_client)
    assert ReviewCard.objects.get().answered_at is None
    address = {"attempt": url("attempt", attempt.uuid), "lesson": lesson("tri").url["fr"], "card": url("review")}[what]

    def look() -> None:
        assert ada_client.get(address).status_code == 200

    assert not said(f"two keys, {what}", compare(look, look, prepare=keys()), capsys).apart


ADDRESSES: dict[str, tuple[str, Callable[[str], dict[str, Any]]]] = {
    "login": ("account_login", lambda email: {"login": email, "password": "wrong-wrong-wrong"}),
    "login by code": ("account_request_login_code", lambda email: {"email": email}),
    "password reset": ("account_reset_password", lambda email: {"email": email}),
    "sign-up": ("account_signup", lambda email: {"display_name": "X", "email": email, "password1": PASSWORD}),
}


@pytest.mark.parametrize("what", ADDRESSES)
def test_known_and_unknown_addresses(what: str, db: None, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.PASSWORD_HASHERS = getattr(base, "PASSWORD_HASHERS", global_settings.PASSWORD_HASHERS)
    settings.ACCOUNT_RATE_LIMITS = False
    name, fields = ADDRESSES[what]
    people = itertools.count()
    known = [person(f"known{number}").email for number in range(10)]

    def send(email: str) -> None:
        # One answer whoever asks; what is measured ends with it.
        assert Client().post(reverse(name), fields(email)).status_code in (200, 302)

    def ask_known() -> None:
        send(known[next(people) % len(known)])

    def ask_unknown() -> None:
        send(f"nobody{next(people)}@example.test")

    told = said(what, compare(ask_known, ask_unknown), capsys)
    assert User.objects.filter(email__startswith="known").count() == len(known)
    assert not told.apart
