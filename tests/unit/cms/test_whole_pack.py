"""The shipped career pack is whole, and its worked KPI exercises come out as specified."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from cms.packs import check, read_pack
from cms.packs.arithmetic import equations, numbers
from cms.packs.completeness import coverage_table, information
from cms.packs.objects import Entry, Pack
from cms.packs.shown import block_texts
from lib.kpi import compute

PACK = Path(__file__).parents[3] / "fixtures" / "packs" / "social-media-manager"

# Exercise → the lessons that carry it, KPI → inputs → result, and the other results that are worked out in words.
# Calculations of the texts are recomputed by the check itself.
EXERCISES = [
    (1, ("engagement-croissance",), [("engagement-rate-followers", {"interactions": 640, "followers": 16_000}, "4")], []),
    (2, ("engagement-croissance",), [("follower-growth", {"followers_start": 12_500, "followers_end": 13_375}, "7")], []),
    (3, ("clics-conversions",), [("ctr", {"clicks": 540, "impressions": 45_000}, "1.2")], ["1.5"]),
    (4, ("clics-conversions",), [("conversion-rate", {"conversions": 54, "sessions": 1_800}, "3")], []),
    (5, ("portee-impressions",), [("frequency", {"impressions": 90_000, "reach": 36_000}, "2.5")], []),
    (6, ("sentiment-ecoute",), [("net-sentiment", {"positive": 220, "neutral": 130, "negative": 50}, "42.5")], []),
    (7, ("prouver-roi",), [("roi", {"revenue": 18_400, "cost": 8_000}, "130")], []),
    (8, ("cv-qui-prouve",), [], ["50", "1.2"]),
    (9, ("prouver-roi", "entonnoir-publicite"), [("cpl", {"spend": 900, "leads": 180}, "5"), ("cpa", {"spend": 900, "conversions": 18}, "50"), ("roi", {"revenue": 1_260, "cost": 900}, "40")], ["3000", "180", "18", "1260"]),
    (10, ("tester-rendre-compte", "analyser-et-decider"), [("engagement-rate-followers", {"interactions": 600, "followers": 20_000}, "3"), ("engagement-rate-followers", {"interactions": 250, "followers": 20_000}, "1.25")], ["600", "250", "2.4"]),
    (11, ("prouver-roi", "entonnoir-publicite"), [("cpm", {"spend": 1_200, "impressions": 150_000}, "8"), ("cpc", {"spend": 1_200, "clicks": 2_400}, "0.5"), ("cpa", {"spend": 1_200, "conversions": 96}, "12.5"), ("conversion-rate", {"conversions": 96, "clicks": 2_400}, "4")], []),
    (12, ("esprit-de-service", "animer-communaute"), [], ["85", "25", "38"]),
    (13, ("concours-influence",), [("engagement-rate-followers", {"interactions": 560, "followers": 8_000}, "7"), ("engagement-rate-followers", {"interactions": 6_000, "followers": 400_000}, "1.5")], ["0.25", "0.75"]),
    (14, ("huit-metiers", "negocier-salaire"), [], ["55060", "2.23", "27.7", "7.04"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def pack() -> Pack:
    pack, faults = read_pack(PACK)
    assert faults == []
    return pack


def test_the_pack_is_whole(pack: Pack) -> None:
    assert [str(fault) for fault in check(pack, complete=True)] == []
    assert coverage_table(pack)[-1] == "all           325 / 325"
    assert "Numeric questions: 68, 13 recomputed by the KPI engine" in information(pack)[0]


def test_every_kpi_exercise_is_there_with_its_results(pack: Pack) -> None:
    worked = {language: _worked(pack, language) for language in ("fr", "en")}
    missing = []
    for number, lessons, formulas, stated in EXERCISES:
        results = [Decimal(result) for _, _, result in formulas] + [Decimal(result) for result in stated]
        for code, inputs, result in formulas:
            assert compute(code, {name: Decimal(value) for name, value in inputs.items()}).value == Decimal(result), (
                number
            )
        for language, found in worked.items():
            known = set().union(*(found[lesson] for lesson in lessons))
            missing += [(number, language, result) for result in results if result not in known]
    assert missing == []


def _worked(pack: Pack, language: str) -> dict[str, set[Decimal]]:
    """Lesson → the numbers of its texts, the answers of its questions and what their feedback works out."""
    found: dict[str, set[Decimal]] = defaultdict(set)
    for key, lesson in pack.lessons.items():
        for block in lesson.texts[language].blocks:
            for text in block_texts(block):
                found[key] |= numbers(text, language)
    for question in pack.questions.values():
        found[question.key.rpartition("-q")[0]] |= set(_answers(question, language))
    return found


def _answers(question: Entry, language: str) -> Iterator[Decimal]:
    if question.data["kind"] == "numeric":
        yield Decimal(question.data["answer"])
        yield from (equation.right for equation in equations(question.data[language]["right"], language))
