"""Many windows rate one card at once: one rating counts, the card is what its ratings give."""

from collections import Counter

import pytest
from django.test import Client

from accounts.models import User
from learning.domain.review_rebuild import rebuild_cards
from learning.models import ReviewCard, ReviewLog
from tests.factories.learner import take_quiz
from tests.factories.review import answer, miss, rate
from tests.integration.learning.test_races import at_once, twin

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_one_rating_of_many_counts(ada: User, ada_client: Client) -> None:
    miss(ada_client)
    card = ReviewCard.objects.get(user=ada)
    answer(ada_client, card)
    seen = at_once([lambda n=n: rate(twin(ada_client), card, 2 + n % 3).status_code for n in range(40)])
    assert Counter(seen) == {302: 40}
    assert ReviewLog.objects.count() == 1
    assert ReviewCard.objects.get().reviews == 1
    assert rebuild_cards(True) == []


def test_one_answer_of_many_waits(ada: User, ada_client: Client) -> None:
    miss(ada_client)
    card = ReviewCard.objects.get(user=ada)
    at_once([lambda n=n: answer(twin(ada_client), card, right=bool(n % 2)).status_code for n in range(20)])
    card.refresh_from_db()
    known = card.answer_points == 1
    rate(ada_client, card, 3)
    assert (card.answered_at is not None, ReviewLog.objects.count()) == (True, int(known))


def test_mistakes_of_two_windows_make_one_card_each(ada: User, ada_client: Client) -> None:
    miss(ada_client)
    at_once([lambda: miss(twin(ada_client)).status_code for _ in range(20)])
    take_quiz(ada_client, right=False)
    assert ReviewCard.objects.filter(user=ada).count() == 3
