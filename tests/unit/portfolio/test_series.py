"""KPIs from rows: exact values, and the reason when there is none."""

import datetime as dt
from decimal import Decimal as D

import pytest

from portfolio.domain.series import Cell, Declared, Row, compute_all, current_rows, over_time, publications

DAY = dt.date(2026, 9, 1)


def row(
    day: int = 0, *, paid: str = "unknown", kind: str = "campaign", entity: str = "A", currency: str = "EUR", **values
):
    date = DAY + dt.timedelta(days=day)
    numbers = {name: None if value is None else D(value) for name, value in values.items()}
    money = {name: currency for name in numbers if name in ("spend", "revenue")}
    return Row(kind, entity, date, date, paid, numbers, money, frozenset({"f.csv"}))


def of(code, rows, declared=()):
    return [item for item in compute_all(rows, declared) if item.kpi.code == code]


def test_ratios_are_pooled_not_averaged():
    (ctr,) = of("ctr", [row(clicks=1, impressions=10), row(1, clicks=1, impressions=90)])
    assert (ctr.value, ctr.kpi.numerator, ctr.kpi.denominator, ctr.kpi.denominator_kind) == (
        D(2),
        D(2),
        D(100),
        "impressions",
    )
    assert ctr.period == (DAY, DAY + dt.timedelta(days=1))
    assert ctr.files == ("f.csv",)


def test_a_missing_number_leaves_its_row_out_and_is_never_zero():
    (rate,) = of("conversion-rate", [row(clicks=100, conversions=5), row(1, clicks=900, conversions=None)])
    assert (rate.value, rate.rows, rate.left_out) == (D(5), 1, 1)


def test_without_any_number_there_is_a_reason_and_no_value():
    (roas,) = of("roas", [row(clicks=1)])
    assert (roas.value, roas.reason) == (None, "missing:revenue")


def test_a_zero_denominator_is_not_computed():
    (ctr,) = of("ctr", [row(clicks=0, impressions=0)])
    assert (ctr.value, ctr.reason) == (None, "zero:impressions")


def test_two_currencies_are_refused():
    rows = [row(spend=10, clicks=5), row(1, spend=10, clicks=5, currency="USD")]
    (cpc,) = of("cpc", rows)
    assert (cpc.value, cpc.reason) == (None, "currencies:EUR,USD")


def test_declared_cost_in_another_currency_is_refused_too():
    (roi,) = of("roi", [row(revenue=100)], [Declared("cost", D(50), "USD")])
    assert (roi.value, roi.reason) == (None, "currencies:EUR,USD")


def test_roi_takes_the_declared_total_cost_and_says_so():
    (roi,) = of("roi", [row(revenue=150)], [Declared("cost", D(100), "EUR")])
    assert (roi.value, roi.declared, roi.currency) == (D(50), ("cost",), "EUR")


def of_campaign(code, rows, declared=(), currency="EUR"):
    return [item for item in compute_all(rows, declared, currency=currency) if item.kpi.code == code]


def test_an_unsaid_currency_is_the_campaigns_where_it_meets_another():
    rows, cost = [row(revenue=150, currency="XXX")], [Declared("cost", D(100), "EUR")]
    (roi,) = of_campaign("roi", rows, cost)
    assert (roi.value, roi.currency, roi.reason, roi.assumed) == (D(50), "EUR", "", ("revenue",))
    (other,) = of_campaign("roi", rows, cost, currency="USD")
    assert (other.value, other.reason) == (None, "currencies:EUR,USD")
    (unknown,) = of_campaign("roi", rows, cost, currency="")
    assert (unknown.value, unknown.reason, unknown.assumed) == (None, "no_currency:revenue", ())


def test_a_declared_amount_without_currency_too():
    (roi,) = of_campaign("roi", [row(revenue=150)], [Declared("cost", D(100))])
    assert (roi.value, roi.assumed) == (D(50), ("cost",))
    (lacking,) = of("roi", [row(revenue=150)], [Declared("cost", D(100))])
    assert lacking.reason == "no_currency:cost"


def test_amounts_that_meet_no_other_stay_unsaid():
    (roas,) = of_campaign("roas", [row(revenue=150, spend=100, currency="XXX")])
    assert (roas.value, roas.currency, roas.assumed) == (D("1.5"), "XXX", ())
    rows = [
        row(spend=10, clicks=5),
        row(1, spend=10, clicks=5, currency="USD"),
        row(2, spend=1, clicks=1, currency="XXX"),
    ]
    (cpc,) = of_campaign("cpc", rows)
    assert (cpc.value, cpc.reason) == (None, "currencies:EUR,USD,XXX")


@pytest.mark.parametrize("own", ["EUR", "USD", ""])
@pytest.mark.parametrize("unsaid", ["XXX", ""])
def test_a_sum_never_holds_said_and_unsaid_amounts(own, unsaid):
    rows = [row(spend=100, clicks=10, revenue=500, currency=unsaid), row(1, spend=100, clicks=10, revenue=500)]
    for code in ("cpc", "roas"):
        (item,) = of_campaign(code, rows, currency=own)
        assert (item.value, item.currency, item.reason, item.assumed) == (None, "", "currencies:EUR,XXX", ())
    (roi,) = of_campaign("roi", rows, [Declared("cost", D(100), "EUR")], currency=own)
    assert (roi.value, roi.reason, roi.assumed) == (None, "currencies:EUR,XXX", ())


def test_paid_and_organic_stay_apart():
    rows = [row(paid="paid", clicks=1, impressions=10), row(paid="organic", clicks=1, impressions=100)]
    assert [(item.paid, item.value) for item in of("ctr", rows)] == [("organic", D(1)), ("paid", D(10))]


def test_levels_of_measurement_stay_apart():
    rows = [row(kind="post", clicks=1, impressions=10), row(kind="account", clicks=1, impressions=100)]
    assert [(item.entity_kind, item.value) for item in of("ctr", rows)] == [("account", D(1)), ("post", D(10))]


def test_reach_does_not_add_up_over_days_unless_the_whole_is_declared():
    rows = [row(impressions=100, reach=50), row(1, impressions=100, reach=50)]
    assert [item.reason for item in of("frequency", rows)] == ["not_additive:reach"]
    (frequency,) = of("frequency", rows, [Declared("reach", D(80))])
    assert (frequency.value, frequency.declared) == (D("2.5"), ("reach",))


def test_followers_are_read_at_both_ends():
    rows = [row(followers=100), row(1, followers=90), row(2, followers=120)]
    (growth,) = of("follower-growth", rows)
    assert (growth.value, growth.kpi.numerator, growth.kpi.denominator) == (D(20), D(20), D(100))


def test_the_difference_with_the_platforms_rate_is_kept():
    (ctr,) = of("ctr", [row(clicks=15, impressions=1000)], [Declared("ctr", D("1.52"))])
    assert (ctr.value, ctr.platform, ctr.difference) == (D("1.5"), D("1.52"), D("-0.02"))


def cell(value, *, rank=1, day=0, kind="campaign", metric="clicks"):
    date = DAY + dt.timedelta(days=day)
    return Cell(f"{rank}.csv", rank, kind, "A", date, date, "unknown", metric, D(value))


def test_the_newest_file_wins_cell_by_cell():
    rows = current_rows([cell(1), cell(2, day=1), cell(20, rank=2, day=1), cell(30, rank=2, day=2)])
    assert [r.values["clicks"] for r in rows] == [D(1), D(20), D(30)]


def test_a_post_is_the_same_post_whatever_the_day():
    rows = current_rows([cell(1, kind="post"), cell(5, rank=2, day=1, kind="post")])
    assert [r.values["clicks"] for r in rows] == [D(5)]


def test_over_time_sums_the_entities_of_a_day():
    rows = [row(clicks=1), row(entity="B", clicks=2), row(1, clicks=4), row(2, clicks=None)]
    assert over_time(rows, "clicks") == [(DAY, D(3)), (DAY + dt.timedelta(days=1), D(4))]


def test_totals_of_publications_are_told_one_by_one_and_never_as_a_course():
    rows = [
        row(2, kind="post", entity="C", views=5),
        row(kind="post", entity="A", views=9),
        row(kind="post", entity="B", views=4),
        row(1, kind="post", entity="D", views=None),
        row(kind="post", entity="E", paid="paid", views=7),
        row(views=100),
    ]
    assert publications(rows, "views") == [(DAY, D(4)), (DAY, D(9)), (DAY + dt.timedelta(days=2), D(5))]
    assert over_time(rows, "views") == [(DAY, D(100))]
