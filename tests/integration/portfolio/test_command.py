import io
import json
from contextlib import redirect_stderr

import pytest
from django.core.management import call_command

from .conftest import EXPORTS


@pytest.mark.parametrize(
    ("name", "code", "status"),
    [
        ("generic-daily-en.csv", 0, "ok"),
        ("ambiguous-cost.csv", 3, "needs_confirmation"),
        ("future-date.csv", 4, "refused"),
    ],
)
def test_one_object_on_standard_output_and_an_exit_code(name, code, status):
    out, exit_code = io.StringIO(), 0
    with redirect_stderr(io.StringIO()):
        try:
            call_command("import_results", str(EXPORTS / name), "--preview", "--format", "json", stdout=out)
        except SystemExit as stop:
            exit_code = stop.code
    answer = json.loads(out.getvalue())
    assert (exit_code, answer["status"]) == (code, status)
    assert set(answer) == {
        *("status", "dialect", "rows_read", "rows_stored", "rows_refused", "period"),
        *("totals", "assumptions", "warnings", "errors"),
    }


def test_exact_totals():
    out = io.StringIO()
    call_command("import_results", str(EXPORTS / "generic-daily-en.csv"), "--preview", stdout=out)
    assert json.loads(out.getvalue())["totals"] == {
        "impressions": "13600",
        "clicks": "272",
        "spend": "52.75",
        "conversions": "11",
        "revenue": "354.10",
    }
