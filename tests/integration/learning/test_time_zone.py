"""Dates stand in the reader's own time zone; what visitors share stands in the site's."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cms.catalogue import renew
from learning.models import LessonProgress, Note
from tests.factories.learner import block, lesson, page, tick_all, url
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
KIRITIMATI = "Pacific/Kiritimati"  # fourteen hours before Greenwich
NOON = dt.datetime(2026, 2, 28, 12, tzinfo=dt.UTC)  # the first of March there


def completed(user: User) -> None:
    LessonProgress.objects.create(user=user, lesson_key=lesson("taux").key, completed_at=NOON)


def far(user: User) -> Client:
    User.objects.filter(pk=user.pk).update(time_zone=KIRITIMATI)
    user.refresh_from_db()
    client = Client()
    client.force_login(user)
    return client


def test_each_reads_the_day_of_their_own_calendar(ada: User, ben: User, ben_client: Client) -> None:
    completed(ada)
    completed(ben)
    client, address = far(ada), lesson("taux").url["fr"]
    for _ in range(2):
        assert "1er mars 2026" in client.get(address).content.decode()
        assert "28 février 2026" in ben_client.get(address).content.decode()
    assert "01/03/2026" in client.get(url("why_module", "mesure")).content.decode()
    assert "28/02/2026" in ben_client.get(url("why_module", "mesure")).content.decode()


def test_notes_are_taken_along_with_the_hours_of_their_writer(ada: User) -> None:
    Note.objects.create(user=ada, lesson_key=lesson("taux").key, block_id=block("taux", "essai"), text="x", locale="fr")
    Note.objects.update(created_at=NOON, updated_at=NOON)
    told = far(ada).get(url("notes_csv")).content.decode()
    assert told.count("2026-03-01 02:00") == 2


def test_nothing_is_left_for_the_next_request(ada: User) -> None:
    before = timezone.get_current_timezone_name()
    far(ada).get(url("dashboard"))
    assert timezone.get_current_timezone_name() == before == "Europe/Paris"


def test_what_is_shared_stands_in_the_zone_of_the_site(ada: User, visitor: Client) -> None:
    """Whoever is first to open a lesson draws it for everybody."""
    row = page("taux")
    type(row).objects.filter(pk=row.pk).update(last_published_at=dt.datetime(2026, 2, 28, 12, tzinfo=dt.UTC))
    renew()
    client, address = far(ada), lesson("taux").url["fr"]
    for one in (client, visitor):
        html = one.get(address).content.decode()
        assert ("février 2026" in html, "mars 2026" in html) == (True, False)


def test_preferences_count_at_once(ada: User, ada_client: Client, queries: Callable[..., Any]) -> None:
    completed(ada)
    address = lesson("taux").url["fr"]
    data = {"display_name": "Ada", "locale": "en", "time_zone": KIRITIMATI}
    assert ada_client.post("/en/me/profile/", data).status_code == 302
    assert "1er mars 2026" in ada_client.get(address).content.decode()
    with queries(3, exactly=True):
        ada_client.get(address)


def test_the_other_devices_follow_at_their_next_page(
    ada: User, ada_client: Client, queries: Callable[..., Any]
) -> None:
    completed(ada)
    address, typed = lesson("taux").url["fr"], Client()
    typed.post("/fr/account/login/", {"login": ada.email, "password": PASSWORD})
    assert "28 février 2026" in typed.get(address).content.decode()
    data = {"display_name": "Ada", "locale": "fr", "time_zone": KIRITIMATI}
    assert ada_client.post("/fr/me/profile/", data).status_code == 302
    with queries(2, exactly=True):
        html = typed.get(address).content.decode()
    assert ("1er mars 2026" in html, "28 février 2026" in html) == (True, False)


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "localtime", ""])
def test_a_zone_that_no_system_knows_is_the_sites(name: str, ada: User, ada_client: Client) -> None:
    completed(ada)
    User.objects.filter(pk=ada.pk).update(time_zone=name)
    assert "28 février 2026" in ada_client.get(lesson("taux").url["fr"]).content.decode()


def test_visitors_have_none(visitor: Client) -> None:
    tick_all(visitor)  # from here on they have a session
    assert visitor.session.get("visitor")
    assert visitor.get(lesson("taux").url["fr"]).status_code == 200
