from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from lib.dialects import Report, read_results

FILES = Path(__file__).parents[2] / "files" / "exports"
TODAY = dt.date(2026, 11, 22)
D = Decimal


def read(name: str, **answers: str) -> Report:
    return read_results((FILES / name).read_bytes(), name, answers=answers, today=TODAY)


def asked(report: Report) -> list[tuple[str, int | None, tuple[str, ...]]]:
    assert (report.status, report.exit_code) == ("needs_confirmation", 3)
    assert (report.rows_stored, report.metrics, report.totals, report.errors) == (0, (), {}, ())
    return [(question.id, question.issue.line, question.choices) for question in report.questions]


def test_ambiguous_dates_are_asked_about() -> None:
    report = read("ambiguous-dates.csv")
    assert asked(report) == [("date_order", 2, ("DMY", "MDY"))]
    assert report.period is None
    assert report.as_dict("en")["warnings"] == [
        {"line": 2, "column": "date", "message": "“03/04/2026” reads in two ways: day/month or month/day?"}
    ]
    assert read("ambiguous-dates.csv", date_order="DMY").period == (dt.date(2026, 4, 3), dt.date(2026, 6, 5))
    assert read("ambiguous-dates.csv", date_order="MDY").period == (dt.date(2026, 3, 4), dt.date(2026, 5, 6))


def test_ambiguous_decimals_are_asked_about() -> None:
    assert asked(read("ambiguous-cost.csv")) == [("decimal_mark.spend", 2, (".", ","))]
    answer = {"decimal_mark.spend": ","}
    assert read("ambiguous-cost.csv", **answer).totals["spend"] == D("3.734")
    answer = {"decimal_mark.spend": "."}
    assert read("ambiguous-cost.csv", **answer).totals["spend"] == D(3734)


@pytest.mark.parametrize(
    ("rule", "spend", "stored", "refused"), [("sum", "4.0", 2, 0), ("first", "1.5", 1, 1), ("last", "2.5", 1, 1)]
)
def test_duplicate_days_are_asked_about(rule: str, spend: str, stored: int, refused: int) -> None:
    assert asked(read("duplicate-days.csv")) == [("duplicates", 3, ("sum", "first", "last"))]
    report = read("duplicate-days.csv", duplicates=rule)
    assert (report.totals["spend"], report.rows_stored, report.rows_refused) == (D(spend), stored, refused)
    assert [(issue.code, issue.line) for issue in report.warnings] == [(f"duplicates_{rule}", 3)]


def test_duplicate_posts_are_never_added_up() -> None:
    data = (FILES / "facebook-posts-en.csv").read_bytes().replace(b"\n122100000000002,", b"\n122100000000001,")
    assert asked(read_results(data, "a", today=TODAY)) == [("duplicates", 3, ("first", "last"))]
    assert said_code(read_results(data, "a", answers={"duplicates": "sum"}, today=TODAY)) == "bad_answer"
    assert read_results(data, "a", answers={"duplicates": "last"}, today=TODAY).totals["reach"] == D(1100)


def said_code(report: Report) -> str:
    assert report.status == "refused"
    return report.errors[0].code


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("ambiguous-dates.csv", {"date_order": "YMD"}),
        ("ambiguous-cost.csv", {"decimal_mark.spend": ";"}),
        ("duplicate-days.csv", {"duplicates": "mean"}),
        ("generic-daily-en.csv", {"currency": "euros"}),
    ],
)
def test_other_answers_are_refused(name: str, answers: dict[str, str]) -> None:
    assert said_code(read(name, **answers)) == "bad_answer"


def test_a_named_currency_replaces_xxx() -> None:
    report = read("generic-daily-en.csv", currency="CHF")
    assert {row.currency for row in report.metrics if row.metric in ("spend", "revenue")} == {"CHF"}
    assert "no_currency" not in [issue.code for issue in report.assumptions]


def test_a_mapping_reads_any_table() -> None:
    data = "Semaine du;Aimé;Budget\n07/09/2026;12;1,50\n14/09/2026;13;2,25\n".encode()
    unknown = read_results(data, "a.csv", today=TODAY)
    assert (said_code(unknown), unknown.headers, unknown.questions[0].id) == (
        "unknown_columns",
        ("Semaine du", "Aimé", "Budget"),
        "mapping",
    )
    mapping = {"Semaine du": "date", "Aimé": "interactions", "Budget": "spend"}
    report = read_results(data, "a.csv", mapping=mapping, answers={"currency": "EUR"}, today=TODAY)
    assert (report.status, report.dialect) == ("ok", "mapped")
    assert report.totals == {"interactions": D(25), "spend": D("3.75")}
    assert {row.entity_kind for row in report.metrics} == {"account"}


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"Date": "date", "X": "reach"}, "bad_mapping"),
        ({"Date": "date", "N": "likes!"}, "bad_mapping"),
        ({"N": "reach"}, "missing_column"),
        ({"Date": "date", "N": "ignore"}, "unknown_columns"),
        ({"Date": "date", "N": "reach", "M": "reach"}, "duplicate_column"),
    ],
)
def test_bad_mappings_are_refused(mapping: dict[str, str], code: str) -> None:
    data = b"Date,N,M\n2026-09-01,1,2\n"
    assert said_code(read_results(data, "a", mapping=mapping, today=TODAY)) == code
