"""Exact numbers of statements: a page that starts to ask more is noticed the same day."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from learning.domain import progress
from learning.domain.people import Person
from learning.models import Bookmark, Note
from tests.factories.learner import finish_taux, lesson, take_quiz, tick_all, url
from tests.factories.sql import by_engine

pytestmark = pytest.mark.django_db
Queries = Callable[..., Any]

# Session, account (which comes with the session of whoever signed in: `test_session_account.py`), and everything personal
# in one statement; the dashboard's holds the cards of the day too.
PAGES = {
    "dashboard": 3,
    "path": 3,
    "lesson": 3,
    "lesson of a visitor": 0,
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


def test_notes(ada: User, ada_client: Client, queries: Queries) -> None:
    """Session, account, the notes; the number of unread notifications. None more on the lesson that shows them."""
    entry = lesson("taux")
    for number, (block_id, passage) in enumerate(entry.passages["fr"].items()):
        place = {"user": ada, "lesson_key": entry.key, "block_id": block_id, "lesson_title": "T"}
        Note.objects.create(**place, text=passage.heading, quote=str(number), locale="fr")
        Bookmark.objects.create(**place)
    for address in (url("notes"), url("notes") + "?show=bookmarks", url("notes_csv")):
        warm(ada_client, address)
        with queries(4):
            ada_client.get(address)
    warm(ada_client, entry.url["fr"])
    with queries(PAGES["lesson"], exactly=True):
        ada_client.get(entry.url["fr"])


def test_completing(ada: User, ada_client: Client, queries: Queries) -> None:
    """The row under the lock, what there is, what follows; a tier gained tells its three."""
    warm(ada_client, url("dashboard"))
    tick_all(ada_client)
    take_quiz(ada_client)
    entry, person = lesson("taux"), Person(ada.pk)
    with queries(by_engine(postgresql=6, sqlite=9), exactly=True):
        assert progress.complete_lesson(person, lesson=entry, locale="fr")
    with queries(2, exactly=True):
        assert not progress.complete_lesson(person, lesson=entry, locale="fr")
    with queries(1, exactly=True):
        progress.see(person, lesson_key=entry.key, block_id=None)
