"""Moodle XML of old versions, other programs and other languages: read as Moodle reads it, or named with its place."""

import re
from decimal import Decimal

import pytest

from cms.formats.exchange import (
    Choice,
    Essay,
    Exchanged,
    Matching,
    MultipleChoice,
    NumberAnswer,
    Numerical,
    Ordering,
    Pair,
    ShortAnswer,
    Text,
    TrueFalse,
    Unit,
)
from cms.formats.moodle_xml import read_moodle, write_moodle
from cms.formats.source import decode, without_files


def read(kind: str, inside: str, stem: str = "<questiontext><text>a</text></questiontext>"):
    return read_moodle(f'<quiz>\n<question type="{kind}"><name><text>n</text></name>{stem}\n{inside}</question></quiz>')


def body(kind: str, inside: str):
    reading = read(kind, inside)
    assert reading.errors == ()
    return reading.questions[0].body


def answer(text: str, fraction: object = 0, more: str = "") -> str:
    return f'<answer fraction="{fraction}"><text>{text}</text>{more}</answer>\n'


def test_the_right_order_is_the_one_of_the_file_whatever_the_numbers():
    rows = answer("un", 3) + answer("deux", 2) + answer("trois", 1)
    reading = read("ordering", rows)
    assert reading.questions[0].body == Ordering(tuple(Text(text, "html") for text in ("un", "deux", "trois")))
    assert [(remark.line, remark.code) for remark in reading.remarks] == [(2, "order_of_file")]
    for fractions in ((1, 2, 3), (100, 100, 100), (0, 0, 0), ("", "", "")):
        rows = "".join(map(answer, ("un", "deux", "trois"), fractions))
        reading = read("ordering", rows)
        assert (reading.remarks, len(reading.questions[0].body.items)) == ((), 3)


def test_feedback_on_items_to_order_is_named():
    rows = answer("un", 1, "<feedback><text>bien</text></feedback>") + answer("deux", 2)
    assert [(remark.line, remark.code) for remark in read("ordering", rows).remarks] == [(3, "item_feedback_dropped")]


def test_texts_without_a_format_are_html_and_what_stands_around_has_the_format_of_the_question():
    inside = '<generalfeedback><text>g</text></generalfeedback><hint format="html"><text>h</text></hint>'
    assert read("essay", inside).questions[0].stem == Text("a", "html")
    stem = '<questiontext format="markdown"><text>a</text></questiontext>'
    asked = read("essay", inside, stem).questions[0]
    assert (asked.stem, asked.general, asked.hints) == (
        Text("a", "markdown"),
        Text("g", "markdown"),
        (Text("h", "html"),),
    )
    stem = '<questiontext format="inconnu"><text>a</text></questiontext>'
    assert read("essay", "", stem).questions[0].stem == Text("a", "html")


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [("Vrai", "Faux", True), ("Faux", "Vrai", False), ("Verdadero", "Falso", True), ("Wahr", "Falsch", True)],
)
def test_true_and_false_in_the_language_of_a_school_are_read_by_their_words_and_told(first, second, right):
    told = "<feedback><text>{}</text></feedback>"
    reading = read("truefalse", answer(first, 100, told.format("oui")) + answer(second, 0, told.format("non")))
    assert reading.questions[0].body == TrueFalse(right, Text("oui", "html"), Text("non", "html"))
    assert [(remark.line, remark.code) for remark in reading.remarks] == [(3, "true_word"), (4, "true_word")]


@pytest.mark.parametrize(
    ("rows", "line", "code"),
    [
        (answer("true", 100) + answer("false", 100), 2, "true_both"),
        (answer("true", 50) + answer("false", 0), 2, "no_answer"),
        (answer("true", 100) + answer("vrai", 0), 4, "true_or_false"),
        (answer("Sant", 100) + answer("Gau", 0), 3, "true_or_false"),
    ],
)
def test_a_verdict_in_doubt_is_refused(rows, line, code):
    assert [(error.line, error.code) for error in read("truefalse", rows).errors] == [(line, code)]


@pytest.mark.parametrize(
    ("single", "one"),
    [("", True), ("<single>true</single>", True), ("<single>1</single>", True), ("<single>false</single>", False), ("<single>0</single>", False), ("<single></single>", False)],
)  # fmt: skip
def test_one_answer_or_several(single, one):
    assert body("multichoice", single + answer("x", 100) + answer("y")).single is one


def test_options_without_text_are_left_out_as_moodle_does_unless_they_are_worth_something():
    rows = answer("x", 100) + answer("y") + answer("") + answer("", "0.0")
    assert body("multichoice", rows) == MultipleChoice(
        True, (Choice(Text("x", "html"), Decimal(100)), Choice(Text("y", "html"), Decimal(0)))
    )
    for row in (answer("", 100), answer("", -50), answer("", 0, "<feedback><text>z</text></feedback>")):
        assert [(error.line, error.code) for error in read("multichoice", rows + row).errors] == [(7, "option_empty")]


def test_numbers_of_old_files():
    inside = (
        "<answer><text>3</text><fraction>1</fraction><tolerance>0.1</tolerance></answer>"
        "<answer>5<fraction>0.5</fraction></answer>"
        "<units><unit><multiplier>1000</multiplier><unit_name>m</unit_name></unit>"
        "<unit><unit_name>km</unit_name></unit></units>"
    )
    assert body("numerical", inside) == Numerical(
        (NumberAnswer(Decimal(3), Decimal("0.1")), NumberAnswer(Decimal(5), Decimal(0), Decimal(50))),
        (Unit("m", Decimal(1000)), Unit("km", Decimal(1))),
    )
    assert [error.code for error in read("numerical", "<answer>5<fraction>x</fraction></answer>").errors] == [
        "weight_range"
    ]


def test_empty_pairs_of_a_form_are_no_pairs_and_answers_alone_stay():
    pair = "<subquestion><text>{}</text><answer><text>{}</text></answer></subquestion>\n"
    rows = pair.format("a", "un") + pair.format("", "") + pair.format("", "trois") + pair.format("b", "deux")
    assert body("matching", rows) == Matching(
        (Pair(Text("a", "html"), "un"), Pair(Text("", "html"), "trois"), Pair(Text("b", "html"), "deux"))
    )
    assert [(error.line, error.code) for error in read("match", rows + pair.format("c", "")).errors] == [
        (7, "answer_missing")
    ]


@pytest.mark.parametrize(
    ("kind", "inside", "code"),
    [
        ("essay", "<image>plan.png</image>", "file_dropped"),
        ("essay", "<responsetemplate format='html'><text>Je</text></responsetemplate>", "template_dropped"),
        ("numerical", "<instructions><text>En mètres</text></instructions>" + answer("1", 100), "instructions_dropped"),
    ],
)
def test_what_stays_in_the_file_is_named_and_what_is_empty_is_not(kind, inside, code):
    assert [(remark.line, remark.code) for remark in read(kind, inside).remarks] == [(3, code)]
    empty = re.sub(r">(plan.png|Je|En mètres)<", "><", inside)
    assert read(kind, empty).remarks == ()


def test_pictures_of_moodle_1_do_not_count_towards_the_size():
    text = "<quiz><image_base64>" + "A" * 100 + "</image_base64><file name='x'>" + "B" * 100 + "</file></quiz>"
    assert without_files(text) == "<quiz><image_base64></image_base64><file name='x'></file></quiz>"


def test_tags_of_the_course_and_hints_of_moodle_1():
    tag = "<{0}><tag><text>un</text></tag><tag><text>{1}</text></tag></{0}>"
    inside = tag.format("tags", "deux") + tag.format("coursetags", "trois")
    inside += "<hint><hintcontent><text>Relisez.</text></hintcontent></hint>"
    asked = read("essay", inside).questions[0]
    assert (asked.tags, asked.hints) == (("un", "deux", "trois"), (Text("Relisez.", "html"),))


def test_categories_and_their_descriptions_are_named():
    category = '<question type="category"><category><text>{}</text></category><info><text>{}</text></info></question>\n'
    reading = read_moodle(
        "<quiz>\n" + category.format("$course$/A", "") + category.format("$course$/B", "Pour B") + "</quiz>"
    )
    assert [(remark.line, remark.message("en")) for remark in reading.remarks] == [
        (3, "The description of a category is not taken over."),
        (2, "Categories are not taken over: $course$/A, $course$/B."),
    ]


@pytest.mark.parametrize("name", ["ISO-8859-1", "iso-8859-15", "windows-1252", "macintosh", "latin1", "cp850"])
def test_a_declared_encoding_is_believed(name):
    text = f'<?xml version="1.0" encoding="{name}"?><quiz>é</quiz>'
    assert decode(text.encode(name)) == (text, ())


@pytest.mark.parametrize("name", ["base64", "rot13", "idna", "zlib", "cp99", "utf-7", "unicode_escape"])
def test_names_that_are_no_encoding_decode_nothing(name):
    found, told = decode(f'<?xml version="1.0" encoding="{name}"?><quiz>é</quiz>'.encode("cp1252"))
    assert (found.endswith("<quiz>é</quiz>"), [remark.code for remark in told]) == (True, ["cp1252"])


# What the readers of Moodle look up, by type; the ordering question reads its own.
COMMON = "name questiontext generalfeedback defaultgrade penalty hidden idnumber hint tags tag text question quiz"
READ = {
    "truefalse": "answer feedback",
    "multichoice": "single shuffleanswers answernumbering answer feedback correctfeedback incorrectfeedback",
    "shortanswer": "usecase answer feedback",
    "numerical": "answer feedback tolerance units unit multiplier unit_name",
    "matching": "shuffleanswers subquestion answer correctfeedback incorrectfeedback",
    "essay": "responseformat responserequired graderinfo",
    "ordering": "layouttype selecttype selectcount gradingtype showgrading numberingstyle answer correctfeedback incorrectfeedback",
}  # fmt: skip


def test_every_element_that_is_written_is_one_that_moodle_reads():
    right, told = Text("juste", "plain"), Text("parce que", "plain")
    choices = (Choice(right, Decimal(100), told), Choice(Text("faux", "plain"), Decimal(0), told))
    bodies = [
        TrueFalse(True, told, told),
        MultipleChoice(True, choices),
        ShortAnswer(choices),
        Numerical((NumberAnswer(Decimal(3), Decimal(1), Decimal(100), told),), (Unit("%", Decimal(1)),)),
        Matching((Pair(right, "un"), Pair(told, "deux"), Pair(Text("", "plain"), "trois"))),
        Essay(told),
        Ordering((right, told)),
    ]
    for one in bodies:
        whole = (told, told) if one.kind in ("multichoice", "matching", "ordering") else (None, None)
        asked = Exchanged(right, one, "n", told, *whole, hints=(told,), idnumber="n", tags=("t",))
        text = write_moodle([asked]).text
        assert set(re.findall(r"<([a-z_]+)", text)) == {*COMMON.split(), *READ[one.kind].split()}
        assert read_moodle(text).questions == (asked,)
    assert "<selecttype>ALL</selecttype>\n<selectcount>2</selectcount>" in text
