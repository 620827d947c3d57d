"""Time limit, most attempts, cool-down and hints: frozen at the start, judged by the server."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts.models import User
from cms.catalogue import get_catalogue
from learning.domain.results import done_by
from learning.models import Answer, LessonProgress, QuizAttempt
from skills.domain.asked import asked
from skills.domain.rebuild import differences, forget_ladders
from skills.models import Evidence, SkillStanding, Tier, TierRequirement
from tests.factories.learner import answers, begin, complete, lesson, take_quiz, tick_all, url
from tests.factories.quizzes import ask, earlier, hint, quiz_rules
from tests.factories.sql import by_engine

pytestmark = pytest.mark.django_db


def test_rules_are_frozen_at_the_start(ada_client: Client) -> None:
    quiz_rules(time_limit=20, attempts=3, cool_down=24)
    attempt = begin(ada_client)
    quiz_rules(time_limit=5, attempts=1, cool_down=48)
    attempt.refresh_from_db()
    assert (attempt.time_limit, attempt.max_attempts, attempt.cool_down) == (20, 3, 24)
    html = ada_client.get(url("attempt", attempt.uuid, language="en")).content.decode()
    assert "20 minutes, until" in html
    assert 'data-deadline="' in html
    assert "js/quiz.js" in html


def test_in_time_is_not_late(ada_client: Client) -> None:
    quiz_rules(time_limit=20)
    attempt = begin(ada_client)
    earlier(attempt, minutes=20, seconds=5)
    ada_client.post(url("attempt", attempt.uuid), answers(attempt))
    attempt.refresh_from_db()
    assert (attempt.late, attempt.score) == (False, 2)


def test_late_is_kept_and_shown_but_does_not_pass(ada: User, ada_client: Client) -> None:
    quiz_rules(time_limit=20)
    attempt = begin(ada_client)
    earlier(attempt, minutes=21)
    assert "Time was up on" in ada_client.get(url("attempt", attempt.uuid, language="en")).content.decode()
    ada_client.post(url("attempt", attempt.uuid), answers(attempt))
    attempt.refresh_from_db()
    assert (attempt.late, attempt.score) == (True, 2)
    html = ada_client.get(url("result", attempt.uuid, language="en")).content.decode()
    assert "100%, handed in after the 20 minutes" in html
    tick_all(ada_client)
    complete(ada_client)
    quiz = (lesson("taux").key, lesson("taux").quizzes[0].block_id)
    assert done_by(ada.pk, lesson("taux"), get_catalogue())[0].best == {quiz: (100, False)}
    assert not Evidence.objects.filter(user=ada).exists()
    take_quiz(ada_client)
    assert done_by(ada.pk, lesson("taux"), get_catalogue())[0].best == {quiz: (100, True)}
    assert Evidence.objects.filter(user=ada).exists()
    assert differences(ada.pk) == []


def test_the_most_attempts(ada_client: Client) -> None:
    quiz_rules(attempts=2)
    take_quiz(ada_client, right=False)
    second = take_quiz(ada_client, right=False)
    answer = ada_client.post(
        url("begin", lesson("taux").key, second.block_id, language="en"), follow=True
    ).content.decode()
    assert "You have used every attempt at this quiz." in answer
    assert QuizAttempt.objects.count() == 2
    html = ada_client.get(url("result", second.uuid, language="en")).content.decode()
    assert "You have used every attempt" in html
    assert "Take it again" not in html
    quiz_rules(attempts=3)  # loosened: counts at once
    assert begin(ada_client).number == 3


def test_the_cool_down_says_when_in_the_readers_time_zone(ada: User, ada_client: Client) -> None:
    User.objects.filter(pk=ada.pk).update(time_zone="Pacific/Auckland")
    ada.refresh_from_db()
    ada_client.force_login(ada)
    quiz_rules(cool_down=24)
    attempt = take_quiz(ada_client, right=False)
    earlier(attempt, hours=1)
    attempt.refresh_from_db()
    assert attempt.submitted_at
    opens = (attempt.submitted_at + timedelta(hours=24)).astimezone(ZoneInfo("Pacific/Auckland"))
    with translation.override("en"):
        said = f"the next one opens on {date_format(opens, 'DATETIME_FORMAT')}."
    start = url("begin", lesson("taux").key, attempt.block_id, language="en")
    assert said in ada_client.post(start, follow=True).content.decode()
    assert said in ada_client.get(url("result", attempt.uuid, language="en")).content.decode()
    assert QuizAttempt.objects.count() == 1
    earlier(attempt, hours=25)
    assert begin(ada_client).number == 2


def test_a_cool_down_begun_under_a_promise_keeps_it(ada_client: Client) -> None:
    quiz_rules(cool_down=1)
    attempt = take_quiz(ada_client, right=False)
    quiz_rules(cool_down=48)
    earlier(attempt, hours=2)
    assert begin(ada_client).number == 2


def test_the_lesson_says_what_the_rules_are_and_when_the_next_try_opens(ada_client: Client) -> None:
    quiz_rules(time_limit=20, attempts=2, cool_down=24)
    page = lesson("taux").url["en"]
    html = ada_client.get(page).content.decode()
    assert "20 minutes, 2 attempts at most, 24 hours between two attempts." in html
    take_quiz(ada_client, right=False)
    html = ada_client.get(page).content.decode()
    assert "the next one opens on" in html
    assert "Start the quiz" not in html
    assert "Take it again" not in html


def test_hints_start_at_the_second_try(ada_client: Client) -> None:
    ask(
        "truefalse",
        answer="true",
        right="Oui.",
        wrong="Non.",
        content=[hint("Premier indice"), hint("Second indice", 3)],
    )
    seen = []
    for _ in range(3):
        attempt = begin(ada_client)
        html = ada_client.get(url("attempt", attempt.uuid)).content.decode()
        seen.append(("Premier indice" in html, "Second indice" in html))
        ada_client.post(url("attempt", attempt.uuid), answers(attempt, right=False))
        assert "indice" not in ada_client.get(url("result", attempt.uuid)).content.decode()
    assert seen == [(False, False), (True, False), (True, True)]


def test_two_tabs_and_a_network_that_is_cut(ada: User, ada_client: Client) -> None:
    """Both tabs show the same attempt; the same POST three times is one record with one set of answers."""
    first, second = begin(ada_client), begin(ada_client, language="en")
    assert first == second
    data, wrong = answers(first), answers(first, right=False)
    for language, sent in (("fr", data), ("en", data), ("fr", wrong)):
        answer = ada_client.post(url("attempt", first.uuid, language=language), sent)
        assert answer["Location"] == url("result", first.uuid, language=language)
    first.refresh_from_db()
    assert (first.locale, first.score, QuizAttempt.objects.count(), Answer.objects.count()) == ("fr", 2, 1, 2)
    assert {str(score) for score in Answer.objects.values_list("score", flat=True)} == {"1.000"}


def test_handing_in_ten_questions(ada: User, ada_client: Client, queries: Callable[..., Any]) -> None:
    """In the dearest case: the lesson is complete, so that evidence of it and of its module, a level and two tiers move."""
    for number in range(10, 18):
        ask("truefalse", number, answer="true", right="Oui.", wrong="Non.")
    for tier in Tier.objects.filter(ladder__current=True):  # none is gained: telling it is no part of the quiz
        TierRequirement.objects.create(tier=tier, code="never", kind="case_study", target="never", count=1)
    forget_ladders()
    tick_all(ada_client)
    attempt = begin(ada_client)
    now = timezone.now()
    LessonProgress.objects.create(user=ada, lesson_key=attempt.lesson_key, completed_at=now)
    data = answers(attempt)
    assert attempt.answers.count() == 10
    ada_client.get(url("dashboard"))  # warm
    asked("exercise_passed")
    with queries(by_engine(postgresql=6, sqlite=10), exactly=True):
        assert ada_client.post(url("attempt", attempt.uuid), data).status_code == 302
    assert Evidence.objects.filter(user=ada).count() == 2
    assert SkillStanding.objects.filter(user=ada).count() == 1
    assert differences(ada.pk) == []


def test_completing_through_the_page(ada: User, ada_client: Client, queries: Callable[..., Any]) -> None:
    tick_all(ada_client)
    take_quiz(ada_client)
    for tier in Tier.objects.filter(ladder__current=True):
        TierRequirement.objects.create(tier=tier, code="never", kind="case_study", target="never", count=1)
    forget_ladders()
    ada_client.get(url("dashboard"))  # warm
    asked("exercise_passed")
    with queries(by_engine(postgresql=5, sqlite=8), exactly=True):
        complete(ada_client)
    assert Evidence.objects.filter(user=ada).count() == 2
