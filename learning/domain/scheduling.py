"""When a card comes back: FSRS-6 (open-spaced-repetition/py-fsrs) around values of our own. Pure; every time is UTC.

The state of a card follows from when it was made and from its ratings in order: `replay` gives it again at any time.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler, State

# Stored with each rating. Raise it when the formula, its parameters or the steps below change: `rebuild_standings`
# then moves every card to what its ratings give under the new rules.
ALGORITHM = "fsrs-6.1"
AGAIN, HARD, GOOD, EASY = RATINGS = (1, 2, 3, 4)
RETENTION = 0.9  # share of the cards that are meant to be known on the day they come back
STEPS = (timedelta(minutes=10),)  # before a first interval in days, and after forgetting
LONGEST = 3650  # days

LEARNING, REVIEW, RELEARNING = State.Learning.value, State.Review.value, State.Relearning.value
_scheduler = Scheduler(
    desired_retention=RETENTION,
    learning_steps=STEPS,
    relearning_steps=STEPS,
    maximum_interval=LONGEST,
    enable_fuzzing=False,  # the library's cannot be repeated: see `_spread`
)
# Intervals from 2.5 days on are spread by these shares of the days between the bounds, as FSRS does it.
_SPREAD = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float(LONGEST), 0.05))


@dataclass(frozen=True)
class Memory:
    """What is known of one card. `stability` in days, `difficulty` 1 to 10 and `last_rating` are None before the first
    rating.
    """

    due: datetime
    stability: float | None = None
    difficulty: float | None = None
    state: int = LEARNING
    step: int | None = 0
    first_review: datetime | None = None
    last_review: datetime | None = None
    reviews: int = 0
    last_rating: int | None = None


@dataclass(frozen=True)
class Rated:
    """One rating in effect; `number` counts from 1."""

    number: int
    rating: int
    at: datetime


def begin(at: datetime) -> Memory:
    """A card nobody has rated: due from the moment it was made."""
    return Memory(due=at.astimezone(UTC))


def rate(memory: Memory, rating: int, *, at: datetime, seed: int | None = None) -> Memory:
    """The card after one more rating. `seed` spreads the cards of one day, always the same way; None spreads nothing.

    Raises ValueError for a rating other than 1 to 4.
    """
    if rating not in RATINGS:
        raise ValueError(f"no such rating: {rating}")
    at = at.astimezone(UTC)
    card, _ = _scheduler.review_card(_card(memory), Rating(rating), at)
    wait, number = card.due - at, memory.reviews + 1
    if seed is not None and card.state is State.Review:
        wait = timedelta(days=_spread(wait.days, random.Random(f"{seed}:{number}").random()))
    return Memory(
        due=at + wait,
        stability=card.stability,
        difficulty=card.difficulty,
        state=card.state.value,
        step=card.step,
        first_review=memory.first_review or at,
        last_review=at,
        reviews=number,
        last_rating=rating,
    )


def replay(begun_at: datetime, ratings: Iterable[Rated], *, seed: int | None = None) -> Memory:
    """The card from its ratings, whatever the order they are given in."""
    memory = begin(begun_at)
    for rated in sorted(ratings, key=lambda rated: rated.number):
        memory = rate(memory, rated.rating, at=rated.at, seed=seed)
    return memory


def choices(memory: Memory, *, at: datetime, seed: int | None = None) -> dict[int, datetime]:
    """Rating → when the card would come back."""
    return {rating: rate(memory, rating, at=at, seed=seed).due for rating in RATINGS}


def recall(*, stability: float | None, last_review: datetime | None, last_rating: int | None, at: datetime) -> float:
    """The chance that the answer is known at this moment, 0 to 1; 0 for a card that was never rated, or was not known
    last: the formula would call an answer remembered that was just read.
    """
    if stability is None or last_review is None or last_rating == AGAIN:
        return 0.0
    card = Card(card_id=0, stability=stability, due=at, last_review=last_review)
    return _scheduler.get_card_retrievability(card, at.astimezone(UTC))


def _card(memory: Memory) -> Card:
    return Card(
        card_id=0,
        state=State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.last_review,
    )


def _spread(days: int, chance: float) -> int:
    """An interval near `days`: the same chance keeps a longer interval at least as long as a shorter one."""
    if days < _SPREAD[0][0]:
        return days
    room = 1.0 + sum(share * max(min(days, end) - start, 0.0) for start, end, share in _SPREAD)
    least, most = max(2, round(days - room)), min(LONGEST, round(days + room))
    least = min(least, most)
    return min(most, int(least + chance * (most - least + 1)))
