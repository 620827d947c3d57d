"""Rules of quizzes: when one opens, when time is up, what is repeated."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from learning.domain.quiz_rules import (
    Closed,
    Rules,
    closed,
    combined,
    deadline,
    hints_at,
    is_late,
    kinder,
    split,
    unexpected,
)

NOON = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("rules", "tries", "last", "expected"),
    [
        (Rules(), 40, NOON, None),
        (Rules(attempts=2), 1, NOON, None),
        (Rules(attempts=2), 2, NOON, Closed("attempts")),
        (Rules(attempts=2), 3, NOON, Closed("attempts")),
        (Rules(cool_down=24), 0, None, None),
        (Rules(cool_down=24), 1, NOON, Closed("cool_down", NOON + 24 * HOUR)),
        (Rules(cool_down=24), 1, NOON - 24 * HOUR, None),
        (Rules(cool_down=24), 1, NOON - 24 * HOUR + timedelta(seconds=1), Closed("cool_down", NOON + timedelta(seconds=1))),
        (Rules(attempts=1, cool_down=1), 1, NOON, Closed("attempts")),
    ],
)  # fmt: skip
def test_when_another_attempt_is_refused(
    rules: Rules, tries: int, last: datetime | None, expected: Closed | None
) -> None:
    assert closed(rules, tries=tries, last=last, now=NOON) == expected


@pytest.mark.parametrize(
    ("most", "tries", "given", "shut"),
    [(2, 2, [3], False), (2, 3, [3], True), (2, 5, [6], False), (2, 6, [3, 6], True), (7, 6, [3], False)],
)
def test_a_number_that_was_opened_may_begin_whatever_the_most(
    most: int, tries: int, given: list[int], shut: bool
) -> None:
    assert (closed(Rules(attempts=most), tries=tries, last=NOON, now=NOON, given=given) is not None) == shut


@pytest.mark.parametrize(
    ("promised", "now", "holds"),
    [
        (Rules(2, 24), Rules(3, 12), Rules(3, 12)),
        (Rules(3, 12), Rules(2, 24), Rules(3, 12)),
        (Rules(2, 24), Rules(), Rules()),
        (Rules(), Rules(1, 48), Rules()),
    ],
)
def test_a_promise_holds_and_what_is_loosened_counts_at_once(promised: Rules, now: Rules, holds: Rules) -> None:
    assert kinder(promised, now) == holds


@pytest.mark.parametrize(
    ("limit", "seconds", "late"),
    [(None, 10**6, False), (20, 1200, False), (20, 1215, False), (20, 1216, True), (1, 3600, True)],
)
def test_time_is_up_by_the_server_with_some_seconds_for_the_line(limit: int | None, seconds: int, late: bool) -> None:
    assert is_late(NOON, limit, NOON + timedelta(seconds=seconds)) is late
    assert deadline(NOON, limit) == (NOON + timedelta(minutes=limit) if limit else None)


@pytest.mark.parametrize(("number", "seen"), [(0, []), (1, []), (2, ["a"]), (3, ["a", "b"]), (9, ["a", "b"])])
def test_one_hint_more_at_each_try(number: int, seen: list[str]) -> None:
    assert hints_at(["a", "b"], number) == seen


def test_a_retake_asks_what_was_judged_and_not_fully_right() -> None:
    points = {"right": Decimal(1), "half": Decimal("0.5"), "wrong": Decimal(0), "waits": None}
    assert split(points) == (["half", "wrong"], ["right", "waits"])
    assert combined(points.values()) == Decimal("1.5")


def test_fields_that_a_form_never_has() -> None:
    payloads = {
        "k1": {"kind": "single"},
        "k2": {"kind": "order", "items": [{"id": "i"}]},
        "k3": {"pairs": [{"id": "p"}]},
    }
    honest = ["csrfmiddlewaretoken", "k1", "k2-i", "k3-p"]
    assert unexpected(honest, payloads) == set()
    assert unexpected([*honest, "score", "k2-j", "k4"], payloads) == {"score", "k2-j", "k4"}
