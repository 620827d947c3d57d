"""What a file of questions says and the bank cannot keep is named; what people write for numbers is read and told."""

import pytest

from cms.formats.importing import plan
from cms.models import Question
from cms.views.question_export import export

pytestmark = pytest.mark.django_db
MOODLE = "<quiz><question type='{kind}'><name><text>n</text></name><questiontext><text>Un ?</text></questiontext>{inside}</question></quiz>"
ANSWER = "<answer fraction='100'><text>{text}</text></answer>"


def told(text: str, dialect: str = "gift") -> list[str]:
    found = plan(text, dialect=dialect, locale="fr")
    refused = [error.message("fr") for error in found.reading.errors]
    refused += [line.refusal.message("fr") for line in found.lines if line.refusal]
    said = [remark.message("fr") for remark in found.reading.remarks]
    return refused + said + [remark.message("fr") for line in found.lines for remark in line.remarks]


def moodle(kind: str, inside: str) -> list[str]:
    return told(MOODLE.format(kind=kind, inside=inside), "moodle")


@pytest.mark.parametrize("answer", ["*taux", "taux*", "*taux*"])
@pytest.mark.parametrize("dialect", ["gift", "moodle"])
def test_stars_around_a_short_answer(answer: str, dialect: str) -> None:
    said = told(f"Un ?{{={answer}}}") if dialect == "gift" else moodle("shortanswer", ANSWER.format(text=answer))
    words = f"« {answer} » est reprise sans étoile : elle est juste dès que la réponse contient ces mots, entiers."
    assert words in [line.replace("\xa0", " ") for line in said]


def test_a_star_inside_leaves_the_answer_out() -> None:
    (said,) = told("Un ?{=hash*tag =mot}")
    assert said.replace("\xa0", " ").startswith("« hash*tag » n’est pas reprise")


@pytest.mark.parametrize(("word", "expected"), [("Vrai", True), ("faux", True), ("V", True), ("Portée", False)])
@pytest.mark.parametrize("feedback", ["", "#Non."])
def test_true_and_false_of_french_authors_in_gift(word: str, feedback: str, *, expected: bool) -> None:
    said = told(f"Un ?{{{word}{feedback}}}")
    assert any("écrivez TRUE ou FALSE" in line for line in said) is expected


@pytest.mark.parametrize(
    ("kind", "setting", "words"),
    [
        ("ordering", "<selecttype>1</selecttype><selectcount>2</selectcount>", "selecttype, selectcount » (1, 2)"),
        ("essay", "<responseformat>editorfilepicker</responseformat>", "responseformat » (editorfilepicker)"),
        ("essay", "<maxwordlimit>200</maxwordlimit>", "maxwordlimit » (200)"),
        ("essay", "<attachments>3</attachments>", "attachments » (3)"),
        ("essay", "<hidden>1</hidden>", "hidden » (1)"),
        ("multichoice", "<shuffleanswers>0</shuffleanswers>", "shuffleanswers » (0)"),
        ("numerical", "<unitgradingtype>1</unitgradingtype><unitpenalty>0.1</unitpenalty>", "unitpenalty » (1, 0.1)"),
    ],
)
def test_settings_of_moodle(kind: str, setting: str, words: str) -> None:
    answers = "" if kind == "essay" else ANSWER.format(text="1") + ANSWER.format(text="2").replace("100", "0")
    assert any(words in line.replace("\xa0", " ") for line in moodle(kind, answers + setting))
    usual = {"shuffleanswers": "true", "responseformat": "editor", "maxwordlimit": "", "selectcount": "0"}
    plain = "".join(f"<{name}>{value}</{name}>" for name, value in usual.items())
    assert not any("réglage" in line for line in moodle(kind, answers + plain + "<hidden>0</hidden>"))


def test_a_decimal_comma_in_moodle_xml() -> None:
    said = moodle("numerical", ANSWER.format(text="1,5") + "<tolerance>0</tolerance>")
    assert any("la virgule est lue comme un point" in line for line in said)
    (line,) = plan(
        MOODLE.format(kind="numerical", inside=ANSWER.format(text="1,5")), dialect="moodle", locale="fr"
    ).lines
    assert line.fields["answer"] == "1.5"
    assert any("deux façons" in line for line in moodle("numerical", ANSWER.format(text="1,234")))


def test_twins_are_named_and_not_published() -> None:
    text = "::un::Un ?{=oui ~non ~non}"
    assert any("deux fois" in line for line in told(text))
    (line,) = plan(text, dialect="gift", locale="fr", publish=True).lines
    assert line.status == "refused"


@pytest.mark.parametrize("dialect", ["gift", "moodle"])
def test_what_no_file_holds_is_named_once_at_its_head(dialect: str, mini_pack: None) -> None:
    rows = Question.objects.filter(locale__language_code="fr")
    assert any(row.skills for row in rows)
    head = [line for line in export(rows, dialect).text.splitlines() if "* : " in line or "*: " in line]
    assert [("les compétences" in line or "the skills" in line) for line in head] == [True]
