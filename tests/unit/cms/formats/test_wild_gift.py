"""GIFT as teachers and programs write it: read as Moodle reads it, or named with its place."""

from decimal import Decimal

import pytest

from cms.formats.exchange import Choice, MultipleChoice, NumberAnswer, Numerical, ShortAnswer, Text, nearest_weight
from cms.formats.gift import read_gift


def only(text: str):
    reading = read_gift(text)
    assert reading.errors == ()
    (question,) = reading.questions
    return question


def test_lines_lose_their_indent_and_escaped_line_ends_keep_it():
    asked = only(
        "::A::Une ligne,\n\t  puis une autre\\n  décalée \t\n  et la fin.{\n\t=oui\n\t  monsieur#un \n  mot\n\t~non\n}"
    )
    assert asked.stem.text == "Une ligne,\npuis une autre\n  décalée\net la fin."
    assert asked.body == MultipleChoice(
        True,
        (Choice(Text("oui\nmonsieur"), Decimal(100), Text("un\nmot")), Choice(Text("non"), Decimal(0))),
    )


def test_a_matching_answer_on_two_lines_loses_its_indent_too():
    asked = only("Reliez.{\n=a -> un\n   mot\n=b -> deux}")
    assert [pair.answer for pair in asked.body.pairs] == ["un\nmot", "deux"]


@pytest.mark.parametrize("weight", ["%33,33333%", "%-33,3%", "% 50 %", "%+50%", "%50 %", "%- 50%"])
def test_a_weight_that_moodle_would_show_as_text_is_refused_with_its_place(weight):
    (error,) = read_gift(f"::A::Choisissez.{{\n~%50%a\n~{weight}b\n~c}}").errors
    assert (error.line, error.column, error.code) == (3, 2, "weight_unread")
    assert weight in error.message("en")


@pytest.mark.parametrize(("text", "fraction"), [("%50%a", 50), ("%-33.33333%a", "-33.33333"), ("%100%a", 100)])
def test_weights_as_moodle_writes_them(text, fraction):
    asked = only(f"A{{~{text} ~b ~%50%c}}")
    assert asked.body.choices[0] == Choice(Text("a"), Decimal(fraction))


@pytest.mark.parametrize("text", ["100 % des gens", "%d", "%50", "50%", "% et %", "%a%"])
def test_per_cent_signs_of_a_text_stay_text(text):
    asked = only(f"A{{={text} ~b}}")
    assert asked.body.choices[0].text.text == text
    assert only(f"A{{={text}}}").body == ShortAnswer((Choice(Text(text), Decimal(100)),))


def test_no_weight_is_rounded_up_to_wholly_right():
    assert [nearest_weight(Decimal(text)) for text in ("97", "-99", "99.9", "99.999", "100", "33", "0.5")] == [
        Decimal(text) for text in ("90", "-90", "90", "100", "100", "33.33333", "0")
    ]
    assert read_gift("A{~%33.333%a ~%33.333%b ~%33.3333%c ~d}").remarks == ()
    assert [remark.code for remark in read_gift("A{~%33.3%a ~b}").remarks] == ["weight_rounded"]
    asked = only("A{~%97%a ~b}")
    assert [choice.fraction for choice in asked.body.choices] == [Decimal(90), Decimal(0)]


def test_a_hash_that_swallows_an_answer_is_refused_in_words():
    (error,) = read_gift("Quelle couleur ?{\n=#ff0000\n~bleu}").errors
    assert (error.line, error.column, error.code) == (2, 1, "option_hash")
    assert "\\#" in error.message("fr")


def test_categories_are_named_once_with_all_their_names():
    reading = read_gift("$CATEGORY: Cours/Un\n\nA{T}\n\n$CATEGORY: Cours/Deux\n\nB{T}\n\n$CATEGORY: Cours/Un\n\nC{F}")
    assert [question.category for question in reading.questions] == ["Cours/Un", "Cours/Deux", "Cours/Un"]
    (remark,) = reading.remarks
    assert (remark.line, remark.column, remark.message("en")) == (
        1, 1, "Categories are not taken over: Cours/Un, Cours/Deux.",
    )  # fmt: skip


def test_a_file_of_an_old_mac_and_one_of_windows_with_a_mark():
    for end in ("\r", "\r\n"):
        reading = read_gift("\ufeff" + end.join(("// un", "A{T}", "", "B{#3.1:0.1}", "")))
        assert [(question.stem.text, question.line) for question in reading.questions] == [("A", 2), ("B", 4)]


def test_numbers_of_every_form():
    asked = only("A{#\n=%0%5:0#trop peu\n=%100%9:0#oui\n=%50%8..10\n=*\n~#non}")
    assert asked.body == Numerical(
        (
            NumberAnswer(Decimal(5), Decimal(0), Decimal(0), Text("trop peu")),
            NumberAnswer(Decimal(9), Decimal(0), Decimal(100), Text("oui")),
            NumberAnswer(Decimal(9), Decimal(1), Decimal(50)),
            NumberAnswer(None),
            NumberAnswer(None, Decimal(0), Decimal(0), Text("non")),
        )
    )


@pytest.mark.parametrize(
    ("narrow", "wide", "covers"),
    [("3:0", "3:0.1", False), ("3:0.1", "3:0", True), ("3:1", "2.5:0.5", True), ("3:1", "2:1", False), ("*", "3:0", True), ("3:1", "*", False)],
)  # fmt: skip
def test_a_number_covers_another(narrow, wide, covers):
    first, second = only(f"A{{#={narrow} ={wide}}}").body.answers
    assert first.covers(second) is covers
