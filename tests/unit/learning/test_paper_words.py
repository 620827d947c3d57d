"""Days and decimals of a paper in the language of whoever reads it; everything else as it was typed."""

import pytest
from django.utils.translation import override

from learning.domain.paper_words import in_words
from learning.domain.papers import Part

FIELDS = [
    ("date", "2026-06-01", "1er juin 2026", "1 June 2026"),
    ("date", "2026-06-12", "12 juin 2026", "12 June 2026"),
    ("date", "2026-02-30", "2026-02-30", "2026-02-30"),
    ("date", "bientôt", "bientôt", "bientôt"),
    ("date", "", "", ""),
    ("", "2026-06-01", "1er juin 2026", "1 June 2026"),  # frozen before parts said what they are
    ("", "Le 2026-06-01 au plus tard", "Le 2026-06-01 au plus tard", "Le 2026-06-01 au plus tard"),
    ("number", "8.5", "8,5", "8.5"),
    ("number", "8,50", "8,50", "8.50"),
    ("number", "-0.5", "-0,5", "-0.5"),
    ("number", "4.5%", "4,5\u00a0%", "4.5%"),
    ("number", "1200", "1200", "1200"),
    ("number", "1,200", "1,200", "1,200"),  # 1200 or 1.2: nobody knows
    ("number", "1.2.3", "1.2.3", "1.2.3"),
    ("number", "huit", "huit", "huit"),
    ("", "8.5", "8.5", "8.5"),
]


@pytest.mark.parametrize(("kind", "typed", "french", "english"), FIELDS)
def test_fields(kind: str, typed: str, french: str, english: str) -> None:
    part = Part("Champ", typed, kind=kind)
    for language, expected in (("fr", french), ("en", english)):
        with override(language):
            assert in_words(part) == Part("Champ", expected, kind=kind)


def test_tables_column_by_column() -> None:
    rows = (
        ("v1.10", "8.5", "2026-06-01", "1,200", "9.30", "12"),
        ("2", "", "bientôt", "3", "fermé", "4"),
        ("", "12", "", "", "", ""),
    )
    head = ("Version", "Taux", "Jour", "Portée", "Heure", "Nombre")
    with override("fr"):
        assert in_words(Part("T", head=head, rows=rows)).rows == (
            ("v1.10", "8,5", "1er juin 2026", "1,200", "9.30", "12"),
            ("2", "", "bientôt", "3", "fermé", "4"),
            ("", "12", "", "", "", ""),
        )


def test_a_table_without_rows_or_with_short_ones() -> None:
    assert in_words(Part("T", head=("A", "B"))) == Part("T", head=("A", "B"))
    assert in_words(Part("T", head=("A", "B"), rows=(("x",),))).rows == (("x", ""),)
