"""The schedule: golden values, and what must hold for every card whatever was rated."""

import random
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from learning.domain import scheduling
from learning.domain.scheduling import AGAIN, EASY, GOOD, HARD, LEARNING, RATINGS, RELEARNING, REVIEW, Memory, Rated

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def rated(*ratings: int, seed: int | None = None, late: timedelta = timedelta()) -> Memory:
    """A card rated on the day it is due (or `late` after it), each time."""
    memory = scheduling.begin(START)
    for rating in ratings:
        memory = scheduling.rate(memory, rating, at=memory.due + late, seed=seed)
    return memory


def histories(count: int = 60) -> list[tuple[int, ...]]:
    chance = random.Random(7)
    short = [history for length in range(4) for history in product(RATINGS, repeat=length)]
    return short + [tuple(chance.choices(RATINGS, k=chance.randint(4, 14))) for _ in range(count)]


def test_a_new_card_is_due_at_once() -> None:
    assert scheduling.begin(START) == Memory(START, None, None, LEARNING, 0, None, None, 0)


def test_the_first_rating() -> None:
    due = scheduling.choices(scheduling.begin(START), at=START)
    minutes = timedelta(minutes=1)
    assert due == {
        AGAIN: START + 10 * minutes,
        HARD: START + 15 * minutes,
        GOOD: START + 2 * DAY,
        EASY: START + 8 * DAY,
    }


def test_intervals_grow_and_a_mistake_starts_small_again() -> None:
    """The first stabilities are parameters 2 and 3 of FSRS-6: 2.3065 and 8.2956 days."""
    good = rated(GOOD)
    assert (good.stability, good.state, good.step) == (2.3065, REVIEW, None)
    assert rated(EASY).stability == 8.2956
    days = [(rated(*[GOOD] * n).due - rated(*[GOOD] * (n - 1)).due).days for n in range(1, 6)]
    assert days == sorted(set(days))
    assert days[0] == 2
    lapsed = rated(GOOD, GOOD, AGAIN)
    assert (lapsed.state, lapsed.step, lapsed.reviews) == (RELEARNING, 0, 3)
    assert lapsed.due - (lapsed.last_review or START) == timedelta(minutes=10)
    assert (lapsed.stability or 0) < (rated(GOOD, GOOD).stability or 0)


@pytest.mark.parametrize("seed", [None, 1, 99])
@pytest.mark.parametrize("late", [timedelta(), timedelta(hours=5), 9 * DAY])
def test_a_better_rating_never_comes_back_sooner(seed: int | None, late: timedelta) -> None:
    for history in histories():
        memory = rated(*history, seed=seed, late=late)
        due = scheduling.choices(memory, at=memory.due + late, seed=seed)
        assert due[EASY] >= due[GOOD] >= due[HARD] >= due[AGAIN] > memory.due, history


def test_what_a_card_holds_stays_in_its_bounds() -> None:
    for history in histories():
        memory = rated(*history, seed=5)
        assert memory.reviews == len(history)
        if history:
            assert 1 <= (memory.difficulty or 0) <= 10
            assert (memory.stability or 0) > 0
            assert memory.due - (memory.last_review or START) <= timedelta(days=scheduling.LONGEST)
        assert memory.due.tzinfo == UTC


def test_replaying_gives_the_card_again_whatever_the_order_of_its_logs() -> None:
    chance = random.Random(3)
    for history in histories(20):
        memory, logs = scheduling.begin(START), []
        for number, rating in enumerate(history, 1):
            at = memory.due + timedelta(hours=chance.randint(0, 200))
            memory = scheduling.rate(memory, rating, at=at, seed=11)
            logs.append(Rated(number, rating, at))
        shuffled = chance.sample(logs, len(logs))
        assert scheduling.replay(START, shuffled, seed=11) == memory
        if logs:  # without the last one: the card before it
            before = scheduling.replay(START, logs[:-1], seed=11)
            assert scheduling.rate(before, logs[-1].rating, at=logs[-1].at, seed=11) == memory


def test_the_order_of_ratings_matters() -> None:
    at = [START + n * 3 * DAY for n in range(3)]
    one = scheduling.replay(START, [Rated(1, AGAIN, at[0]), Rated(2, GOOD, at[1]), Rated(3, GOOD, at[2])])
    other = scheduling.replay(START, [Rated(1, GOOD, at[0]), Rated(2, GOOD, at[1]), Rated(3, AGAIN, at[2])])
    assert one.due > other.due


def test_a_seed_spreads_the_same_way_each_time() -> None:
    plain = rated(GOOD, GOOD, GOOD)
    days = (plain.due - (plain.last_review or START)).days
    found = set()
    for seed in range(40):
        memory = scheduling.rate(rated(GOOD, GOOD), GOOD, at=plain.last_review or START, seed=seed)
        assert memory == scheduling.rate(rated(GOOD, GOOD), GOOD, at=plain.last_review or START, seed=seed)
        assert (memory.stability, memory.difficulty) == (plain.stability, plain.difficulty)
        found.add((memory.due - (plain.last_review or START)).days)
    assert len(found) > 2
    assert all(abs(n - days) <= 0.15 * days + 2 for n in found)


def test_times_of_any_zone_count_as_one_moment() -> None:
    paris = START.astimezone(tz=None)
    assert scheduling.rate(scheduling.begin(paris), GOOD, at=paris) == rated(GOOD)


def test_a_clock_set_back_breaks_nothing() -> None:
    memory = rated(GOOD, GOOD)
    assert scheduling.rate(memory, GOOD, at=START - DAY).reviews == 3


@pytest.mark.parametrize("rating", [0, 5, -1, 99])
def test_there_are_four_ratings(rating: int) -> None:
    with pytest.raises(ValueError, match="no such rating"):
        scheduling.rate(scheduling.begin(START), rating, at=START)


def test_recall_falls_to_nine_in_ten_on_the_day_it_is_due() -> None:
    memory = rated(EASY)
    held = {"stability": memory.stability, "last_review": memory.last_review}
    chances = [scheduling.recall(**held, last_rating=EASY, at=START + n * DAY) for n in range(30)]
    assert chances[0] == 1
    assert chances == sorted(chances, reverse=True)
    assert round(chances[8], 2) == 0.9
    assert scheduling.recall(stability=None, last_review=None, last_rating=None, at=START) == 0


def test_what_was_not_known_a_moment_ago_is_not_remembered() -> None:
    for ratings, known in (((AGAIN,), False), ((GOOD, AGAIN), False), ((AGAIN, HARD), True), ((HARD,), True)):
        memory = rated(*ratings)
        assert memory.last_rating == ratings[-1]
        chance = scheduling.recall(
            stability=memory.stability,
            last_review=memory.last_review,
            last_rating=memory.last_rating,
            at=memory.last_review or START,
        )
        assert chance == float(known)
