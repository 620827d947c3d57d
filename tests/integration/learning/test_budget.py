"""Exact numbers of statements: a page that starts to ask more is noticed the same day."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from learning.domain import progress
from learning.domain.people import Person
from tests.factories.learner import finish_taux, lesson, take_quiz, tick_all, url

pytestmark = pytest.mark.django_db
Queries = Callable[..., Any]

# Of the lesson's, 5 are the learner's (state, blocks, questions, attempts, level); the rest is Wagtail's way to the page.
PAGES = {
    "dashboard": 7,
    "path": 5,
    "lesson": 17,
    "lesson of a visitor": 10,
}


def warm(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["dashboard", "path"])
def test_pages(name: str, ada_client: Client, queries: Queries) -> None:
    finish_taux(ada_client)
    warm(ada_client, url(name))
    with queries(PAGES[name], exactly=True):
        ada_client.get(url(name))


def test_lesson(ada_client: Client, visitor: Client, queries: Queries) -> None:
    finish_taux(ada_client)
    address = lesson("taux").url["fr"]
    warm(ada_client, address)
    with queries(PAGES["lesson"], exactly=True):
        ada_client.get(address)
    with queries(PAGES["lesson of a visitor"], exactly=True):
        visitor.get(address)


def test_completing(ada: User, ada_client: Client, queries: Queries) -> None:
    """The first time with two rows of evidence, a level, a tier and its notification; again, next to nothing."""
    warm(ada_client, url("dashboard"))
    tick_all(ada_client)
    take_quiz(ada_client)
    entry, person = lesson("taux"), Person(ada.pk)
    with queries(19, exactly=True):
        assert progress.complete_lesson(person, lesson=entry, locale="fr")
    with queries(4, exactly=True):
        assert not progress.complete_lesson(person, lesson=entry, locale="fr")
    with queries(1, exactly=True):
        progress.see(person, lesson_key=entry.key, block_id=None)


def test_completing_what_was_opened_before_saves_two(ada: User, ada_client: Client, queries: Queries) -> None:
    warm(ada_client, url("dashboard"))
    tick_all(ada_client)
    take_quiz(ada_client)
    entry, person = lesson("taux"), Person(ada.pk)
    progress.see(person, lesson_key=entry.key, block_id=None)
    with queries(17, exactly=True):
        assert progress.complete_lesson(person, lesson=entry, locale="fr")
