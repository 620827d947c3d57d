"""Charts as data: what stands along their axes."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from portfolio import charts
from portfolio.domain.figures import Figures
from portfolio.domain.series import Row
from portfolio.publication_bars import publication_bars


def figures(first: dt.date, days: int) -> Figures:
    rows = tuple(
        Row("campaign", "c", day, day, "organic", {"clicks": Decimal(number)})
        for number, day in enumerate(first + dt.timedelta(days=number) for number in range(days))
    )
    return Figures(computed=(), rows=rows, declared=())


@pytest.mark.parametrize(
    ("language", "first", "wanted"),
    [
        ("en", dt.date(2026, 9, 1), ("1 September", "3 September")),
        ("fr", dt.date(2026, 9, 1), ("1er septembre", "3 septembre")),
        ("en", dt.date(2026, 12, 31), ("31 December 2026", "2 January 2027")),
    ],
)
def test_the_ends_of_the_axis_have_their_months_in_words(language, first, wanted):
    with translation.override(language):
        chart = charts.line_chart(figures(first, 3), key="k")
    assert chart is not None
    assert (chart.first.replace("\xa0", " "), chart.last.replace("\xa0", " ")) == wanted


@pytest.mark.parametrize(
    ("gaps", "bars", "period"),
    [
        ([1] * 24, 24, "publication"),
        ([1] * 25, 5, "week"),
        ([0] * 29 + [1], 2, "day"),
        ([3] * 100, 10, "month"),
        ([9] * 300, 8, "year"),
        ([0] * 30, 0, ""),
    ],
)
def test_many_publications_are_added_up_into_few_bars(gaps, bars, period):
    day, series = dt.date(2026, 1, 1), []
    for gap in gaps:
        day += dt.timedelta(days=gap)
        series.append((day, Decimal(2)))
    with translation.override("en"):
        chart = publication_bars(series, "Views")
    if not bars:
        assert chart is None
        return
    assert chart is not None
    assert (len(chart.bars), chart.caption.endswith(f" a {period}")) == (bars, True)
    assert sum(int(bar.value) for bar in chart.bars) == 2 * len(gaps)


def test_publications_of_one_day_are_numbered_and_zeros_are_no_best():
    day = dt.date(2026, 3, 1)
    with translation.override("en"):
        chart = publication_bars([(day, Decimal(0)), (day, Decimal(0)), (day + dt.timedelta(1), Decimal(0))], "Views")
    assert chart is not None
    labels = [bar.label.replace("\xa0", " ") for bar in chart.bars]
    assert labels == ["1 March 2026 (1)", "1 March 2026 (2)", "2 March 2026"]
    assert [(bar.percent, bar.accent) for bar in chart.bars] == [(0, False)] * 3
