from __future__ import annotations

import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.dialects import Report, canonical_metrics, dialects, read_results
from lib.dialects.messages import MESSAGES
from lib.dialects.specs import normal, split_currency

FILES = Path(__file__).parents[2] / "files" / "exports"
TODAY = dt.date(2026, 11, 22)
HEADER = "date,campaign,impressions,clicks,cost,conversions,revenue\n"
D = Decimal


def read(name: str) -> Report:
    return read_results((FILES / name).read_bytes(), name, today=TODAY)


def daily(text: str, **more: object) -> Report:
    return read_results((HEADER + text).encode(), "a.csv", today=TODAY, **more)  # type: ignore[arg-type]


def said(report: Report) -> list[tuple[str, int | None, str]]:
    return [(issue.code, issue.line, issue.column) for issue in report.errors]


def test_facebook_english() -> None:
    report = read("facebook-posts-en.csv")
    assert (report.status, report.dialect, report.exit_code) == ("ok", "facebook-posts", 0)
    assert report.period == (dt.date(2025, 8, 4), dt.date(2025, 8, 5))
    assert report.totals == {
        "views": D(1200),
        "reach": D(2000),
        "interactions": D(148),
        "reactions": D(115),
        "comments": D(22),
        "shares": D(11),
        "clicks": D(71),
        "link_clicks": D(33),
        "watch_time_s": D("4950.25"),
        "earnings": D("0.35"),
    }
    views = [(row.entity_id, row.paid, row.value) for row in report.metrics if row.metric == "views"]
    assert views == [
        ("122100000000001", "unknown", D(1200)),
        ("122100000000001", "organic", D(1000)),
        ("122100000000001", "paid", D(200)),
        ("122100000000002", "unknown", None),
        ("122100000000002", "organic", None),
        ("122100000000002", "paid", None),
    ]
    assert {row.label for row in report.metrics} == {"Un lundi, une idée", "A longer description | with a pipe"}
    assert {row.currency for row in report.metrics if row.metric == "earnings"} == {"USD"}
    assert [issue.code for issue in report.assumptions] == ["lifetime", "order_standard", "reach_sum"]


def test_facebook_french_is_month_first_too() -> None:
    report = read("facebook-posts-fr.csv")
    assert (report.status, report.rows_stored) == ("ok", 2)
    assert report.period == (dt.date(2025, 8, 4), dt.date(2025, 8, 20))
    assert report.totals["interactions"] == D(1200)
    assert report.totals["video_1min"] == D(310)
    assert report.warnings[-1].message("fr") == "Cellules vides\u00a0: 1. Ces valeurs sont inconnues, et non nulles."


def test_facebook_day_first_is_inferred() -> None:
    data = (FILES / "facebook-posts-en.csv").read_text("utf-8-sig").replace("08/04/2025", "24/08/2025").encode()
    report = read_results(data, "a.csv", today=TODAY)
    assert report.period == (dt.date(2025, 5, 8), dt.date(2025, 8, 24))


def test_facebook_ids_damaged_by_a_spreadsheet_fall_back_on_the_link() -> None:
    data = (FILES / "facebook-posts-en.csv").read_bytes().replace(b"\n122100000000001,", b"\n1.22E+14,")
    report = read_results(data, "a.csv", today=TODAY)
    assert report.metrics[0].entity_id == "https://www.facebook.com/122100000000001"
    assert ("damaged_id_link", 2) in [(issue.code, issue.line) for issue in report.warnings]
    report = read_results(
        data.replace(b"https://www.facebook.com/122100000000001", b"javascript:1"), "a.csv", today=TODAY
    )
    assert said(report) == [("damaged_id", 2, "Post ID")]


def test_generic_daily_french_and_english() -> None:
    french, english = read("generic-daily-fr.csv"), read("generic-daily-en.csv")
    assert french.as_dict("fr")["totals"] == {
        "impressions": "14500",
        "clicks": "281",
        "spend": "55.75",
        "conversions": "11",
        "revenue": "1554.56",
    }
    assert [row.currency for row in french.metrics[:5]] == ["", "", "EUR", "", "XXX"]
    assert english.totals == {
        "revenue": D("354.10"),
        "clicks": D(272),
        "spend": D("52.75"),
        "impressions": D(13600),
        "conversions": D(11),
    }
    assert (french.status, english.status) == ("ok", "ok")
    assert (french.rows_read, french.rows_stored, french.rows_refused) == (3, 3, 0)
    assert french.metrics[13].value is None
    assert {(row.entity_kind, row.entity_id, row.paid) for row in english.metrics} == {
        ("campaign", "Back to school", "unknown")
    }


def test_the_printed_object_has_exactly_these_keys() -> None:
    printed = json.loads(read("generic-daily-en.csv").as_json())
    assert list(printed) == [
        "status",
        "dialect",
        "rows_read",
        "rows_stored",
        "rows_refused",
        "period",
        "totals",
        "assumptions",
        "warnings",
        "errors",
    ]
    assert printed["period"] == ["2026-09-01", "2026-09-02"]
    assert any("XXX" in line for line in printed["assumptions"])


@pytest.mark.parametrize("name", ["generic-daily-cp1252.csv", "generic-daily-utf16.csv"])
def test_encodings(name: str) -> None:
    assert read(name).status == "ok"


def test_workbook_of_daily_results() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Jour", "Campagne", "Impressions", "Clics", "Dépenses", "Conversions", "Revenu", "Devise"])
    book.active.append([dt.date(2026, 9, 1), "A", 1000, 5, 1.234, 0, 0, "CAD"])
    out = io.BytesIO()
    book.save(out)
    report = read_results(out.getvalue(), "a.xlsx", today=TODAY)
    assert report.totals == {
        "impressions": D(1000),
        "clicks": D(5),
        "spend": D("1.234"),
        "conversions": D(0),
        "revenue": D(0),
    }
    assert report.metrics[2].currency == "CAD"


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("missing-column", [("missing_column", 1, "Cost")]),
        ("duplicate-column", [("duplicate_column", 1, "spend")]),
        ("future-date", [("future_date", 3, "date")]),
        ("impossible-date", [("impossible_date", 2, "date")]),
        ("nan", [("not_a_number", 2, "impressions"), ("not_a_number", 3, "clicks")]),
        (
            "exponent",
            [
                ("not_a_number", 2, "impressions"),
                ("not_a_number", 2, "clicks"),
                ("not_a_number", 2, "cost"),
                ("negative", 2, "conversions"),
                ("fraction", 3, "impressions"),
                ("too_large", 3, "conversions"),
            ],
        ),
        ("mixed-currencies", [("mixed_currencies", 3, "cost")]),
        ("short-row", [("row_length", 2, "")]),
        ("open-quote", [("bad_quotes", 2, "")]),
    ],
)
def test_bad_files_are_refused_by_line_and_column(name: str, errors: list[tuple[str, int | None, str]]) -> None:
    report = read(f"{name}.csv")
    assert (report.status, report.exit_code, report.rows_stored, report.metrics, report.totals) == (
        "refused",
        4,
        0,
        (),
        {},
    )
    assert said(report) == errors
    assert report.rows_refused == report.rows_read
    assert report.as_json("fr") != report.as_json("en")


def test_total_rows_check_the_sum() -> None:
    report = read("total-mismatch.csv")
    assert (report.status, report.rows_read) == ("ok", 1)
    assert [(issue.code, issue.line, issue.column) for issue in report.warnings] == [
        ("total_mismatch", 3, "impressions")
    ]


def test_labels_that_look_like_totals_are_kept_when_dated() -> None:
    report = read_results(
        b"campaign,date,impressions,clicks,cost,conversions,revenue\nTotal: brand,2026-09-01,1,1,1,0,0\n",
        "a",
        today=TODAY,
    )
    assert (report.rows_stored, report.totals["impressions"]) == (1, D(1))


def test_hashtags_are_no_comments() -> None:
    text = "campaign,date,impressions,clicks,cost,conversions,revenue\n#rentree,2026-09-01,1,1,1,0,0\n"
    assert read_results(text.encode(), "a", today=TODAY).metrics[0].entity_id == "#rentree"


def test_long_lists_are_cut_short() -> None:
    report = daily("".join(f"2026-09-01,C{number},x,1,1,0,0\n" for number in range(60)))
    errors = report.as_dict("en")["errors"]
    assert isinstance(errors, list)
    assert (len(report.errors), len(errors)) == (60, 51)
    assert errors[-1] == {"line": None, "column": None, "message": "More errors: 10."}


def test_preamble_and_comments_are_skipped() -> None:
    report = read_results(("Report\n# note, a, b\n\n" + HEADER + "2026-09-01,A,x,1,1,0,0\n").encode(), "a", today=TODAY)
    assert said(report) == [("not_a_number", 5, "impressions")]


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"hello", b"a,b\n1,2\n", b"\x89PNG\r\n\x1a\n", HEADER.encode()])
def test_what_is_no_result_file_is_refused(data: bytes) -> None:
    report = read_results(data, "a", today=TODAY)
    assert (report.status, report.rows_stored) == ("refused", 0)
    assert report.errors


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (HEADER + text).encode("utf-8", "replace")))
def test_no_file_raises(data: bytes) -> None:
    report = read_results(data, "a", today=TODAY)
    assert report.status in ("ok", "needs_confirmation", "refused")
    assert json.loads(report.as_json("fr"))["status"] == report.status
    assert report.status == "ok" or report.metrics == ()


@given(
    st.lists(
        st.tuples(st.integers(0, 10**6), st.integers(0, 10**8).map(lambda cents: D(cents) / 100)),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from([",", "."]),
)
def test_totals_are_exact_in_both_notations(days: list[tuple[int, Decimal]], mark: str) -> None:
    lines = ["Date;Campaign;Impressions;Clicks;Cost;Conversions;Revenue"]
    for number, (count, cost) in enumerate(days, start=1):
        day = dt.date(2026, 1, 1) + dt.timedelta(number)
        lines.append(f"{day};A;{count};1;{f'{cost:.2f}'.replace('.', mark)};0;0")
    report = read_results("\n".join(lines).encode(), "a.csv", today=TODAY)
    assert report.status == "ok"
    assert (report.totals["impressions"], report.totals["spend"]) == (sum(n for n, _ in days), sum(c for _, c in days))


def test_dialects_are_consistent_and_messages_bilingual() -> None:
    for item in dialects():
        keys = [column.key for column in item.columns]
        aliases = [normal(alias) for column in item.columns for alias in column.aliases]
        assert len(set(keys)) == len(keys)
        assert len(set(aliases)) == len(aliases)
        assert set(item.detect) | {item.entity_key, item.date_key} <= set(keys)
        assert item.name("fr") != item.name("en")
    assert "spend" in canonical_metrics()
    assert all(french != english for french, english in MESSAGES.values())
    assert split_currency("Coût (€)") == ("cout", "EUR")
    assert split_currency("cost_usd") == ("cost", "USD")
    assert split_currency("Views per day") == ("views per day", "")


def test_the_order_of_a_date_is_written_as_the_reader_writes_days():
    (told,) = [issue for issue in read("facebook-posts-en.csv").assumptions if issue.code == "order_standard"]
    assert "dates lues MM/JJ," in told.message("fr")
    assert "dates read as MM/DD," in told.message("en")
