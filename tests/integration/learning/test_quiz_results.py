"""Results as they are shown: with their lesson, after it, in its list of attempts."""

import re

import pytest
from django.test import Client

from cms.catalogue import renew
from learning.models import QuizAttempt
from tests.factories.learner import (
    block,
    finish_taux,
    lesson,
    page,
    take_quiz,
    url,
)

pytestmark = pytest.mark.django_db


def test_results_outlive_their_lesson(ada_client: Client) -> None:
    attempt = take_quiz(ada_client)
    address = url("result", attempt.uuid, language="en")
    for translated in ("en", "fr"):
        page("taux", translated).unpublish()
    renew()
    html = ada_client.get(address).content.decode()
    assert "A lesson that is no longer published" in html
    assert "100%" in html
    assert "Take it again" not in html


def test_the_lesson_lists_the_results(ada_client: Client) -> None:
    finish_taux(ada_client, right=False)
    take_quiz(ada_client)
    html = ada_client.get(lesson("taux").url["en"]).content.decode()
    assert "0%, see the answers" in html
    assert "100%, see the answers" in html
    assert "Take it again" in html
    assert f'id="{block("taux", "quiz")}"' in html


def marks(client: Client) -> list[tuple[str, bool]]:
    """Each attempt that the lesson lists, and whether it is said to have passed."""
    html = client.get(lesson("taux").url["en"]).content.decode()
    panel = html.split(f'id="{block("taux", "quiz")}"')[1].split("</section>")[0]
    lines = re.findall(r'<li class="row between ruled">(.*?)</li>', panel, re.S)
    told = [re.sub(r"<[^>]+>", "", line) for line in lines]
    return [(line.split(",")[0], " Passed" in line) for line in told]


def test_the_list_of_attempts_says_which_passed(ada_client: Client, visitor: Client) -> None:
    take_quiz(ada_client, right=False)
    take_quiz(ada_client)
    assert marks(ada_client) == [("Attempt 1", False), ("Attempt 2", True)]
    take_quiz(visitor)
    assert marks(visitor) == [("Attempt 1", True)]
    # An attempt is judged by the mark and the time that it was made under.
    QuizAttempt.objects.filter(number=2).update(late=True)
    QuizAttempt.objects.filter(number=1, visitor=None).update(pass_mark=0)
    assert marks(ada_client) == [("Attempt 1", True), ("Attempt 2", False)]
