"""Charts as data: what stands along their axes."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from portfolio import charts
from portfolio.domain.figures import Figures
from portfolio.domain.series import Row


def figures(first: dt.date, days: int) -> Figures:
    rows = tuple(
        Row("campaign", "c", day, day, "organic", {"clicks": Decimal(number)})
        for number, day in enumerate(first + dt.timedelta(days=number) for number in range(days))
    )
    return Figures(computed=(), rows=rows, declared=())


@pytest.mark.parametrize(
    ("language", "first", "wanted"),
    [
        ("en", dt.date(2026, 9, 1), ("September 1", "September 3")),
        ("fr", dt.date(2026, 9, 1), ("1er septembre", "3 septembre")),
        ("en", dt.date(2026, 12, 31), ("Dec. 31, 2026", "Jan. 2, 2027")),
    ],
)
def test_the_ends_of_the_axis_have_their_months_in_words(language, first, wanted):
    with translation.override(language):
        chart = charts.line_chart(figures(first, 3), key="k")
    assert chart is not None
    assert (chart.first.replace("\xa0", " "), chart.last.replace("\xa0", " ")) == wanted
