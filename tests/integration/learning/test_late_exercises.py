"""A right answer of an attempt that came late proves no exercise, as the attempt proves no lesson."""

import pytest
from django.test import Client

from accounts.models import User
from learning.models import QuizAttempt
from skills.domain.rebuild import differences
from skills.models import Evidence, Review, Tier, TierRequirement
from skills.registry import rebuilders
from tests.factories.fresh import forget
from tests.factories.learner import answers, begin, take_quiz, url
from tests.factories.quizzes import ask_long, earlier, give_points, quiz_rules
from tests.integration.learning.test_visitors import sign_up

pytestmark = pytest.mark.django_db


def ask_exercise(question: str = "taux-q1") -> None:
    """The first tier asks for this question."""
    TierRequirement.objects.create(
        tier=Tier.objects.get(code="stagiaire"), code="right", kind="exercise_passed", target=question, order=99,
        name_fr="juste", name_en="right",
    )  # fmt: skip
    forget()


def exercises_of(user: User) -> list[str]:
    rows = Evidence.objects.filter(user=user, source_kind="exercise", withdrawn_at=None)
    return list(rows.values_list("claim_code", flat=True))


def late_attempt(client: Client) -> QuizAttempt:
    quiz_rules(time_limit=20)
    attempt = begin(client)
    earlier(attempt, minutes=21)
    client.post(url("attempt", attempt.uuid), answers(attempt))
    attempt.refresh_from_db()
    assert (attempt.late, attempt.score) == (True, attempt.max_score)
    return attempt


def test_a_right_answer_that_came_late_proves_no_exercise(ada: User, ada_client: Client) -> None:
    ask_exercise()
    late_attempt(ada_client)
    assert exercises_of(ada) == []
    assert differences(ada.pk) == []
    assert rebuilders["exercises"](False) == []
    assert exercises_of(ada) == []
    take_quiz(ada_client)
    assert exercises_of(ada) == ["exercise_passed:taux-q1"]


def test_nor_does_it_after_signing_up(visitor: Client) -> None:
    ask_exercise()
    late_attempt(visitor)
    nova = sign_up(visitor)
    assert (QuizAttempt.objects.get().user, exercises_of(nova)) == (nova, [])


def test_nor_by_a_readers_points(ada: User, ada_client: Client, mira_client: Client) -> None:
    ask_exercise(ask_long().code)
    quiz_rules(time_limit=20)
    attempt = begin(ada_client)
    earlier(attempt, minutes=21)
    ada_client.post(url("attempt", attempt.uuid), answers(attempt))
    give_points(mira_client, Review.objects.get(), "1")
    attempt.refresh_from_db()
    assert (attempt.late, attempt.score, exercises_of(ada)) == (True, 3, [])
