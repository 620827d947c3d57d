from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.numbers import (
    MarkDecision,
    NumberError,
    currency_of,
    decide_mark,
    format_money,
    format_number,
    format_percent,
    has_percent,
    is_missing,
    mark_of,
    parse_answer,
    parse_decimal,
)

AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("4,5", "fr", "4.5"),
        ("4.5", "fr", "4.5"),
        ("4,5", "en", "4.5"),
        ("4.5", "en", "4.5"),
        ("1 200", "fr", "1200"),
        ("1\u00a0200,50", "en", "1200.50"),
        ("1\u202f200", "en", "1200"),
        ("1,200", "en", "1200"),
        ("1,200", "fr", "1.200"),
        ("1.200", "fr", "1200"),
        ("1.200", "en", "1.200"),
        ("1,234.56", "fr", "1234.56"),
        ("1.234,56", "en", "1234.56"),
        ("0,123", "en", "0.123"),
        ("4,5 %", "fr", "4.5"),
        ("12,50 €", "fr", "12.50"),
        ("$12.50", "en", "12.50"),
        ("\u22123", "fr", "-3"),
        ("(3)", "en", "-3"),
        (".5", "en", "0.5"),
        ("1'234", "fr", "1234"),
    ],
)
def test_answers_are_read_in_both_languages(text: str, locale: str, value: str) -> None:
    assert parse_answer(text, locale) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("--", "empty"),
        ("abc", "not_a_number"),
        ("1e5", "not_a_number"),
        ("0x10", "not_a_number"),
        ("1_000", "not_a_number"),
        ("NaN", "not_a_number"),
        ("inf", "not_a_number"),
        ("1,23,456", "not_a_number"),
        ("12 34", "not_a_number"),
        ("1 234 567.8.9", "not_a_number"),
        ("(-3)", "not_a_number"),
        ("5 kg", "not_a_number"),
        ("5 ABC", "not_a_number"),
        ("٣", "not_a_number"),
        ("4 € %", "not_a_number"),
        ("1" * 65, "too_long"),
    ],
)
def test_what_is_no_number_raises(text: str, code: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_answer(text, "fr")
    assert caught.value.code == code
    assert caught.value.message("fr") != caught.value.message("en")


def test_a_column_decides_its_mark() -> None:
    assert decide_mark(["1,234", "12,5"]) == MarkDecision(",", False, "12,5")
    assert decide_mark(["1,234", "1,234.56"]) == MarkDecision(".", False, "1,234.56")
    assert decide_mark(["1,234,567"]) == MarkDecision(".", False, "1,234,567")
    assert decide_mark(["1,234", "5", "-", "?"]) == MarkDecision(None, True, "1,234", ",")
    assert decide_mark(["12", "", "7"]) == MarkDecision(None, False)
    with pytest.raises(NumberError) as caught:
        decide_mark(["1,5", "1.5"])
    assert caught.value.code == "conflicting_marks"


@pytest.mark.parametrize("text", ["", " ", "-", "--", "—", "–", "N/A", "undefined", "\u00a0"])
def test_missing_is_none_and_never_zero(text: str) -> None:
    assert is_missing(text)
    assert parse_decimal(text, decimal_mark=".") is None


def test_currencies_and_percent_signs_are_seen() -> None:
    assert [currency_of(text) for text in ("€5", "5 USD", "CHF 5", "$5", "US$ 5", "5", "x")] == [
        "EUR",
        "USD",
        "CHF",
        "XXX",
        "USD",
        None,
        None,
    ]
    assert [has_percent(text) for text in ("5%", "5 %", "5", "%")] == [True, True, False, False]


def test_numbers_are_shown_as_readers_expect() -> None:
    assert format_number(Decimal("1234567.5"), "fr", 2) == "1\u202f234\u202f567,50"
    assert format_number(Decimal("1234567.5"), "en", 2) == "1,234,567.50"
    assert format_number(Decimal("-0.125"), "en", 2) == "\u22120.13"
    assert format_number(Decimal("-0.001"), "en", 2) == "0.00"
    assert format_number(Decimal("1E+3"), "en") == "1,000"
    assert format_number(None, "fr") == "—"
    assert format_percent(Decimal("4.5"), "fr") == "4,5\u00a0%"
    assert format_percent(Decimal("4.5"), "en", 2) == "4.50%"
    assert format_percent(None, "en") == "—"
    with pytest.raises(ValueError, match="finite"):
        format_number(Decimal("NaN"), "fr")


@given(AMOUNTS, st.sampled_from(["fr", "en"]))
def test_reading_what_was_shown_gives_the_same_number(value: Decimal, locale: str) -> None:
    assert parse_decimal(format_number(value, locale, 2), decimal_mark=mark_of(locale)) == value
    assert parse_answer(format_number(value, locale), locale) == value


@given(st.text(max_size=70), st.sampled_from(["fr", "en"]))
def test_any_text_is_a_finite_number_or_a_typed_error(text: str, locale: str) -> None:
    with suppress(NumberError):
        assert parse_answer(text, locale).is_finite()


@pytest.mark.parametrize(
    ("value", "currency", "french", "english"),
    [
        (Decimal(120), "EUR", "120\u00a0€", "€120"),
        (Decimal("-1234.5"), "EUR", "−1\u202f234,5\u00a0€", "−€1,234.5"),
        (Decimal(7), "USD", "7\u00a0$\u00a0US", "US$7"),
        (Decimal(7), "CHF", "7\u00a0CHF", "7\u00a0CHF"),
        (Decimal(7), "XXX", "7", "7"),
        (Decimal(7), "", "7", "7"),
        (None, "EUR", "—", "—"),
    ],
)
def test_amounts_are_shown_with_their_currency(value: Decimal | None, currency: str, french: str, english: str) -> None:
    assert (format_money(value, currency, "fr"), format_money(value, currency, "en")) == (french, english)
