"""One card at a time: answered, rated once, undone by replaying what is left."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.asked import asked
from cms.models import QuestionVersion
from learning.domain import grading, scheduling
from learning.domain.review_plan import Day, is_due
from learning.domain.scheduling import Memory, Rated
from learning.models import ReviewCard, ReviewLog

NO_ANSWER: dict[str, Any] = {
    "answered_at": None,
    "answer_version": None,
    "answer_locale": "",
    "answer": None,
    "answer_points": None,
}


def memory_of(card: ReviewCard) -> Memory:
    return Memory(
        card.due,
        card.stability,
        card.difficulty,
        card.state,
        card.step,
        card.first_review,
        card.last_review,
        card.reviews,
        card.last_rating,
    )


def columns(memory: Memory) -> dict[str, Any]:
    """The columns of a card that hold its memory."""
    return {
        "due": memory.due,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "state": memory.state,
        "step": memory.step,
        "first_review": memory.first_review,
        "last_review": memory.last_review,
        "reviews": memory.reviews,
        "last_rating": memory.last_rating,
    }


def seed_of(card: ReviewCard) -> int | None:
    """What spreads the intervals of this card, always the same way."""
    return card.uuid.int if settings.REVIEW_SPREAD else None


def order_seed(card_uuid: UUID, reviews: int) -> int:
    """Options stand in another order at each review, and in the same one from the question to its feedback."""
    return (card_uuid.int + reviews) % 2**31


def allowed(points: Decimal | None) -> tuple[int, ...]:
    """The ratings an answer leaves open: a mistake comes again, and who judges alone may say anything."""
    if points is None:
        return scheduling.RATINGS
    return scheduling.RATINGS[1:] if points == 1 else (scheduling.AGAIN,)


def answer(card: ReviewCard, *, version: QuestionVersion, response: Any, locale: str, day: Day) -> bool:
    """Judge and keep an answer; False where none is expected. Raises grading.Unreadable.

    `response` None: the learner does not know.
    """
    if card.answered_at or card.suspended_at or card.question_key not in asked() or not is_due(memory_of(card), day):
        return False
    points = grading.grade(version.payload, response, locale=locale).points
    if response is None and points is None:
        points = Decimal(0)
    open_card = ReviewCard.objects.filter(pk=card.pk, reviews=card.reviews, answered_at=None, suspended_at=None)
    return bool(
        open_card.update(
            answered_at=day.now,
            answer_version=version,
            answer_locale=locale,
            answer=response,
            answer_points=None if points is None else points.quantize(Decimal("0.001")),
        )
    )


def rate(user_id: int, *, card_uuid: UUID, number: int, rating: int, now: datetime | None = None) -> Memory | None:
    """Rate the answer that waits; None when there is none, `number` is not its turn or the rating is not open to it."""
    now = now or timezone.now()
    with transaction.atomic():
        card = ReviewCard.objects.select_for_update().filter(uuid=card_uuid, user_id=user_id).first()
        version_id = card.answer_version_id if card else None
        if card is None or version_id is None or card.suspended_at or rating not in allowed(card.answer_points):
            return None
        memory = scheduling.rate(memory_of(card), rating, at=now, seed=seed_of(card))
        # Of two identical ratings one finds the card as it was.
        waiting = ReviewCard.objects.filter(pk=card.pk, reviews=number - 1, answered_at=card.answered_at)
        if not waiting.update(**columns(memory), **NO_ANSWER):
            return None
        ReviewLog.objects.create(
            card=card,
            number=number,
            rating=rating,
            reviewed_at=now,
            version_id=version_id,
            locale=card.answer_locale,
            response=card.answer,
            points=card.answer_points,
            algorithm=scheduling.ALGORITHM,
        )
    return memory


def undo(user_id: int, *, card_uuid: UUID, number: int, day: Day) -> bool:
    """Take back the last rating of today: its answer waits again, the card is what the ratings before it give.

    False where it is not the last any more, or the card was answered again since: nothing is written.
    """
    with transaction.atomic():
        card = ReviewCard.objects.select_for_update().filter(uuid=card_uuid, user_id=user_id).first()
        last = ReviewLog.objects.filter(card__user_id=user_id, undone_at=None, reviewed_at__gte=day.start)
        log = last.order_by("-reviewed_at", "-pk").first()
        if card is None or card.answered_at or log is None or (log.card_id, log.number) != (card.pk, number):
            return False
        if not ReviewLog.objects.filter(pk=log.pk, undone_at=None).update(undone_at=day.now):
            return False
        memory = scheduling.replay(card.created_at, ratings_of(card), seed=seed_of(card))
        ReviewCard.objects.filter(pk=card.pk).update(
            **columns(memory),
            answered_at=log.reviewed_at,
            answer_version=log.version,
            answer_locale=log.locale,
            answer=log.response,
            answer_points=log.points,
        )
    return True


def ratings_of(card: ReviewCard) -> list[Rated]:
    """The ratings in effect."""
    rows = ReviewLog.objects.filter(card=card, undone_at=None)
    return [Rated(*row) for row in rows.values_list("number", "rating", "reviewed_at")]
