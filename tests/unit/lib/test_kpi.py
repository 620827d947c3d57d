from __future__ import annotations

from decimal import Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.kpi import (
    FORMULAS,
    INPUT_LABELS,
    Kpi,
    UnlikeDenominators,
    complete_rows,
    compute,
    difference,
    ensure_comparable,
    format_kpi,
    pool,
)

D = Decimal
COUNTS = st.integers(min_value=0, max_value=10**15).map(Decimal)
ROWS = st.lists(st.fixed_dictionaries({"interactions": COUNTS, "reach": COUNTS}), min_size=1, max_size=8)


def test_the_registry_holds_exactly_these_codes() -> None:
    assert list(FORMULAS) == [
        "engagement-rate-followers",
        "engagement-rate-reach",
        "engagement-rate-impressions",
        "engagement-rate-views",
        "follower-growth",
        "ctr",
        "conversion-rate",
        "net-sentiment",
        "frequency",
        "cpm",
        "cpc",
        "cpa",
        "cpl",
        "roas",
        "roi",
        "reach",
        "impressions",
    ]
    for formula in FORMULAS.values():
        assert set(formula.inputs) <= set(INPUT_LABELS)
        assert all((formula.name_fr, formula.name_en, formula.formula_fr, formula.formula_en, formula.source))


@pytest.mark.parametrize(
    ("code", "inputs", "value", "kind", "unit"),
    [
        ("engagement-rate-followers", {"interactions": "640", "followers": "16000"}, "4", "followers", "percent"),
        ("engagement-rate-reach", {"interactions": "90", "reach": "2000"}, "4.5", "reach", "percent"),
        ("engagement-rate-impressions", {"interactions": "1", "impressions": "8"}, "12.5", "impressions", "percent"),
        ("engagement-rate-views", {"interactions": "3", "views": "4"}, "75", "views", "percent"),
        ("follower-growth", {"followers_start": "2000", "followers_end": "1900"}, "-5", "followers_start", "percent"),
        ("ctr", {"clicks": "540", "impressions": "45000"}, "1.2", "impressions", "percent"),
        ("conversion-rate", {"conversions": "54", "clicks": "1800"}, "3", "clicks", "percent"),
        ("conversion-rate", {"conversions": "54", "sessions": "1800"}, "3", "sessions", "percent"),
        ("net-sentiment", {"positive": "220", "neutral": "130", "negative": "50"}, "42.5", "mentions", "percent"),
        ("frequency", {"impressions": "45000", "reach": "18000"}, "2.5", "reach", "per_person"),
        ("cpm", {"spend": "90", "impressions": "45000"}, "2", "impressions", "money"),
        ("cpc", {"spend": "90", "clicks": "540"}, "0.1666666666666666666666666667", "clicks", "money"),
        ("cpa", {"spend": "90", "conversions": "45"}, "2", "conversions", "money"),
        ("cpl", {"spend": "90", "leads": "36"}, "2.5", "leads", "money"),
        ("roas", {"revenue": "360", "spend": "90"}, "4", "spend", "ratio"),
        ("roi", {"revenue": "150", "cost": "120"}, "25", "cost", "percent"),
        ("reach", {"reach": "7"}, "7", "", "count"),
        ("impressions", {"impressions": "0"}, "0", "", "count"),
    ],
)
def test_formulas_compute_exactly(code: str, inputs: dict[str, str], value: str, kind: str, unit: str) -> None:
    kpi = compute(code, {name: D(text) for name, text in inputs.items()})
    assert (kpi.value, kpi.denominator_kind, kpi.unit, kpi.reason) == (D(value), kind, unit, "")


@pytest.mark.parametrize(
    ("code", "inputs", "reason"),
    [
        ("engagement-rate-followers", {"interactions": D(5)}, "missing:followers"),
        ("engagement-rate-followers", {"interactions": None, "followers": D(5)}, "missing:interactions"),
        ("engagement-rate-followers", {"interactions": D(5), "followers": D(0)}, "zero:followers"),
        ("engagement-rate-followers", {"interactions": D("NaN"), "followers": D(5)}, "invalid:interactions"),
        ("roi", {"revenue": D(5), "cost": D(-1)}, "negative:cost"),
        ("net-sentiment", {"positive": D(0), "neutral": D(0), "negative": D(0)}, "zero:mentions"),
        ("conversion-rate", {"conversions": D(1)}, "missing:clicks"),
        ("reach", {}, "missing:reach"),
    ],
)
def test_missing_is_none_with_a_reason(code: str, inputs: dict[str, Decimal | None], reason: str) -> None:
    kpi = compute(code, inputs)
    assert (kpi.value, kpi.reason) == (None, reason)
    assert format_kpi(kpi, "fr") == "—"


@given(ROWS)
def test_pooled_is_sum_over_sum(rows: list[dict[str, Decimal]]) -> None:
    top, bottom = sum(row["interactions"] for row in rows), sum(row["reach"] for row in rows)
    kpi = pool("engagement-rate-reach", rows)
    assert (kpi.numerator, kpi.denominator) == (top, bottom)
    if bottom:
        assert kpi.value == Context(prec=28).divide(D(top) * 100, D(bottom))
        assert kpi == compute("engagement-rate-reach", {"interactions": D(top), "reach": D(bottom)})
    else:
        assert (kpi.value, kpi.reason) == (None, "zero:reach")


@given(
    st.sampled_from(sorted(FORMULAS)), st.dictionaries(st.sampled_from(sorted(INPUT_LABELS)), st.decimals() | st.none())
)
def test_a_value_is_never_nan_and_none_has_a_reason(code: str, inputs: dict[str, Decimal | None]) -> None:
    kpi = compute(code, inputs)
    assert (kpi.value is None) == bool(kpi.reason)
    assert kpi.value is None or kpi.value.is_finite()


def test_pooling_is_not_a_mean_of_ratios() -> None:
    rows = [{"clicks": D(1), "impressions": D(10)}, {"clicks": D(1), "impressions": D(990)}]
    assert pool("ctr", rows).value == D("0.2")


def test_pooling_does_not_hide_missing_rows() -> None:
    rows: list[dict[str, Decimal | None]] = [
        {"interactions": D(1), "views": D(10)},
        {"interactions": D(5), "views": None},
    ]
    assert pool("engagement-rate-views", rows).reason == "missing:views"
    assert pool("engagement-rate-views", complete_rows("engagement-rate-views", rows)).value == D(10)
    assert pool("engagement-rate-views", []).reason == "missing:rows"
    assert pool("reach", [{"reach": D(1)}, {"reach": D(2)}]).value == D(3)


def test_unlike_denominators_are_refused() -> None:
    clicks = compute("conversion-rate", {"conversions": D(1), "clicks": D(10)})
    sessions = compute("conversion-rate", {"conversions": D(2), "sessions": D(10)})
    with pytest.raises(UnlikeDenominators) as caught:
        difference(sessions, clicks)
    assert caught.value.kinds == ("conversion-rate / clicks", "conversion-rate / sessions")
    with pytest.raises(UnlikeDenominators):
        pool("conversion-rate", [{"conversions": D(1), "clicks": D(1)}, {"conversions": D(1), "sessions": D(1)}])
    ensure_comparable([clicks, clicks])
    assert difference(clicks, clicks) == 0
    assert difference(clicks, Kpi("conversion-rate", None, None, None, "clicks", "percent", "zero:clicks")) is None


def test_an_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        compute("engagement", {})


def test_kpis_are_shown_with_their_unit() -> None:
    assert format_kpi(compute("ctr", {"clicks": D(540), "impressions": D(45000)}), "fr") == "1,20\u00a0%"
    assert format_kpi(compute("cpc", {"spend": D(90), "clicks": D(540)}), "en", "EUR") == "€0.17"
    assert format_kpi(compute("reach", {"reach": D(12500)}), "en") == "12,500"
