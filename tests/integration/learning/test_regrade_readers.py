"""A person's judgement stands: judging again by rule leaves the answers that a reviewer gave their points."""

from decimal import Decimal
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cms.models import Question
from learning.domain import regrading
from learning.domain.regrade_candidates import candidates
from learning.models import QuizAttempt, RegradedAnswer
from skills.models import Review
from tests.factories.learner import answers, begin, url
from tests.factories.quizzes import ask, give_points
from tests.factories.sql import counted
from tests.integration.learning.test_regrade import judge

pytestmark = pytest.mark.django_db
READ = "le dénominateur"


def accepts(*texts: str) -> list[dict[str, Any]]:
    return [{"type": "accepted", "value": {"text": text}} for text in texts]


@pytest.fixture
def question(mini_pack: None) -> Question:
    return ask("short", 8, content=accepts("la base"), right="Oui.", wrong="Non.", reviewed=True)


def handed_in(client: Client, question: Question, text: str) -> QuizAttempt:
    attempt = begin(client)
    client.post(url("attempt", attempt.uuid), answers(attempt) | {str(question.translation_key): text})
    attempt.refresh_from_db()
    return attempt


def change(question: Question, *texts: str, reviewed: bool = False) -> UUID:
    question.content, question.reviewed = accepts(*texts), reviewed
    question.save_revision().publish()
    return question.translation_key


@pytest.mark.parametrize("points", ["1", "0.5", "0"])
@pytest.mark.parametrize("accepted", [("la base",), ("la base", READ)])
def test_a_readers_points_neither_fall_nor_rise(
    question: Question, points: str, accepted: tuple[str, ...], ada_client: Client, mira_client: Client, paula: User
) -> None:
    attempt = handed_in(ada_client, question, READ)
    give_points(mira_client, Review.objects.get(), points)
    key = change(question, *accepted)
    for mode in ("judge", "credit"):
        found = regrading.plan(key, mode=mode)
        assert (found.changes, found.unreadable) == ((), 0)
        assert found.by_person == (0 if mode == "credit" and points == "1" else 1)
        with pytest.raises(regrading.Refused, match="nothing"):
            judge(paula, key, mode=mode, lower=True, reason="Faux.")
    attempt.refresh_from_db()
    answer = attempt.answers.get(question_key=key)
    assert (attempt.score, answer.score, RegradedAnswer.objects.count()) == (2 + Decimal(points), Decimal(points), 0)


def test_the_copy_in_a_retake_is_left_too(
    question: Question, ada_client: Client, mira_client: Client, paula: User
) -> None:
    first = begin(ada_client)
    wrong = answers(first, right=False) | {str(question.translation_key): READ}
    ada_client.post(url("attempt", first.uuid), wrong)
    give_points(mira_client, Review.objects.get(), "1")
    again = ada_client.post(url("repeat", first.uuid))
    retake = QuizAttempt.objects.get(retake_of=first)
    assert again.status_code == 302
    data = answers(retake)
    del data[str(question.translation_key)]  # carried over, not asked again
    ada_client.post(url("attempt", retake.uuid), data)
    retake.refresh_from_db()
    assert retake.score == 3
    found = regrading.plan(change(question, "la base"), mode="judge")
    assert (found.changes, found.judged, found.by_person) == ((), 2, 2)


def test_what_the_rule_judged_is_judged_again_and_the_page_says_what_is_left(
    question: Question, ada_client: Client, ben_client: Client, mira_client: Client, paula_client: Client, paula: User
) -> None:
    read = handed_in(ada_client, question, READ)
    give_points(mira_client, Review.objects.get(), "0.5")
    ruled = handed_in(ben_client, question, "la base")
    key = change(question, READ)
    found = regrading.plan(key, mode="judge")
    assert [(c.attempt_id, c.old, c.new) for c in found.changes] == [(ruled.pk, 1, 0)]
    html = unescape(paula_client.get(reverse("regrade", args=[key])).content.decode())
    assert "1 réponse a reçu ses points en relecture : elle reste telle quelle." in html
    judge(paula, key, lower=True, reason="Faux.")
    read.refresh_from_db()
    ruled.refresh_from_db()
    assert (read.score, ruled.score) == (Decimal("2.5"), 2)


def test_a_question_that_nobody_reads_asks_for_no_readers(
    question: Question, ada_client: Client, ben_client: Client, paula: User
) -> None:
    """Another one that somebody reads was corrected too: it says nothing of this one."""
    other = ask("short", 9, content=accepts("la portée"), right="Oui.", wrong="Non.")
    handed_in(ada_client, other, "la portée")
    handed_in(ben_client, other, READ)
    change(question, READ, reviewed=True)
    key = change(other, READ)
    judge(paula, key, lower=False, reason="Faux.")
    with counted() as seen:
        assert [(one.question_key, one.answers) for one in candidates()][-1] == (key, 1)
    assert [text for text in seen.statements if "skills_reviewdecision" in text] == []
