"""GIFT as people write it: exact questions, exact places of what is wrong."""

import time
from decimal import Decimal
from pathlib import Path

import pytest

from cms.formats.exchange import (
    Choice,
    Description,
    Essay,
    Exchanged,
    Inexpressible,
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
from cms.formats.gift import gift_question, read_gift, write_gift

FILES = Path(__file__).parents[3] / "files" / "questions"


def one(text: str) -> Exchanged:
    reading = read_gift(text)
    assert reading.errors == ()
    (question,) = reading.questions
    return question


def body(text: str):
    return one(text).body


def choice(text: str, fraction: str = "100", feedback: str = "") -> Choice:
    return Choice(Text(text), Decimal(fraction), Text(feedback) if feedback else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un texte.", Description()),
        ("a {}", Essay()),
        ("a { \n }", Essay()),
        ("a {####g}", Essay()),
        ("a {T}", TrueFalse(True)),
        ("a {FALSE#w#r}", TrueFalse(False, Text("r"), Text("w"))),
        ("a {TRUE##r####g}", TrueFalse(True, Text("r"))),
        ("a {T#w#r # s}", TrueFalse(True, Text("r # s"), Text("w"))),
        ("a {=b ~c#d # e}", MultipleChoice(True, (choice("b"), choice("c", "0", "d # e")))),
        ("a {~%50%b ~%-33.333%c}", MultipleChoice(False, (choice("b", "50"), choice("c", "-33.33333")))),
        ("a {=b =c ~d}", MultipleChoice(True, (choice("b"), choice("c"), choice("d", "0")))),
        ("a {=%50%b ~c}", MultipleChoice(True, (choice("%50%b"), choice("c", "0")))),
        ("a {b}", ShortAnswer((choice("b"),))),
        ("a {=b =%50%c#d}", ShortAnswer((choice("b"), choice("c", "50", "d")))),
        ("a {=T}", ShortAnswer((choice("T"),))),
        ("a {#3:2}", Numerical((NumberAnswer(Decimal(3), Decimal(2)),))),
        ("a {#-5..-1}", Numerical((NumberAnswer(Decimal(-3), Decimal(2)),))),
        ("a {#1..2}", Numerical((NumberAnswer(Decimal("1.5"), Decimal("0.5")),))),
        ("a {#2,5}", Numerical((NumberAnswer(Decimal("2.5")),))),
        (
            "a {#=1822:0 =%50%1822:2 ~#fb}",
            Numerical(
                (
                    NumberAnswer(Decimal(1822)),
                    NumberAnswer(Decimal(1822), Decimal(2), Decimal(50)),
                    NumberAnswer(None, Decimal(0), Decimal(0), Text("fb")),
                )
            ),
        ),
        ("a {=b -> c =d->e = -> f}", Matching((Pair(Text("b"), "c"), Pair(Text("d"), "e"), Pair(Text(""), "f")))),
        ("a {~b -> c =d}", MultipleChoice(True, (choice("b -> c", "0"), choice("d")))),
    ],
)
def test_types_are_told_apart_in_moodles_order(text, expected):
    assert body(text) == expected


def test_escapes_titles_formats_categories_comments_and_missing_words():
    text = (
        "\ufeff$CATEGORY: $course$/a//b\n\n// note\n// [id:x-1] [tag:un mot] [tag:d\\]eux]\n"
        "::Titre \\: a\\:\\:b::[html]Un \\{x\\} \\= \\# \\~ \\\\ \\n \\frac https://a.test\n   // dropped\nsuite {=[plain]<b> ~c}. Fin"
    )
    assert one(text) == Exchanged(
        Text("Un {x} = # ~ \\ \n \\frac https://a.test\nsuite _____. Fin", "html"),
        MultipleChoice(
            True, (Choice(Text("<b>", "plain"), Decimal(100)), Choice(Text("c", "html"), Decimal(0)))
        ),
        "Titre : a::b",
        category="$course$/a//b",
        idnumber="x-1",
        tags=("un mot", "d]eux"),
    )  # fmt: skip
    assert one("[tex]a {T}").stem == Text("[tex]a")
    assert one("::a::b {=c####g # h}").general == Text("g # h")
    assert body("a {~x\\\\=b}") == MultipleChoice(True, (choice("x\\", "0"), choice("b")))


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ("a {=b ~c", 1, 3, "brace_open"),
        ("\n\na }", 3, 3, "brace_unopened"),
        ("a } b {", 1, 3, "brace_unopened"),
        ("a {T}\nb {F}", 2, 3, "brace_second"),
        ("a {=\\frac{1}{2}}", 1, 10, "brace_second"),
        ("a {T} }", 1, 7, "brace_second"),
        ("::a b {T}", 1, 1, "name_open"),
        ("a {~b}", 1, 4, "two_options"),
        ("a {=b ~}", 1, 7, "option_empty"),
        ("a {b ~c =d}", 1, 4, "sign_expected"),
        ("a {=b -> c}", 1, 4, "two_pairs"),
        ("a {=b -> c =d}", 1, 13, "arrow_missing"),
        ("a {=b -> =d -> e}", 1, 7, "answer_missing"),
        ("a {#}", 1, 4, "number_expected"),
        ("a {#x}", 1, 5, "number_expected"),
        ("a {#1e999}", 1, 5, "number_expected"),
        ("a {#5..1}", 1, 5, "range_reversed"),
        ("a {#5:-1}", 1, 7, "tolerance_negative"),
        ("a {#1,234}", 1, 5, "comma_doubt"),
        ("a {#~#x =5}", 1, 5, "wrong_last"),
        ("a {#5 ~x}", 1, 8, "wrong_text"),
        ("a {~%101%b ~c}", 1, 5, "weight_range"),
        ("{T}", 1, 1, "stem_missing"),
        ("a\0 {T}", 1, 2, "nul"),
        ("$CATEGORY: a\nb {T}", 2, 1, "blank_after_category"),
        ("é🙂 {", 1, 4, "brace_open"),
        ("a\r\n\r\n  b {\r\n=c\r\n", 3, 5, "brace_open"),
    ],
)
def test_errors_name_their_place(text, line, column, code):
    reading = read_gift(text)
    assert [(error.line, error.column, error.code) for error in reading.errors] == [(line, column, code)]
    assert reading.errors[0].message("fr") != reading.errors[0].message("en")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a {true}", "true_lower"),
        ("a {~%51%b ~%-50%c}", "weight_rounded"),
        ("a {=%50%b ~c}", "weight_is_text"),
        ("a {#2,5}", "comma"),
        ("a {=b -> c#x =d -> e}", "pair_feedback"),
    ],
)
def test_what_is_read_otherwise_than_written_is_told(text, code):
    reading = read_gift(text)
    assert (len(reading.questions), [remark.code for remark in reading.remarks]) == (1, [code])


@pytest.mark.parametrize("piece", ["[id:\\", "[id:\\]", "[tag:a", "\\", "=", "~%1", "#", "->", "::", "["])
def test_long_comments_and_answers_take_no_square_of_their_length(piece):
    started = time.process_time()
    read_gift(f"// {piece * 20_000}\na {{{piece * 20_000}}}")
    assert time.process_time() - started < 5


def test_a_fault_hides_no_other_question():
    reading = read_gift((FILES / "faults.gift").read_text(encoding="utf-8"))
    assert [error.code for error in reading.errors] == [
        "brace_open", "brace_unopened", "brace_second", "name_open", "two_options", "arrow_missing", "number_expected",
        "comma_doubt", "weight_range", "stem_missing", "blank_after_category", "sign_expected",
    ]  # fmt: skip
    assert [question.name for question in reading.questions] == ["Bonne"]


def test_line_ends_and_byte_order_mark_of_another_system():
    reading = read_gift((FILES / "bom-crlf.gift").read_text(encoding="utf-8"))
    assert [(q.name, q.line) for q in reading.questions] == [("Windows", 1), ("Second", 9)]
    assert reading.questions[0].stem.text == "Fins de ligne\nsur deux lignes ?"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (Ordering((Text("a"), Text("b"))), "kind_not_in_gift"),
        (Numerical((NumberAnswer(Decimal(1)),), (Unit("m", Decimal(1)),)), "units_not_in_gift"),
        (Essay(Text("a")), "essay_grader"),
        (ShortAnswer((choice("a"),), case=True), "case_not_in_gift"),
        (ShortAnswer((choice("a -> b"), choice("c"))), "arrow_in_text"),
        (MultipleChoice(True, (choice("a", "50"), choice("b", "0"))), "no_right_option"),
        (MultipleChoice(False, (choice("a", "51"), choice("b", "0"))), "weight_unknown"),
        (Numerical(()), "no_answer"),
    ],
)
def test_what_gift_cannot_say_is_left_out_by_name(body, code):
    question = Exchanged(Text("a"), body, "n")
    with pytest.raises(Inexpressible):
        gift_question(question)
    written = write_gift([question, Exchanged(Text("b"), TrueFalse(True), "m")])
    assert [(title, remark.code) for title, remark in written.left_out] == [("n", code)]
    assert written.text == "::m::b {TRUE}\n"


def test_what_is_written_looks_as_people_write_it():
    question = Exchanged(
        Text("2 + 2 = ?", "plain"),
        MultipleChoice(True, (choice("4"), choice("{5}", "0", "Non"))),
        "Somme : a",
        category="top/x",
        idnumber="somme",
    )
    assert write_gift([question], comments=["Tremplin"]).text == (
        "// Tremplin\n\n$CATEGORY: top/x\n\n// [id:somme]\n::Somme \\: a::[plain]2 + 2 \\= ? {\n\t=[moodle]4\n"
        "\t~[moodle]\\{5\\}#[moodle]Non\n}\n"
    )


@pytest.mark.parametrize("number", ["1e52", "1e-52", f"{'9' * 30}..1e30", f"0..0.{'3' * 30}"])
def test_a_number_that_could_not_be_written_is_refused_at_its_place(number):
    reading = read_gift(f"::n:: Combien ? {{#{number}}}\n")
    assert [error.code for error in reading.errors] == ["number_expected"]
    assert list(reading.questions) == []


@pytest.mark.parametrize("blank", ["\u2028", "\u00a0", "\f", "  "])
def test_a_category_reads_as_it_is_written(blank):
    [question] = read_gift(f"$CATEGORY: {blank}Cours{blank}Un\n\nVrai ? {{T}}\n").questions
    assert question.category == "Cours Un"
    assert [one.category for one in read_gift(write_gift([question]).text).questions] == ["Cours Un"]
