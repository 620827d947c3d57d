"""From posted fields to responses, and the provisional place."""

from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict

from learning.domain.grading import Unreadable, grade
from learning.domain.placing import PLACES, place
from learning.domain.results import attempt_percent
from learning.forms import read_response
from tests.unit.learning.payloads import MATCH, MULTIPLE, NUMERIC, ORDER, SINGLE, Payload


@pytest.mark.parametrize(
    ("payload", "query", "expected"),
    [
        (SINGLE, "q=a", "a"),
        (SINGLE, "", None),
        (MULTIPLE, "q=a&q=c", ["a", "c"]),
        (NUMERIC, "q=+4%2C5+", "4,5"),
        (MATCH, "q-p1=t1&q-p2=", {"p1": "t1"}),
        (MATCH, "q-zz=t1", None),
        (ORDER, "q-i9=4&q-i1=3&q-i5=2&q-i3=1", ["i3", "i5", "i1", "i9"]),
        (ORDER, "q-i9=&q-i1=", None),
    ],
)
def test_responses(payload: Payload, query: str, expected: Any) -> None:
    assert read_response(QueryDict(query), payload, "q") == expected


@pytest.mark.parametrize(
    "query", ["q-i9=1", "q-i9=1&q-i1=1&q-i5=1&q-i3=1", "q-i9=1&q-i1=2&q-i5=3", "q-i9=1&q-i1=2&q-i5=3&q-i3=9999999999"]
)
def test_places_that_make_no_order_earn_nothing(query: str) -> None:
    """The ids stand in the right order in the version: filling gaps by it would give the answer away."""
    response = read_response(QueryDict(query), ORDER, "q")
    with pytest.raises(Unreadable, match="order"):
        grade(ORDER, response, locale="fr")


@pytest.mark.parametrize(("minutes", "hours", "weeks"), [(0, 4, 0), (1, 4, 1), (240, 4, 1), (241, 4, 2), (120, 0, 2)])
def test_weeks_are_rounded_up(minutes: int, hours: int, weeks: int) -> None:
    assert place("none", minutes=minutes, hours_per_week=hours).weeks == weeks


def test_every_experience_has_a_place() -> None:
    assert {place(e, minutes=1, hours_per_week=1).tier_code for e in PLACES} == set(PLACES.values())


def test_percent_of_an_attempt_is_floored() -> None:
    assert attempt_percent(Decimal("2.990"), Decimal(3)) == 99
    assert attempt_percent(Decimal("2.999"), Decimal(3)) == 100  # three times three thirds, cut to the thousandth
    assert attempt_percent(Decimal("1.400"), Decimal(2)) == 70
    assert attempt_percent(Decimal("1.390"), Decimal(2)) == 69
    assert attempt_percent(Decimal(0), Decimal(0)) is None
    assert attempt_percent(None, None) is None
