"""Points of every kind of question, to the fraction; what no form sends is refused."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.domain.grading import Grade, Unreadable, fold, grade, shuffled
from tests.unit.learning.payloads import (
    EVERY,
    LONG,
    MATCH,
    MULTIPLE,
    NUMERIC,
    ORDER,
    READ,
    RIGHT,
    SHORT,
    SINGLE,
    TRUEFALSE,
    Payload,
    option,
    question,
)


def judged(payload: Payload, response: Any, locale: str = "fr") -> Grade:
    return grade(payload, response, locale=locale)


@pytest.mark.parametrize("payload", EVERY, ids=lambda p: p["kind"])
def test_all_right_is_one_and_nothing_is_zero(payload: Payload) -> None:
    assert judged(payload, RIGHT[payload["kind"]]).points == 1
    assert judged(payload, RIGHT[payload["kind"]]).right
    for nothing in (None, "", [], {}):
        assert judged(payload, nothing).points == 0


def test_single_says_why_for_every_option() -> None:
    result = judged(SINGLE, "b")
    assert result.points == 0
    assert [(line.id, line.taken, line.right, line.feedback) for line in result.lines] == [
        ("a", False, True, "SECRET a"),
        ("b", True, False, "SECRET b"),
        ("c", False, False, "SECRET c"),
    ]


@pytest.mark.parametrize(
    ("taken", "points"),
    [
        (["a"], "0.5"),
        (["a", "b", "c"], "0.5"),
        (["a", "c"], "0"),
        (["c", "d"], "0"),
        (["a", "b", "c", "d"], "0"),
        (["c"], "0"),
    ],
)
def test_multiple_is_right_minus_wrong_and_never_below_zero(taken: list[str], points: str) -> None:
    assert judged(MULTIPLE, taken).points == Decimal(points)


def test_multiple_over_three_is_an_exact_fraction() -> None:
    payload = question("multiple", options=[option("a", True), option("b", True), option("c", True), option("d")])
    assert judged(payload, ["a"]).points == Decimal(1) / Decimal(3)


@pytest.mark.parametrize("text", ["4,5", "4.5", " 4,50 ", "4,55", "4,45", "4,5 %", "+4,5"])
def test_numeric_reads_decimals_of_both_languages(text: str) -> None:
    assert judged(NUMERIC, text, "fr").points == 1
    assert judged(NUMERIC, text, "en").points == 1


@pytest.mark.parametrize(("text", "feedback"), [("4,56", "SECRET faux"), ("0,045", "SECRET fois cent")])
def test_numeric_names_the_mistake(text: str, feedback: str) -> None:
    result = judged(NUMERIC, text)
    assert (result.points, result.feedback) == (0, feedback)


@pytest.mark.parametrize(
    ("text", "locale", "points"),
    [
        ("1 200", "fr", 1),
        ("1\u202f200", "fr", 1),
        ("1,200", "en", 1),
        ("1,200", "fr", 0),
        ("1.200", "fr", 1),
        ("1.200", "en", 0),
        ("1,200.00", "fr", 1),
        ("1.200,00", "en", 1),
    ],
)
def test_numeric_thousands_follow_the_language(text: str, locale: str, points: int) -> None:
    assert judged(question("numeric", answer="1200", tolerance="0"), text, locale).points == points


@pytest.mark.parametrize(("answer", "tolerance"), [("", ""), ("4,5", "0"), ("4.5", "un peu"), ("NaN", "0"), ("x", "x")])
def test_a_number_that_an_editor_mistyped_breaks_nothing(answer: str, tolerance: str) -> None:
    payload = question("numeric", answer=answer, tolerance=tolerance, traps=[{"value": "", "feedback": "SECRET"}])
    assert judged(payload, "4,5").points == 0


@pytest.mark.parametrize("text", ["quatre", "1e3", "0x10", "NaN", "∞", "4_5", "--", "4,5,6.7", "9" * 200])
def test_numeric_that_cannot_be_read_is_not_wrong(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        judged(NUMERIC, text)
    assert refused.value.expected == "number"
    assert len(refused.value.detail["value"]) <= 40


@pytest.mark.parametrize(
    ("given", "points"),
    [(["i9", "i1", "i3", "i5"], "0.5"), (["i1", "i9", "i3", "i5"], "0"), (["i9", "i5", "i1", "i3"], "0.5")],
)
def test_order_counts_the_lines_at_their_place(given: list[str], points: str) -> None:
    assert judged(ORDER, given).points == Decimal(points)


@pytest.mark.parametrize(
    ("places", "points"), [({"p1": "t1"}, "0.5"), ({"p1": "t1", "p2": "t1"}, "0.5"), ({"p1": "t2", "p2": "t1"}, "0")]
)
def test_match_counts_the_pairs(places: dict[str, str], points: str) -> None:
    assert judged(MATCH, places).points == Decimal(points)


@pytest.mark.parametrize("text", ["l’ironie", "L IRONIE", "c'est de l'Ironie, non ?", "Second dégre"])
def test_short_ignores_accents_case_and_punctuation(text: str) -> None:
    assert judged(SHORT, text).points == 1


@pytest.mark.parametrize("text", ["ironie", "laironies", "seconde degrés", "l ironies"])
def test_short_wants_whole_words(text: str) -> None:
    assert judged(SHORT, text).points == 0


@pytest.mark.parametrize(
    ("payload", "response"),
    [
        (SINGLE, "z"),
        (SINGLE, ["a"]),
        (SINGLE, {"a": 1}),
        (MULTIPLE, "a"),
        (MULTIPLE, ["a", "a"]),
        (MULTIPLE, ["a", "z"]),
        (MULTIPLE, [["a"]]),
        (ORDER, ["i9", "i1"]),
        (ORDER, ["i9", "i9", "i1", "i5"]),
        (ORDER, {"i9": "1", "i1": "1"}),
        (MATCH, {"p1": "z"}),
        (MATCH, {"z": "t1"}),
        (MATCH, {"p1": ["t1"]}),
        (MATCH, ["p1"]),
        (TRUEFALSE, "yes"),
        (TRUEFALSE, ["true"]),
        (TRUEFALSE, True),
    ],
)
def test_what_no_form_sends_is_refused(payload: Payload, response: Any) -> None:
    with pytest.raises(Unreadable):
        judged(payload, response)


@pytest.mark.parametrize(
    ("response", "points", "feedback"),
    [("false", 1, "SECRET juste"), ("true", 0, "SECRET faux"), (None, 0, "SECRET faux")],
)
def test_true_or_false_says_why(response: Any, points: int, feedback: str) -> None:
    result = judged(TRUEFALSE, response)
    assert (result.points, result.lines, result.feedback) == (points, (), feedback)


@pytest.mark.parametrize(
    ("payload", "response", "points"),
    [
        (LONG, "Parce que la base manque.", None),
        (LONG, "", 0),
        (LONG, None, 0),
        (READ, "l’ironie", 1),
        (READ, "une moquerie", None),
        (READ, "", 0),
        (SHORT, "une moquerie", 0),
    ],
)
def test_what_a_person_reads_is_not_judged_by_the_machine(payload: Payload, response: Any, points: Any) -> None:
    result = judged(payload, response)
    assert (result.points, result.right) == (points, points == 1)


def test_fold() -> None:
    assert fold("  Élève,  ŒUVRE\u00a0! ") == "eleve œuvre"


RESPONSES: dict[str, st.SearchStrategy[Any]] = {
    "single": st.sampled_from([None, "a", "b", "c"]),
    "multiple": st.lists(st.sampled_from("abcd"), unique=True),
    "numeric": st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-99, max_value=99).map(str),
    "order": st.permutations(RIGHT["order"]),
    "match": st.dictionaries(st.sampled_from(["p1", "p2"]), st.sampled_from(["", "t1", "t2"])),
    "short": st.text(max_size=40),
    "truefalse": st.sampled_from([None, "true", "false"]),
}


@pytest.mark.parametrize("payload", EVERY, ids=lambda p: p["kind"])
@given(data=st.data())
def test_points_stay_between_zero_and_one(payload: Payload, data: st.DataObject) -> None:
    result = judged(payload, data.draw(RESPONSES[payload["kind"]]))
    assert result.points is not None
    assert 0 <= result.points <= 1


@given(st.permutations(MULTIPLE["options"]), st.lists(st.sampled_from("abcd"), unique=True))
def test_the_order_of_options_changes_nothing(options: list[Payload], taken: list[str]) -> None:
    assert judged(question("multiple", options=options), taken[::-1]).points == judged(MULTIPLE, taken).points


@given(st.lists(st.text(min_size=1), unique=True), st.integers(0, 2**31 - 1), st.randoms())
def test_shuffling_depends_on_the_seed_alone(ids: list[str], seed: int, chance: Any) -> None:
    other = list(ids)
    chance.shuffle(other)
    assert shuffled(ids, seed) == shuffled(other, seed)
    assert sorted(shuffled(ids, seed)) == sorted(ids)


def test_seeds_differ() -> None:
    assert len({tuple(shuffled(list("abcdefgh"), seed)) for seed in range(20)}) > 10
