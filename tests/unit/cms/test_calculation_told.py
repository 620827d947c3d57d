"""What an editor reads when a formula gives another number than the answer: two numbers that differ, in their language."""

import pytest
from django.utils import translation

from cms.kpi_field import calculation_flaws


def told(language: str, inputs: dict[str, str], answer: str, code: str = "frequency") -> list[str]:
    with translation.override(language):
        return list(calculation_flaws({"code": code, "inputs": inputs}, answer, ""))


@pytest.mark.parametrize(
    ("impressions", "reach", "answer", "words"),
    [
        ("100", "3", "33.333333", "La réponse est 33,333333, la formule donne 33,3333333333."),
        ("7", "2", "3", "La réponse est 3, la formule donne 3,5."),
        ("1", "3000000", "0.0000004", "La réponse est 0,0000004, la formule donne 0,0000003333."),
        ("1", "3000000", "0", "La réponse est 0, la formule donne 0,0000003333."),
        ("1200000", "1", "1", "La réponse est 1, la formule donne 1\u202f200\u202f000."),
    ],
)
def test_two_numbers_that_differ(impressions: str, reach: str, answer: str, words: str) -> None:
    assert told("fr", {"impressions": impressions, "reach": reach}, answer) == [words]


def test_more_digits_than_a_decimal_usually_has() -> None:
    (said,) = told("en", {"impressions": "9" * 15, "reach": "0.0000000001"}, "3")
    assert said == "The answer is 3, the formula gives 9,999,999,999,999,990,000,000,000."


def test_the_right_answer_is_not_told_of() -> None:
    assert told("en", {"impressions": "7", "reach": "2"}, "3.5") == []
