"""The archive of personal data holds the portfolio, its texts and the files sent."""

import re

import pytest

from accounts import personal_data
from portfolio.registrations import archived

pytestmark = pytest.mark.django_db


def test_everything_can_be_taken_along(ada, shown):
    rows = personal_data.holdings["portfolio"].rows(ada)
    assert {row["kind"] for row in rows} == {
        *("portfolio", "portfolio_texts", "campaigns", "campaign_texts"),
        *("result_files", "metrics", "declared_figures"),
    }
    ((name, content),) = personal_data.holdings["portfolio"].files(ada)
    assert (name, content[:7]) == (next(row["path"] for row in rows if row["kind"] == "result_files"), b"revenue")
    assert re.fullmatch(rf"exports/{shown.slug}/[0-9a-f-]{{32,36}}-d\.csv", name)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../Été 2026.csv", "exports/c/a1-Été_2026.csv"),
        ("C:\\tmp\\x.csv", "exports/c/a1-C_tmp_x.csv"),
        (f"{'a' * 250}.csv", f"exports/c/a1-{'a' * 116}.csv"),
        ("..", "pending/a1.dat"),
        ("", "pending/a1.dat"),
    ],
)
def test_exports_keep_their_name_in_the_archive(sent, kept):
    assert archived("pending/a1.dat", sent, "c") == kept
