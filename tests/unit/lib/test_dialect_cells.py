from __future__ import annotations

import datetime as dt
from decimal import Decimal as D

import pytest

from lib.dialects import Report, read_results

TODAY = dt.date(2026, 11, 22)
HEADER = "date,campaign,impressions,clicks,cost,conversions,revenue\n"


def daily(text: str, **more: object) -> Report:
    return read_results((HEADER + text).encode(), "a.csv", today=TODAY, **more)  # type: ignore[arg-type]


def said(report: Report) -> list[tuple[str, int | None, str]]:
    return [(issue.code, issue.line, issue.column) for issue in report.errors]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("2026-09-01,A,10,1,12%,0,0", "not_a_number", "cost"),
        ("2026-09-01,A,10%,1,1,0,0", "unit_in_count", "impressions"),
        ("2026-09-01,A,€10,1,1,0,0", "unit_in_count", "impressions"),
        ("2026-09-01,A,12.0,1,1,0,0", "fraction", "impressions"),
        ("2026-09-01,A,10,1,-1,0,0", "negative", "cost"),
        ("2026-09-01,,10,1,1,0,0", "missing_value", "campaign"),
        (",A,10,1,1,0,0", "missing_value", "date"),
        ("yesterday,A,10,1,1,0,0", "not_a_date", "date"),
        ("01/02/26,A,10,1,1,0,0", "not_a_date", "date"),
        ("1970-01-01,A,10,1,1,0,0", "impossible_date", "date"),
        ("2026-11-23,A,10,1,1,0,0", "future_date", "date"),
        ("2026-09-01 25:00,A,10,1,1,0,0", "impossible_date", "date"),
        ("2026-09-01,A,=1+1,1,1,0,0", "not_a_number", "impressions"),
    ],
)
def test_bad_cells(row: str, code: str, column: str) -> None:
    assert said(daily(row + "\n")) == [(code, 2, column)]


def test_counts_follow_the_marks_the_file_proves() -> None:
    assert daily('2026-09-01,A,"1,234",1,1.5,0,0\n').totals["impressions"] == D(1234)
    assert said(daily('2026-09-01,A,"1,234",1,"1,5",0,0\n')) == [("fraction", 2, "impressions")]
    assert daily('2026-09-01,A,"1,234",1,2,0,0\n').totals["impressions"] == D(1234)
    assert said(daily('2026-09-01,A,1,1,"1,5",0,0\n2026-09-02,A,1,1,1.5,0,0\n')) == [("conflicting_marks", 3, "cost")]


@pytest.mark.parametrize(
    "text",
    [
        "31 janv. 2026",
        "1er août 2026",
        "Aug 1, 2026",
        "2026/08/01",
        "20260801",
        "2026-08-01T10:00:00Z",
        "01.08.2026 09:30",
    ],
)
def test_dates_in_many_forms(text: str) -> None:
    report = daily(f'"{text}",A,1,1,1,0,0\n', answers={"date_order": "DMY"})
    assert report.period is not None
    assert report.period[0] in (dt.date(2026, 8, 1), dt.date(2026, 1, 31))
