"""One more attempt for a learner who used them all: given once, with who and why, seen by the learner."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts import personal_data
from accounts.models import User
from cms.catalogue import QuizInfo
from learning.domain import extra_attempts
from learning.models import ExtraAttempt, QuizAttempt
from tests.factories.learner import begin, lesson, take_quiz, url
from tests.factories.quizzes import quiz_rules
from tests.integration.learning.test_adoption_races import sign_in

pytestmark = pytest.mark.django_db
ADMIN = "/cms/attempts/"
REASON = "Panne de réseau constatée"


def quiz() -> QuizInfo:
    return lesson("taux").quizzes[0]


def data(learner: User, **more: str) -> dict[str, str]:
    return {"email": learner.email, "quiz": f"{lesson('taux').key}:{quiz().block_id}", "reason": REASON} | more


@pytest.fixture
def used_up(ada_client: Client) -> None:
    """`ada` has no attempt left at the quiz of `taux`."""
    quiz_rules(attempts=1)
    take_quiz(ada_client, right=False)


def page_of(client: Client, language: str = "en") -> str:
    return client.get(lesson("taux").url[language]).content.decode()


@pytest.mark.usefixtures("used_up")
def test_it_is_given_once_seen_and_used_once(
    ada: User, ada_client: Client, paula: User, paula_client: Client, queries: Callable[..., Any]
) -> None:
    assert "You have used every attempt" in page_of(ada_client)
    assert paula_client.post(ADMIN, data(ada, by="1", user="1")).status_code == 302
    assert paula_client.post(ADMIN, data(ada)).status_code == 422  # a second click gives no second one
    row = ExtraAttempt.objects.get()
    assert (row.user, row.by, row.lesson_key, row.block_id, row.opens_number, row.reason) == (
        *(ada, paula, lesson("taux").key, quiz().block_id),
        2,
        REASON,
    )
    with queries(3, exactly=True):
        html = page_of(ada_client)
    assert "You have used every attempt" not in html
    assert "One more attempt, given to you by Paula on" in html
    assert REASON in html
    assert ada.notifications.get(kind="extra_attempt").params["reason"] == REASON
    assert REASON in ada_client.get("/fr/me/notifications/").content.decode()
    assert REASON in paula_client.get(ADMIN).content.decode()
    attempt = take_quiz(ada_client)
    assert (attempt.number, attempt.late) == (2, False)
    assert "You have used every attempt" in page_of(ada_client)
    start = url("begin", lesson("taux").key, quiz().block_id)
    assert ada_client.post(start)["Location"].endswith("#end")
    assert QuizAttempt.objects.filter(user=ada).count() == 2
    assert paula_client.post(ADMIN, data(ada)).status_code == 302  # used up again


@pytest.mark.usefixtures("used_up")
def test_it_is_the_learners_alone(ada: User, ben_client: Client, paula_client: Client) -> None:
    paula_client.post(ADMIN, data(ada))
    take_quiz(ben_client, right=False)
    html = page_of(ben_client)
    assert ("You have used every attempt" in html, REASON in html) == (True, False)


def test_the_cool_down_holds_all_the_same(ada: User, ada_client: Client, paula_client: Client) -> None:
    quiz_rules(attempts=1, cool_down=24)
    take_quiz(ada_client, right=False)
    assert paula_client.post(ADMIN, data(ada)).status_code == 302
    assert "the next one opens on" in page_of(ada_client)


def test_it_opens_the_next_one_where_more_were_taken_than_the_limit(
    ada: User, ada_client: Client, paula_client: Client
) -> None:
    """Four without a limit, then an editor sets two, and the fifth freezes that."""
    for _ in range(4):
        take_quiz(ada_client, right=False)
    quiz_rules(attempts=2)
    take_quiz(ada_client, right=False)
    assert "You have used every attempt" in page_of(ada_client)
    assert [paula_client.post(ADMIN, data(ada)).status_code for _ in range(2)] == [302, 422]  # a click too many
    assert "You have used every attempt" not in page_of(ada_client)
    attempt = take_quiz(ada_client)
    assert (attempt.number, attempt.late, ExtraAttempt.objects.get().opens_number) == (6, False, 6)
    assert "You have used every attempt" in page_of(ada_client)
    assert ada_client.post(url("begin", lesson("taux").key, quiz().block_id))["Location"].endswith("#end")
    assert QuizAttempt.objects.filter(user=ada).count() == 6


@pytest.mark.usefixtures("used_up")
def test_it_may_be_used_signed_out(ada: User, ada_client: Client, paula_client: Client, visitor: Client) -> None:
    assert paula_client.post(ADMIN, data(ada)).status_code == 302
    beside = Client()  # the same one in another browser is one too many
    made = [take_quiz(visitor), take_quiz(beside)]
    for client in (visitor, beside):
        assert sign_in(client, ada) == 302
    for attempt in made:
        attempt.refresh_from_db()
    assert [(row.user, row.number, row.late) for row in made] == [(ada, 2, False), (ada, 3, True)]
    assert "You have used every attempt" in page_of(ada_client)


@pytest.mark.usefixtures("used_up")
def test_what_was_begun_signed_out_before_uses_none(
    ada: User, ada_client: Client, paula_client: Client, visitor: Client
) -> None:
    early = take_quiz(visitor)
    assert paula_client.post(ADMIN, data(ada)).status_code == 302
    assert sign_in(visitor, ada) == 302
    early.refresh_from_db()
    assert (early.user, early.number, early.late, ExtraAttempt.objects.get().opens_number) == (ada, 2, True, 3)
    assert "You have used every attempt" not in page_of(ada_client)
    attempt = take_quiz(ada_client)
    assert (attempt.number, attempt.late) == (3, False)


def test_attempts_given_before_open_the_number_after_what_was_begun(
    ada: User, ada_client: Client, paula_client: Client
) -> None:
    """What the migration fills in."""
    quiz_rules(attempts=1)
    for _ in range(2):
        take_quiz(ada_client, right=False)
        assert paula_client.post(ADMIN, data(ada)).status_code == 302
    ExtraAttempt.objects.update(opens_number=0)
    fill = import_module("learning.migrations.0015_extra_attempts_numbered").FILL
    with connection.cursor() as cursor:
        cursor.execute(fill)
    assert list(ExtraAttempt.objects.order_by("pk").values_list("opens_number", flat=True)) == [2, 3]


def test_nothing_is_given_while_one_is_left(ada: User, ada_client: Client, ben: User, paula_client: Client) -> None:
    quiz_rules(attempts=2)
    assert paula_client.post(ADMIN, data(ben)).status_code == 422  # never begun
    take_quiz(ada_client, right=False)
    assert paula_client.post(ADMIN, data(ada)).status_code == 422
    begin(ada_client)
    assert paula_client.post(ADMIN, data(ada)).status_code == 422  # the last one is open
    assert not ExtraAttempt.objects.exists()


@pytest.mark.usefixtures("used_up")
@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "nobody@example.test"},
        {"email": "ada@example.test\0"},
        {"reason": " "},
        {"reason": "x" * 301},
        {"reason": "a\0b"},
        {"quiz": ""},
        {"quiz": "00000000-0000-4000-8000-000000000000"},
        {"quiz": "00000000-0000-4000-8000-000000000000:00000000-0000-4000-8000-000000000000"},
        {"quiz": "\0"},
    ],
)
def test_what_the_form_refuses(wrong: dict[str, str], ada: User, paula_client: Client) -> None:
    assert paula_client.post(ADMIN, data(ada, **wrong)).status_code == 422
    assert not ExtraAttempt.objects.exists()


@pytest.mark.usefixtures("used_up")
def test_only_who_may_and_nobody_for_themselves(
    ada: User, ada_client: Client, mira_client: Client, cleo_client: Client, paula: User, paula_client: Client
) -> None:
    for client in (ada_client, mira_client, cleo_client, Client()):
        for answer in (client.get(ADMIN), client.post(ADMIN, data(ada))):
            assert answer.status_code in (302, 403)
            assert answer.headers.get("Location") != ADMIN
    take_quiz(paula_client, right=False)
    assert paula_client.post(ADMIN, data(paula)).status_code == 422
    with pytest.raises(extra_attempts.Own):
        extra_attempts.give(paula.pk, learner=paula, lesson=lesson("taux"), quiz=quiz(), reason="Moi")
    assert not ExtraAttempt.objects.exists()


@pytest.mark.usefixtures("used_up")
def test_personal_data(ada: User, ada_client: Client, paula: User, paula_client: Client) -> None:
    paula_client.post(ADMIN, data(ada))
    assert [row["reason"] for row in personal_data.holdings["extra_attempts"].rows(ada)] == [REASON]
    assert len(personal_data.holdings["extra_attempts_given"].rows(paula)) == 1
    personal_data.erase(paula)
    assert "One more attempt, given to you on" in page_of(ada_client)
    personal_data.erase(ada)
    assert not ExtraAttempt.objects.exists()
