"""The day of review: its pace, its forecast, what it costs, what the dashboard says of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from learning.domain import review_cards
from learning.models import ReviewCard, ReviewPace
from tests.factories.learner import right_option, take_quiz, url
from tests.factories.review import SELF_CHECK, answer, key_of, miss, page, rate, wrong_option

pytestmark = pytest.mark.django_db
Queries = Callable[..., Any]


@pytest.fixture
def card(ada: User, ada_client: Client) -> ReviewCard:
    """A card of ada's, from a self-check answered wrong."""
    miss(ada_client)
    return ReviewCard.objects.get(user=ada)


def test_the_pace_is_the_learners_own(ada: User, ada_client: Client, card: ReviewCard) -> None:
    take_quiz(ada_client, right=False)
    assert len(review_cards.plan_of(ada).queue) == 3
    ada_client.post(url("review_pace"), {"per_day": "2", "new_per_day": "9"})
    assert ReviewPace.objects.values_list("per_day", "new_per_day").get() == (2, 2)
    plan = review_cards.plan_of(ada)
    assert (len(plan.queue), plan.over) == (2, 1)
    assert "card 1 of 2" in page(ada_client, "en")
    for bad in ({"per_day": "0", "new_per_day": "1"}, {"per_day": "x"}, {"per_day": "999", "new_per_day": "-1"}, {}):
        assert ada_client.post(url("review_pace"), bad).status_code == 422
    assert ReviewPace.objects.values_list("per_day", "new_per_day").get() == (2, 2)
    assert ada_client.get(url("review_pace")).status_code == 302


def test_setting_aside_from_the_page(ada_client: Client, card: ReviewCard) -> None:
    ada_client.post(url("review_keep", card.question_key), {"keep": "0"})
    assert "No card is waiting." in page(ada_client, "en")
    html = ada_client.get(url("review_cards", language="en")).content.decode()
    assert "Take the card back" in html
    assert "What belongs next to a rate?" in html
    answer(ada_client, card)
    card.refresh_from_db()
    assert card.answered_at is None


def test_the_forecast_has_its_table(ada_client: Client, card: ReviewCard) -> None:
    html = page(ada_client, "en")
    assert "1 card in the next 14 days" in html
    assert html.count('<th scope="row">') == 14


def test_the_dashboard_says_how_many(ada_client: Client, card: ReviewCard) -> None:
    assert "1 card to review today." in ada_client.get(url("dashboard", language="en")).content.decode()
    answer(ada_client, card)
    rate(ada_client, card, 3)
    assert "Nothing to review now." in ada_client.get(url("dashboard", language="en")).content.decode()


def test_statements(ada: User, ada_client: Client, card: ReviewCard, queries: Queries) -> None:
    """Session, account, cards, the question or the answer, unread notifications: whatever the number of cards."""
    take_quiz(ada_client, right=False)
    page(ada_client)
    with queries(5, exactly=True):
        page(ada_client)
    first = ReviewCard.objects.get(pk=review_cards.plan_of(ada).queue[0].pk)
    answer(ada_client, first)
    with queries(5, exactly=True):
        page(ada_client)
    ReviewCard.objects.update(suspended_at=timezone.now())
    with queries(4, exactly=True):
        page(ada_client)
    with queries(5, exactly=True):
        ada_client.get(url("review_cards"))


def test_a_zone_this_machine_does_not_know(ada: User, ada_client: Client, card: ReviewCard) -> None:
    User.objects.filter(pk=ada.pk).update(time_zone="Mars/Olympus")
    assert "écrire à côté" in page(ada_client)


def test_options_stand_in_one_order_until_the_rating(ada_client: Client, card: ReviewCard) -> None:
    def order() -> list[int]:
        html = page(ada_client)
        return [html.index(f'value="{option}"') for option in (right_option(), wrong_option())]

    first = order()
    assert order() == first
    answer(ada_client, card)
    after = order()
    assert (first[0] < first[1]) == (after[0] < after[1])
    assert key_of(SELF_CHECK) == card.question_key
