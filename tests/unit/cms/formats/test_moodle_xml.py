"""Moodle XML as Moodle writes it: exact questions, exact places, nothing dropped in silence."""

from decimal import Decimal
from pathlib import Path

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
from cms.formats.source import decode, detect, without_files
from lib.html import to_text

FILES = Path(__file__).parents[3] / "files" / "questions"


def quiz(kind: str, inside: str) -> str:
    return (
        f'<quiz>\n<question type="{kind}"><questiontext><text>a</text></questiontext>\n{inside}</question>\n'
        '<question type="essay"><questiontext><text>b</text></questiontext></question></quiz>'
    )


def test_a_bank_of_moodle_is_read_whole():
    reading = read_moodle((FILES / "agence.xml").read_text(encoding="utf-8"))
    first, *others = reading.questions
    assert (first.name, first.idnumber, first.category, first.tags) == (
        "Meilleure portée", "graphique-portee", "$course$/top/Réseaux", ("kpi",),
    )  # fmt: skip
    assert first.body == MultipleChoice(
        True,
        (
            Choice(Text("<p>Une hausse</p>", "html"), Decimal(100), Text("<p>Oui, de mars à mai.</p>", "html")),
            Choice(Text("<p>Une baisse</p>", "html"), Decimal(0)),
        ),
    )
    assert first.hints == (Text("<p>Lisez l’axe.</p>", "html"),)
    assert (first.right, first.wrong) == (
        Text("Votre réponse est correcte.", "html"), Text("Votre réponse est incorrecte.", "html"),
    )  # fmt: skip
    assert [question.body for question in others] == [
        Numerical(
            (
                NumberAnswer(Decimal(3), Decimal("0.01"), Decimal(100), Text("Oui.", "html")),
                NumberAnswer(None, Decimal(0), Decimal(0), Text("12 / 400.", "html")),
            ),
            (Unit("%", Decimal(1)),),
        ),
        ShortAnswer(
            (
                Choice(Text("portée", "plain"), Decimal(100)),
                Choice(Text("*la couverture*", "plain"), Decimal(100)),
            )
        ),
        Matching(
            (
                Pair(Text("<p>CTR</p>", "html"), "clics / impressions"),
                Pair(Text("<p>CPC</p>", "html"), "coût / clics"),
                Pair(Text("", "html"), "vues / jours"),
            )
        ),
        Ordering((Text("objectif", "html"), Text("public", "html"), Text("message", "html"))),
        TrueFalse(True, Text("Oui.", "html"), Text("Si.", "html")),
        Essay(Text("<ul><li>un objectif</li><li>un public</li></ul>", "html")),
    ]
    assert [(error.line, error.column, error.code) for error in reading.errors] == [(97, 3, "type_unsupported")]
    assert [(remark.line, remark.code) for remark in reading.remarks] == [
        (19, "file_dropped"), (26, "penalty_dropped"), (25, "grade_dropped"), (33, "partial_dropped"),
        (4, "categories_dropped"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "kind", ["cloze", "calculated", "calculatedsimple", "calculatedmulti", "ddwtos", "gapselect", "ddimageortext", "ddmarker", "randomsamatch", "coderunner", ""]
)  # fmt: skip
def test_types_without_a_word_here_are_named(kind):
    reading = read_moodle(quiz(kind, ""))
    assert [(error.line, error.column, error.code) for error in reading.errors] == [(2, 1, "type_unsupported")]
    assert f"“{kind}”" in reading.errors[0].message("en")
    assert len(reading.questions) == 1


@pytest.mark.parametrize(
    ("kind", "inside", "line", "code"),
    [
        ("multichoice", '<answer fraction="100"><text>x</text></answer>', 2, "two_options"),
        ("multichoice", '<answer fraction="100"><text></text></answer>', 3, "option_empty"),
        ("multichoice", '<answer fraction="abc"><text>x</text></answer>', 3, "weight_range"),
        ("multichoice", '<answer fraction="100"><text><b>x</b></text></answer>', 3, "xml_markup"),
        ("truefalse", '<answer fraction="100"><text>maybe</text></answer>', 3, "true_or_false"),
        ("truefalse", '<answer fraction="0"><text>true</text></answer>', 2, "no_answer"),
        ("numerical", '<answer fraction="100"><text>x</text></answer>', 3, "number_expected"),
        ("numerical", '<answer><text>1</text><tolerance>-1</tolerance></answer>', 3, "tolerance_negative"),
        ("shortanswer", "", 2, "no_answer"),
        ("matching", "<subquestion><text>x</text><answer><text></text></answer></subquestion>", 3, "answer_missing"),
        ("matching", "", 2, "two_pairs"),
        ("ordering", "", 2, "two_options"),
    ],
)  # fmt: skip
def test_errors_name_their_place_and_hide_no_other_question(kind, inside, line, code):
    reading = read_moodle(quiz(kind, inside))
    assert [(error.line, error.code) for error in reading.errors] == [(line, code)]
    assert [question.stem.text for question in reading.questions] == ["b"]


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ("<quiz>\n<question></quiz>", 2, 13, "xml_broken"),
        ("<quiz>&nbsp;</quiz>", 1, 7, "xml_broken"),
        ("\n\n<html></html>", 3, 1, "xml_not_quiz"),
        ("<quiz>\n <x/></quiz>", 2, 2, "xml_unknown"),
        ("", 1, 1, "xml_broken"),
        ('<!DOCTYPE quiz SYSTEM "http://127.0.0.1/x.dtd"><quiz/>', 1, 48, "xml_dtd"),
    ],
)
def test_what_is_no_moodle_xml_is_refused_with_its_place(text, line, column, code):
    (error,) = read_moodle(text).errors
    assert (error.code, error.line) == (code, line)
    assert error.column >= 1


def test_entities_are_never_expanded():
    reading = read_moodle((FILES / "entities.xml").read_text())
    assert ([error.code for error in reading.errors], reading.questions) == (["xml_dtd"], ())


def test_encodings_as_files_have_them():
    text, told = decode((FILES / "latin1.xml").read_bytes())
    assert (read_moodle(text).questions[0].name, told) == ("Déclaré", ())
    assert [remark.code for remark in decode((FILES / "cp1252.gift").read_bytes())[1]] == ["cp1252"]
    assert decode("é".encode("utf-16"))[0] == "é"
    assert (detect("\ufeff <?xml ?>"), detect("<quiz>"), detect("::a::b {T}")) == ("moodle", "moodle", "gift")


def test_embedded_files_leave_the_text_quickly():
    assert without_files('<file name="x">AAAA\nBB</file><text>c</text>') == '<file name="x"></file><text>c</text>'
    hostile = "<file" * 400_000
    assert without_files(hostile) == hostile


def test_comments_of_a_file_end_no_comment():
    written = write_moodle([Exchanged(Text("a"), TrueFalse(True), "n")], comments=["a -->< b --- c-"])
    assert read_moodle(written.text).errors == ()


def test_html_becomes_text():
    html = "<p>Un <b>mot</b>,<br>deux</p><ul><li>a &lt; b</li><li>&eacute;</li></ul><script>x</script><!-- y -->"
    assert to_text(html) == "Un mot,\ndeux\n- a < b\n- é"
    assert to_text(to_text("&lt;script&gt;x")) == ""
    assert to_text("<style>p{}</style><iframe src=x>z</iframe> t\0t") == "z tt"
