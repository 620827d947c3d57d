"""The dashboard reads the cards among the other rows of one statement: the same day as the page of reviews."""

import random
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from learning.domain.review_cards import plan_of
from learning.domain.scheduling import LEARNING, RELEARNING, REVIEW
from learning.domain.trail import start_of
from learning.models import ReviewCard, ReviewPace

pytestmark = pytest.mark.django_db


def some_cards(user: User, chance: random.Random, keys: list[uuid.UUID]) -> None:
    now = timezone.now()
    ago = lambda days: now - timedelta(days=chance.uniform(0, days))  # noqa: E731
    for key in keys:
        reviews = chance.randrange(4)
        ReviewCard.objects.create(
            user=user,
            question_key=key,
            source=chance.choice(ReviewCard.Source.values),
            created_at=ago(30),
            suspended_at=ago(3) if chance.random() < 0.2 else None,
            answered_at=ago(1) if chance.random() < 0.2 else None,
            due=now + timedelta(days=chance.uniform(-3, 3)),
            state=chance.choice([LEARNING, REVIEW, RELEARNING]),
            first_review=ago(2) if reviews else None,
            last_review=ago(2) if reviews else None,
            reviews=reviews,
        )


@pytest.mark.parametrize("seed", range(12))
def test_the_same_day(seed: int, ada: User, ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    keys = [uuid.UUID(int=chance.getrandbits(128)) for _ in range(chance.randrange(25))]
    monkeypatch.setattr("learning.domain.review_cards.asked", lambda: set(keys[: len(keys) - 2]))
    some_cards(ada, chance, keys)
    some_cards(ben, chance, keys[:3])
    if seed % 2:
        ReviewPace.objects.create(user=ada, per_day=chance.randrange(1, 9), new_per_day=chance.randrange(0, 5))
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    whole, (_, _, among) = plan_of(ada), start_of(ada)
    for name in ("queue", "later", "suspended", "archived", "active"):
        assert [card.pk for card in getattr(among, name)] == [card.pk for card in getattr(whole, name)], name
    assert among.pace == whole.pace
    assert (among.last_rated and among.last_rated.pk) == (whole.last_rated and whole.last_rated.pk)
    assert (among.over, among.done, among.next_due, among.forecast) == (
        whole.over,
        whole.done,
        whole.next_due,
        whole.forecast,
    )
