"""What a day holds: its limits, its order, its bounds where the learner lives."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from learning.domain.review_plan import Day, Held, Pace, Plan, is_due, plan
from learning.domain.scheduling import LEARNING, RELEARNING, REVIEW, Memory

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def card(pk: int, **more: Any) -> Held:
    """A new card unless `last` (days ago) says when it was seen."""
    last, first = more.pop("last", None), more.pop("first", None)
    due, state = more.pop("due", NOW - HOUR), more.pop("state", REVIEW if last is not None else LEARNING)
    seen = NOW - last * DAY if last is not None else None
    begun = NOW - first * DAY if first is not None else seen
    memory = Memory(due, 3.0, 5.0, state, None, begun, seen, 0 if last is None else 1)
    empty: dict[str, Any] = {"suspended_at": None, "answered_at": None, "source": "wrong", "created_at": NOW}
    return Held(memory=memory, pk=pk, uuid=uuid.UUID(int=pk), question_key=uuid.UUID(int=pk), **(empty | more))


def planned(*cards: Held, per_day: int = 20, new: int = 10, asked: set[int] | None = None, now: datetime = NOW) -> Plan:
    known = {uuid.UUID(int=pk) for pk in asked} if asked is not None else {c.question_key for c in cards}
    return plan(cards, asked=known, pace=Pace(per_day, new), day=Day(now, PARIS))


def numbers(found: Any) -> list[int]:
    return [c.pk for c in found]


def test_nothing() -> None:
    found = planned()
    assert (found.queue, found.over, found.done, found.total, found.next_due) == ((), 0, 0, 0, None)
    assert [count for _, count in found.forecast] == [0] * 14


def test_what_was_begun_comes_first_then_what_is_due_then_new() -> None:
    found = planned(
        card(1),
        card(2, last=3),
        card(3, last=0, state=RELEARNING),
        card(4, last=5, due=NOW - 2 * DAY),
        card(5, last=9, answered_at=NOW),
    )
    assert numbers(found.queue) == [5, 3, 4, 2, 1]
    assert (found.done, found.total) == (1, 6)


def test_days_end_where_the_learner_lives() -> None:
    late = datetime(2026, 3, 10, 22, 30, tzinfo=UTC)  # 23:30 in Paris
    day = Day(late, PARIS)
    assert (day.on, day.start, day.end) == (
        date(2026, 3, 10),
        datetime(2026, 3, 9, 23, tzinfo=UTC),
        datetime(2026, 3, 10, 23, tzinfo=UTC),
    )
    tonight, tomorrow = card(1, last=4, due=late + timedelta(minutes=20)), card(2, last=4, due=late + HOUR)
    assert numbers(planned(tonight, tomorrow, now=late).queue) == [1]
    tokyo = Day(late, ZoneInfo("Asia/Tokyo"))
    assert (tokyo.on, is_due(tomorrow.memory, tokyo)) == (date(2026, 3, 11), True)


def test_a_day_that_changes_its_hour_has_its_own_length() -> None:
    spring = Day(datetime(2026, 3, 29, 10, tzinfo=UTC), PARIS)
    assert spring.end - spring.start == 23 * HOUR


def test_minutes_are_waited_for() -> None:
    found = planned(card(1, last=0, state=LEARNING, due=NOW + timedelta(minutes=10)))
    assert (found.queue, numbers(found.later), found.next_due) == ((), [1], NOW + timedelta(minutes=10))


def test_the_pace_counts_cards_seen_today() -> None:
    done = [card(n, last=0, first=4, due=NOW + 9 * DAY) for n in range(1, 4)]
    due = [card(n, last=2) for n in range(10, 20)]
    found = planned(*done, *due, per_day=5)
    assert (numbers(found.queue), found.over, found.done, found.total) == ([10, 11], 8, 3, 5)


def test_new_cards_have_a_limit_of_their_own_and_come_after_what_is_due() -> None:
    begun_today = card(1, last=0, first=0, due=NOW + 2 * DAY)
    fresh = [card(n) for n in range(10, 20)]
    assert numbers(planned(begun_today, *fresh, new=4).queue) == [10, 11, 12]
    assert numbers(planned(card(2, last=3), *fresh, per_day=3, new=9).queue) == [2, 10, 11]
    assert numbers(planned(*fresh, new=0).queue) == []


def test_what_was_begun_today_comes_back_whatever_the_pace() -> None:
    found = planned(card(1, last=0, state=RELEARNING), card(2, last=3), per_day=1)
    assert (numbers(found.queue), found.over) == ([1], 1)


def test_when_all_is_done_the_rest_waits_for_tomorrow() -> None:
    found = planned(card(1, last=0, due=NOW + 5 * DAY), card(2, last=3), per_day=1)
    assert (found.queue, found.over, found.next_due) == ((), 1, Day(NOW, PARIS).end)
    assert planned(card(1, last=0, due=NOW + 5 * DAY)).next_due == NOW + 5 * DAY


def test_set_aside_and_archived_cards_are_asked_by_nobody() -> None:
    found = planned(card(1, suspended_at=NOW), card(2), card(3, answered_at=NOW), asked={1, 3})
    assert (numbers(found.suspended), numbers(found.archived), numbers(found.queue)) == ([1], [2], [3])


def test_the_forecast_carries_over_what_a_day_does_not_hold() -> None:
    due = [card(n, last=2) for n in range(1, 8)]
    tomorrow = card(20, last=1, due=NOW + DAY)
    found = planned(*due, tomorrow, card(21, last=1, due=NOW + 13 * DAY), card(22, due=NOW + 14 * DAY), per_day=3)
    assert [count for _, count in found.forecast] == [3, 3, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert found.forecast[0][0] == date(2026, 3, 10)


def test_the_card_rated_last_is_the_one_to_undo() -> None:
    found = planned(card(1, last=0.1, due=NOW + DAY), card(2, last=0.05, due=NOW + DAY), card(3, last=2))
    assert found.last_rated is not None
    assert found.last_rated.pk == 2
    assert planned(card(3, last=2)).last_rated is None


@pytest.mark.parametrize(
    ("state", "due", "expected"),
    [
        (REVIEW, NOW + 3 * HOUR, True),
        (REVIEW, NOW + DAY, False),
        (LEARNING, NOW, True),
        (RELEARNING, NOW + timedelta(seconds=1), False),
    ],
)
def test_due(state: int, due: datetime, expected: bool) -> None:
    assert is_due(Memory(due, state=state), Day(NOW, PARIS)) is expected
