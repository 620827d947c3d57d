"""Retaking only what was wrong: what is asked, what is carried over, what the combined result proves."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import User
from cms.catalogue import get_catalogue
from learning.domain.results import done_by
from learning.models import QuizAttempt
from skills.domain.rebuild import differences
from skills.models import Evidence, Review
from tests.factories.learner import answers, begin, complete, lesson, take_quiz, tick_all, url
from tests.factories.quizzes import answer_to, ask_long, earlier, give_points, half_right, quiz_rules

pytestmark = pytest.mark.django_db


def test_a_retake_asks_only_what_was_wrong_and_combines(ada: User, ada_client: Client) -> None:
    tick_all(ada_client)
    base = half_right(ada_client)
    complete(ada_client)
    assert base.score == 1
    html = ada_client.get(url("result", base.uuid, language="en")).content.decode()
    assert "Retake only the question that was wrong" in html
    answer = ada_client.post(url("repeat", base.uuid))
    again = QuizAttempt.objects.get(number=2)
    assert answer["Location"] == url("attempt", again.uuid)
    assert (again.retake_of, again.locale) == (base, "fr")
    asked, kept = answer_to(again, "multiple"), answer_to(again, "numeric")
    html = ada_client.get(url("attempt", again.uuid)).content.decode()
    assert (str(asked.question_key) in html, str(kept.question_key) in html) == (True, False)
    right = answers(again)
    ada_client.post(url("attempt", again.uuid), {str(asked.question_key): right[str(asked.question_key)]})
    again.refresh_from_db()
    assert (again.score, again.max_score) == (2, 2)
    html = ada_client.get(url("result", again.uuid, language="en")).content.decode()
    for text in ("100%: the pass mark of 70% is reached.", "combined result", "1 answer comes from the attempt"):
        assert text in html
    quiz = (again.lesson_key, again.block_id)
    assert done_by(ada.pk, lesson("taux"), get_catalogue())[0].best == {quiz: (100, True)}
    assert Evidence.objects.filter(user=ada, source_kind="lesson").count() == 1
    assert differences(ada.pk) == []
    base.refresh_from_db()
    assert base.score == 1  # what was done stays what it was


def test_a_retake_answered_worse_replaces_and_the_best_still_counts(ada_client: Client, ada: User) -> None:
    attempt = begin(ada_client)
    data = answers(attempt)
    multiple = str(answer_to(attempt, "multiple").question_key)
    ada_client.post(url("attempt", attempt.uuid), data | {multiple: data[multiple][:1]})
    ada_client.post(url("repeat", attempt.uuid))
    again = QuizAttempt.objects.get(number=2)
    ada_client.post(url("attempt", again.uuid), {"anyway": "1"})
    attempt.refresh_from_db()
    again.refresh_from_db()
    assert (attempt.score, again.score) == (Decimal("1.5"), 1)
    best = done_by(ada.pk, lesson("taux"), get_catalogue())[0].best
    assert best == {(attempt.lesson_key, attempt.block_id): (75, True)}


def test_a_retake_of_a_retake(ada_client: Client) -> None:
    base = take_quiz(ada_client, right=False)
    ada_client.post(url("repeat", base.uuid))
    second = QuizAttempt.objects.get(number=2)
    numeric = answer_to(second, "numeric")
    ada_client.post(url("attempt", second.uuid), {str(numeric.question_key): "4,5", "anyway": "1"})
    ada_client.post(url("repeat", second.uuid))
    third = QuizAttempt.objects.get(number=3)
    assert answer_to(third, "numeric").carried_from == numeric
    ada_client.post(
        url("attempt", third.uuid), {k: v for k, v in answers(third).items() if k != str(numeric.question_key)}
    )
    third.refresh_from_db()
    assert third.score == 2


def test_a_retake_carries_what_waits_and_gains_its_points(ada_client: Client, mira_client: Client) -> None:
    ask_long()
    base = half_right(ada_client)
    ada_client.post(url("repeat", base.uuid))
    again = QuizAttempt.objects.get(number=2)
    carried = answer_to(again, "long")
    assert (carried.score, carried.response) == (None, "Parce que la base manque.")
    multiple = str(answer_to(again, "multiple").question_key)
    ada_client.post(url("attempt", again.uuid), {multiple: answers(again)[multiple]})
    assert Review.objects.count() == 1
    give_points(mira_client, Review.objects.get(), "0.5", "La base, oui.")
    for attempt, score in ((base, Decimal("1.5")), (again, Decimal("2.5"))):
        attempt.refresh_from_db()
        assert (attempt.score, answer_to(attempt, "long").score) == (score, Decimal("0.5"))
        assert "La base, oui." in ada_client.get(url("result", attempt.uuid)).content.decode()


def test_points_given_while_a_retake_is_open_count_in_it(ada_client: Client, mira_client: Client) -> None:
    ask_long()
    base = half_right(ada_client)
    ada_client.post(url("repeat", base.uuid))
    again = QuizAttempt.objects.get(number=2)
    give_points(mira_client, Review.objects.get(), "1")
    ada_client.post(url("attempt", again.uuid), {"anyway": "1"})
    base.refresh_from_db()
    again.refresh_from_db()
    assert (base.score, again.score, again.max_score) == (2, 2, 3)


def test_what_came_late_is_not_repeated(ada_client: Client) -> None:
    quiz_rules(time_limit=1)
    attempt = begin(ada_client)
    earlier(attempt, minutes=2)
    ada_client.post(url("attempt", attempt.uuid), answers(attempt, right=False))
    assert "Retake only" not in ada_client.get(url("result", attempt.uuid, language="en")).content.decode()
    ada_client.post(url("repeat", attempt.uuid))
    assert QuizAttempt.objects.count() == 1


def test_retakes_count_as_attempts(ada_client: Client) -> None:
    quiz_rules(attempts=2)
    base = take_quiz(ada_client, right=False)
    ada_client.post(url("repeat", base.uuid))
    again = QuizAttempt.objects.get(number=2)
    ada_client.post(url("attempt", again.uuid), {"anyway": "1"})
    ada_client.post(url("repeat", again.uuid))
    assert QuizAttempt.objects.count() == 2


def test_a_retake_keeps_the_language_of_its_attempt(ada_client: Client) -> None:
    base = take_quiz(ada_client, right=False, language="fr")
    place = ada_client.post(url("repeat", base.uuid, language="en"))["Location"]
    html = ada_client.get(place).content.decode()
    assert "quel taux, en" in html  # the question
    assert "Hand in my answers" in html  # the page


def _told(client: Client, attempt: QuizAttempt, language: str = "en") -> list[str]:
    """What the result page says about an attempt that passed earlier."""
    html = client.get(url("result", attempt.uuid, language=language)).content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    return re.findall(r"The quiz is passed all the same\. (Your attempt .*? counts\.)", words)


def test_a_result_below_the_mark_says_which_attempt_passed(ada_client: Client, ada: User, ben_client: Client) -> None:
    first = take_quiz(ada_client, right=False)
    assert _told(ada_client, first) == []
    passed = take_quiz(ada_client)
    QuizAttempt.objects.filter(pk=passed.pk).update(submitted_at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    again = take_quiz(ada_client, right=False)
    told = "Your attempt 2 of 1 March 2026 reached 100%, and the best one counts."
    assert _told(ada_client, again) == [told]
    assert "then try again" not in ada_client.get(url("result", again.uuid, language="en")).content.decode()
    assert _told(ada_client, passed) == []
    assert _told(ada_client, first) == [told]
    assert ben_client.get(url("result", again.uuid)).status_code == 404


def test_what_came_late_or_is_another_persons_passes_for_nobody(ada_client: Client, ben_client: Client) -> None:
    take_quiz(ben_client)
    QuizAttempt.objects.filter(pk=take_quiz(ada_client).pk).update(late=True)
    assert _told(ada_client, take_quiz(ada_client, right=False)) == []
