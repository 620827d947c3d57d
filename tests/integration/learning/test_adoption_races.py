"""Another window of the account begins something while its owner signs in elsewhere: nobody is turned away."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from learning.domain.people import SESSION_KEY
from learning.models import QuizAttempt
from skills.domain.rebuild import differences
from tests.factories.learner import begin, lesson, take_quiz
from tests.factories.people import PASSWORD

Race = tuple[QuizAttempt, list[int]]


@pytest.fixture
def race(ada: User, visitor: Client) -> Callable[[int], Race]:
    """Somebody took the quiz signed out; while they sign in the number of their attempt is taken, so many times."""

    def run(times: int) -> Race:
        made = take_quiz(visitor)
        met, around = in_between(ada, times)
        with connection.execute_wrapper(around):
            assert sign_in(visitor, ada) == 302
        return made, met

    return run


def sign_in(client: Client, user: User) -> int:
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}).status_code


def attempt_of(user: User, number: int) -> QuizAttempt:
    quiz = lesson("taux").quizzes[0]
    return QuizAttempt.objects.create(
        user=user, lesson_key=lesson("taux").key, block_id=quiz.block_id, number=number, locale="fr", seed=1,
        pass_mark=70,
    )  # fmt: skip


def in_between(user: User, times: int) -> tuple[list[int], Callable[..., Any]]:
    """The number that adoption is about to write is taken, so many times."""
    met: list[int] = []

    def around(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        moving = sql.startswith("UPDATE") and "learning_quizattempt" in sql and '"visitor" = NULL' in sql
        if moving and len(met) < times:
            met.append(1)
            attempt_of(user, 1)
        return execute(sql, params, many, context)

    return met, around


@pytest.mark.django_db
def test_a_number_taken_meanwhile_is_read_again(ada: User, race: Callable[[int], Race]) -> None:
    made, met = race(2)
    made.refresh_from_db()
    assert (len(met), made.user, made.visitor, made.number) == (2, ada, None, 1)
    assert differences(ada.pk) == []


@pytest.mark.django_db
def test_signing_in_never_fails_for_it(visitor: Client, race: Callable[[int], Race]) -> None:
    made, met = race(99)
    made.refresh_from_db()
    assert (len(met), made.user, made.visitor is None) == (5, None, False)
    assert visitor.get("/fr/me/").status_code == 200
    assert visitor.session[SESSION_KEY] == str(made.visitor)


@pytest.mark.django_db
@pytest.mark.parametrize("again", ["in", "out"])
def test_what_could_not_move_moves_the_next_time(
    again: str, ada: User, visitor: Client, race: Callable[[int], Race]
) -> None:
    made, _met = race(5)
    assert not QuizAttempt.objects.filter(user=ada).exists()
    if again == "out":
        assert visitor.post(reverse("account_logout")).status_code == 302
    else:
        session = visitor.session
        del session["_auth_user_id"]  # as when the account was signed out of every browser
        session.save()
        assert sign_in(visitor, ada) == 302
    made.refresh_from_db()
    assert (made.user, made.visitor, made.number) == (ada, None, 1)
    assert SESSION_KEY not in visitor.session
    assert differences(ada.pk) == []


@pytest.mark.django_db
def test_an_account_that_is_erased_takes_nothing_with_it(
    ada: User, visitor: Client, race: Callable[[int], Race]
) -> None:
    made, _met = race(5)
    assert visitor.post(reverse("accounts:erase"), {"email": ada.email}).status_code == 200
    made.refresh_from_db()
    assert (made.user, made.visitor is None) == (None, False)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("open_", [True, False], ids=["open", "handed in"])
def test_both_attempts_stay_or_one_of_two_open(ada: User, visitor: Client, *, open_: bool) -> None:
    """The other window has written its attempt and not finished yet: adoption waits for it, then counts on."""
    made = begin(visitor) if open_ else take_quiz(visitor)
    written, done = threading.Event(), threading.Event()

    def other_window() -> None:
        try:
            with transaction.atomic():
                attempt_of(ada, 1)
                written.set()
                done.wait(2)  # until the adoption stands in front of the same number
        finally:
            connections.close_all()

    window = threading.Thread(target=other_window)
    window.start()
    assert written.wait(10)
    assert sign_in(visitor, ada) == 302
    window.join()
    numbers = sorted(QuizAttempt.objects.filter(user=ada).values_list("number", flat=True))
    assert numbers == ([1] if open_ else [1, 2])
    if not open_:
        made.refresh_from_db()
        assert (made.user, made.number) == (ada, 2)
