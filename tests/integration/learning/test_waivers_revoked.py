"""Taking back a prerequisite that was lifted: with a trace, told, once; and nobody lifts one for themselves."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import personal_data
from accounts.models import User
from learning.domain import waivers
from learning.domain.people import Person
from learning.domain.prerequisites import is_opened
from learning.models import LessonProgress, PrerequisiteWaiver
from tests.factories.learner import complete, completed, lesson
from tests.integration.learning.test_prerequisites import ADMIN, do_tri, shown, strict, waiver_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strict")]
__all__ = ["strict"]


def revoke(client: Client, row: PrerequisiteWaiver, reason: str = "Donnée par erreur") -> int:
    return client.post(f"{ADMIN}{row.pk}/revoke/", {"reason": reason, "revoked_by": "1", "user": "1"}).status_code


@pytest.fixture
def given(ada: User, root_client: Client) -> PrerequisiteWaiver:
    assert root_client.post(ADMIN, waiver_data(ada)).status_code == 302
    return PrerequisiteWaiver.objects.get()


def test_it_is_taken_back_with_its_trace_and_told_once(
    given: PrerequisiteWaiver, ada: User, ada_client: Client, paula: User, paula_client: Client
) -> None:
    assert revoke(paula_client, given) == 302
    assert revoke(paula_client, given, "Encore") == 302
    given.refresh_from_db()
    assert (given.revoked_by, given.revoked_reason, given.reason) == (
        paula,
        "Donnée par erreur",
        "Diplômée en statistique",
    )
    assert not is_opened(Person(ada.pk), lesson("tri"))
    assert "Opened for you" not in shown(ada_client)
    do_tri(ada_client)
    complete(ada_client, "tri")
    assert not LessonProgress.objects.filter(completed_at__isnull=False).exists()
    told = ada.notifications.get(kind="lesson_closed")
    assert told.params == {"lesson": str(lesson("tri").key), "reason": "Donnée par erreur"}
    assert "Donnée par erreur" in ada_client.get("/fr/me/notifications/").content.decode()
    assert "Donnée par erreur" in paula_client.get(ADMIN).content.decode()


def test_what_was_completed_stays_and_it_may_be_given_again(
    given: PrerequisiteWaiver, ada: User, ada_client: Client, root_client: Client
) -> None:
    do_tri(ada_client)
    complete(ada_client, "tri")
    revoke(root_client, given)
    assert completed(ada) == ["tri"]
    root_client.post(ADMIN, waiver_data(ada, reason="Cette fois oui"))
    assert is_opened(Person(ada.pk), lesson("tri"))
    assert [row.reason for row in PrerequisiteWaiver.objects.filter(revoked_at=None)] == ["Cette fois oui"]
    assert ada.notifications.filter(kind="lesson_opened").count() == 2


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301, "a\0b"])
def test_without_a_reason_nothing_happens(given: PrerequisiteWaiver, root_client: Client, reason: str) -> None:
    assert revoke(root_client, given, reason) == 302
    given.refresh_from_db()
    assert given.revoked_at is None


def test_only_who_may_takes_back(
    given: PrerequisiteWaiver, ada_client: Client, mira_client: Client, cleo_client: Client, root_client: Client
) -> None:
    for client in (ada_client, mira_client, cleo_client, Client()):
        assert revoke(client, given) in (302, 403)
    given.refresh_from_db()
    assert given.revoked_at is None
    assert root_client.get(f"{ADMIN}{given.pk}/revoke/").url == ADMIN
    assert root_client.get(f"{ADMIN}999999/revoke/").status_code == 404
    assert root_client.post(f"{ADMIN}999999/revoke/", {"reason": "x"}).status_code == 404


def test_nobody_lifts_one_for_themselves(paula: User, paula_client: Client) -> None:
    assert paula_client.post(ADMIN, waiver_data(paula)).status_code == 422
    assert paula_client.post(ADMIN, waiver_data(paula, email=paula.email.upper())).status_code == 422
    with pytest.raises(waivers.Own):
        waivers.give(paula.pk, learner=paula, lesson=lesson("tri"), reason="Moi")
    assert not PrerequisiteWaiver.objects.exists()


def test_personal_data(given: PrerequisiteWaiver, ada: User, paula: User, paula_client: Client) -> None:
    revoke(paula_client, given)
    assert [row["revoked_reason"] for row in personal_data.holdings["prerequisites_lifted"].rows(ada)] == [
        "Donnée par erreur"
    ]
    assert len(personal_data.holdings["prerequisites_taken_back"].rows(paula)) == 1
    personal_data.erase(paula)
    given.refresh_from_db()
    assert (given.revoked_by, given.revoked_reason) == (None, "Donnée par erreur")


def test_what_stands_is_always_shown_and_the_newest_of_those_taken_back(
    given: PrerequisiteWaiver, ada: User, paula: User, paula_client: Client
) -> None:
    """A hundred given since hide none: only what is on the page can be taken back."""
    now = timezone.now()
    standing = [PrerequisiteWaiver(user=ada, lesson_key=uuid.uuid4(), by=paula, reason="Après") for _ in range(100)]
    PrerequisiteWaiver.objects.bulk_create(standing)
    PrerequisiteWaiver.objects.bulk_create(
        PrerequisiteWaiver(
            user=ada,
            lesson_key=lesson("tri").key,
            by=paula,
            reason="Reprise",
            revoked_by=paula,
            revoked_at=now - timedelta(minutes=ago),
            revoked_reason=f"Reprise {ago}.",
        )
        for ago in range(101)
    )
    shown_rows = [item["row"] for item in paula_client.get(ADMIN).context["rows"]]
    assert [row.revoked_at is None for row in shown_rows] == [True] * 101 + [False] * 100
    assert shown_rows[100] == given
    assert [row.revoked_reason for row in shown_rows[101:]] == [f"Reprise {ago}." for ago in range(100)]
    assert revoke(paula_client, shown_rows[100]) == 302
    given.refresh_from_db()
    assert given.revoked_by == paula
