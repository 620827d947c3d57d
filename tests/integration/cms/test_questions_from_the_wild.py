"""Questions of other people's files beside the bank: nothing merged, nothing dropped in silence, no wrong right answer."""

from collections import Counter

import pytest

from cms.formats.importing import apply, plan
from cms.models import Question

pytestmark = pytest.mark.django_db


def quiz(kind: str, inside: str, stem: str = "Question") -> str:
    return f'<quiz><question type="{kind}"><questiontext><text>{stem}</text></questiontext>{inside}</question></quiz>'


def answer(text: str, fraction: int, feedback: str = "") -> str:
    told = f"<feedback><text>{feedback}</text></feedback>" if feedback else ""
    return f'<answer fraction="{fraction}"><text>{text}</text>{told}</answer>'


def line(text: str, dialect: str = "gift"):
    found = plan(text, dialect=dialect, locale="fr")
    assert [error.message("en") for error in found.errors] == []
    return found.lines[0]


def told(text: str, dialect: str = "gift") -> list[str]:
    return [remark.code for remark in line(text, dialect).remarks if remark.code not in ("unfinished", "code_shared")]


def refused(text: str, dialect: str = "gift") -> list[str]:
    return [error.code for error in plan(text, dialect=dialect, locale="fr").errors]


def test_one_text_with_other_answers_is_another_question_on_every_run():
    text = "Combien ?{#2}\n\nCombien ?{#3}\n\n::T::Où ?{=ici ~là}\n\n::T::Où ?{=là ~ici}\n\n::T::Quand ?{=hier ~demain}"
    found = plan(text, dialect="gift", locale="fr")
    assert (found.errors, found.counts) == ((), Counter(new=5))
    assert len({row.code for row in found.lines}) == 5
    assert {remark.code for row in found.lines for remark in row.remarks} == {"code_shared"}
    apply(found)
    assert sorted(Question.objects.filter(prompt="Combien ?").values_list("answer", flat=True)) == ["2", "3"]
    backwards = "\n\n".join(reversed(text.split("\n\n")))
    assert plan(backwards, dialect="gift", locale="fr").counts == Counter(same=5)


def test_the_same_question_twice_is_named_with_the_line_of_the_first():
    found = plan("A ?{T}\n\nB ?{T}\n\n\nA ?{T}", dialect="gift", locale="fr")
    assert [(error.line, error.message("en")) for error in found.errors] == [
        (6, "The same question stands at line 1: remove one of them.")
    ]
    assert apply(found, skip_refused=True) == Counter(new=2, refused=1)


@pytest.mark.parametrize("mark", ["", "[html]", "[markdown]", "[moodle]"])
def test_an_accepted_answer_is_compared_letter_by_letter_so_its_tags_stay(mark):
    row = line(f"{mark}Quelle balise ?{{=<b> =&lt;i&gt; =gras}}")
    assert row.content == [("accepted", {"text": "<b>\n&lt;i&gt;\ngras"})]
    assert [remark.message("en") for remark in row.remarks] == [
        "“<b>”: markup in an accepted answer stays text, as in Moodle.",
        "“&lt;i&gt;”: markup in an accepted answer stays text, as in Moodle.",
    ]
    xml = quiz("shortanswer", answer("&lt;b&gt;", 100))
    assert line(xml, "moodle").content == [("accepted", {"text": "<b>"})]


def test_a_tag_that_a_text_speaks_of_does_not_go_in_silence():
    assert told("Que fait la balise <p> ?{=paragraphe ~gras}") == ["bank_html"]
    assert told("[markdown]Que fait <div> ?{=bloc ~gras}") == ["bank_html"]
    assert told("Une ligne<br>puis une autre{=a ~b}") == []
    assert told("[html]<p>Que fait &lt;p&gt; ?</p>{=a ~b}") == []
    assert line("[html]<p>Que fait &lt;p&gt; ?</p>{=a ~b}").fields["prompt"] == "Que fait <p> ?"
    (error,) = plan("Quelle balise ?{=<b> ~texte}", dialect="gift", locale="fr").errors
    assert error.message("en") == "“<b>” would be markup or an image only: write &lt; for “<”, or some text."
    assert refused(quiz("multichoice", answer("&lt;img src='x.png'&gt;", 100) + answer("b", 0)), "moodle") == ["bank_markup_only"]  # fmt: skip


def test_html_becomes_lines_that_still_say_the_same():
    text = "[html]Choisissez<ul><li>10<sup>6</sup></li><li>H<sub>2</sub>O</li></ul>1<sup>er</sup><p>fin</p>{T}"
    row = line(text)
    assert row.fields["prompt"] == "Choisissez\n- 10⁶\n- H₂O\n1er\nfin"
    assert [remark.code for remark in row.remarks] == ["bank_html", "unfinished"]
    table = "[html]<table><tr><td>Vues</td><td>400</td></tr><tr><td>Clics</td><td>12</td></tr></table>{T}"
    assert line(table).fields["prompt"] == "Vues 400\nClics 12"
    assert line("[markdown]Du **gras**<br>et `<b>`{T}").fields["prompt"] == "Du gras\net <b>"


def test_of_several_right_numbers_the_one_around_the_others_says_it_all():
    row = line("Pi ?{#=3.14:0 =3.14:0.01 =3.145:0.001}")
    assert (row.fields["answer"], row.fields["tolerance"], row.remarks) == ("3.14", "0.01", ())
    assert told("Pi ?{#=3.14:0#exact =3.14:0.01#presque}") == ["bank_short_feedback"]
    (error,) = plan("Racines ?{#=2:0 =-2:0}", dialect="gift", locale="fr").errors
    assert (
        error.message("en")
        == "Several right numbers (2, -2), here only one: write a range (min..max) or two questions."
    )
    assert [remark.message("en") for remark in line("Année ?{#=1822:0 =%50%1822:2}").remarks] == [
        "1822 (± 2) at 50% is not taken over: the value is already right by the tolerance."
    ]


def test_a_number_too_long_and_none_that_is_right_are_told_apart():
    (error,) = plan("Racine ?{#1.23456789012345678:0.1}", dialect="gift", locale="fr").errors
    assert error.message("en") == "1.23456789012345678 is too long: at most 15 digits and 10 decimals."
    assert refused("Racine ?{#=%50%1.2:0.1}") == ["bank_number_answer"]


def test_the_number_is_in_its_own_unit():
    units = (
        "<units><unit><multiplier>1000</multiplier><unit_name>g</unit_name></unit>"
        "<unit><multiplier>1</multiplier><unit_name>kg</unit_name></unit></units>"
    )
    row = line(quiz("numerical", answer("2", 100) + units), "moodle")
    assert (row.fields["answer"], row.fields["unit"]) == ("2", "kg")
    assert [remark.message("en") for remark in row.remarks] == ["The units g are not taken over."]
    nameless = "<units><unit><multiplier>1</multiplier><unit_name></unit_name></unit></units>"
    assert told(quiz("numerical", answer("2", 100) + nameless), "moodle") == []


def test_stars_inside_every_answer_are_the_reason_given():
    (error,) = plan("La boucle ?{=for*(*) ~x}".replace(" ~x", ""), dialect="gift", locale="fr").errors
    assert error.message("en") == "“for*(*)”: write the accepted answers in full, without a star inside them."
    assert refused("Mot ?{=%50%a}") == ["bank_short_none"]


def test_feedback_as_a_whole_where_the_bank_has_none_is_named():
    inside = "<correctfeedback><text>Oui.</text></correctfeedback>"
    assert told(quiz("essay", inside), "moodle") == ["bank_part"]
    assert told(quiz("essay", inside.replace("Oui.", "")), "moodle") == []


def test_a_hostile_file_is_refused_in_words():
    deep = "<ol><li>" * 2_000
    assert line(f"[html]{deep}x{{T}}").fields["prompt"].endswith("x")
    assert refused(quiz("essay", "", "&lt;sup&gt;" * 4_001), "moodle") == ["bank_too_long"]
    assert refused("A{~%" + " " * 90_000 + "5%b\n" + " " * 5_000 + "x ~c}") == ["no_right_option"]
    assert line("A\n" + " " * 90_000 + "B{T}").fields["prompt"] == "A\nB"
