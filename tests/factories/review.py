"""Cards of a learner, through the pages as a browser would."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client

from cms.catalogue import latest_versions
from cms.models import Question
from learning.models import ReviewCard
from tests.factories.learner import hand_in, lesson, right_option, url

SELF_CHECK = "taux-q2"


def key_of(code: str) -> uuid.UUID:
    return Question.objects.get(code=code, locale__language_code="fr").translation_key


def wrong_option() -> str:
    """The wrong option of the self-check of `taux`."""
    key = key_of(SELF_CHECK)
    return next(o["id"] for o in latest_versions([key], "fr")[key].payload["options"] if not o["correct"])


def miss(client: Client, language: str = "fr") -> HttpResponse:
    """The self-check of `taux`, answered wrong: a card comes from it."""
    return hand_in(client, "taux", "essai", {str(key_of(SELF_CHECK)): wrong_option()}, language)


def know(client: Client) -> HttpResponse:
    """The same, answered right."""
    return hand_in(client, "taux", "essai", {str(lesson("taux").questions[0][1]): right_option()})


def answer(client: Client, card: ReviewCard, *, right: bool = True, language: str = "fr", **more: Any) -> HttpResponse:
    """An answer to a card of the self-check."""
    option = right_option() if right else wrong_option()
    return client.post(url("review_answer", card.uuid, language=language), {str(card.question_key): option} | more)


def rate(client: Client, card: ReviewCard, rating: object, number: object = 1) -> HttpResponse:
    return client.post(url("review_rate", card.uuid), {"rating": rating, "number": number})


def page(client: Client, language: str = "fr") -> str:
    """The review page as its reader gets it."""
    found = client.get(url("review", language=language))
    assert found.status_code == 200
    return str(found.content.decode())
