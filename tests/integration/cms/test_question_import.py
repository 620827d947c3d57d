"""Questions of GIFT and Moodle XML files into the bank: diff, drafts, idempotence, what is named and what is refused."""

from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.models import Locale

from cms.formats.exchange import Inexpressible
from cms.formats.from_bank import from_bank
from cms.formats.gift import read_gift, write_gift
from cms.formats.importing import NotSound, apply, plan
from cms.formats.moodle_xml import read_moodle, write_moodle
from cms.models import Question, QuestionVersion

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parents[2] / "files" / "questions"
GOOD = """::Portée::Que compte la portée ?{=Des personnes#Oui. ~Des affichages#Non. ~%50%Des clics}

::Taux::12 clics, 400 vues, en % ?{#=3:0.1#Oui. =%0%33 ~#Divisez.}

::Nom::Le nombre de personnes atteintes ?{=portée =%50%audience}

::Paires::Reliez.{=CTR -> clics =CPC -> coût = -> ventes}
"""


def run(*args: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("import_questions", *args, stdout=out)
    except SystemExit as stop:
        return int(stop.code or 0), out.getvalue()
    return 0, out.getvalue()


def file(tmp_path: Path, text: str) -> str:
    path = tmp_path / "banque.gift"
    path.write_text(text, encoding="utf-8")
    return str(path)


def content(question: Question) -> list[tuple[str, dict]]:
    return [(block.block_type, dict(block.value)) for block in question.content]


def test_drafts_with_a_revision_and_a_second_run_that_changes_nothing(tmp_path):
    found = plan(GOOD, dialect="gift", locale="fr")
    assert (found.errors, found.counts) == ((), Counter(new=4))
    assert apply(found) == Counter(new=4)
    rows = {row.code: row for row in Question.objects.all()}
    assert {code: (row.kind, row.live, row.locale.language_code, row.revisions.count()) for code, row in rows.items()} == {
        "portee": ("single", False, "fr", 1),
        "taux": ("numeric", False, "fr", 1),
        "nom": ("short", False, "fr", 1),
        "paires": ("match", False, "fr", 1),
    }  # fmt: skip
    assert content(rows["portee"]) == [
        ("option", {"text": "Des personnes", "correct": True, "feedback": "Oui."}),
        ("option", {"text": "Des affichages", "correct": False, "feedback": "Non."}),
        ("option", {"text": "Des clics", "correct": False, "feedback": ""}),
    ]
    taux = rows["taux"]
    assert (taux.answer, taux.tolerance, taux.right, taux.wrong) == ("3", "0.1", "Oui.", "Divisez.")
    assert content(taux) == [("trap", {"value": "33", "tolerance": "0", "feedback": ""})]
    assert content(rows["nom"]) == [("accepted", {"text": "portée"})]
    assert content(rows["paires"]) == [
        ("target", {"code": "clics", "label": "clics"}),
        ("target", {"code": "cout", "label": "coût"}),
        ("target", {"code": "ventes", "label": "ventes"}),
        ("pair", {"text": "CTR", "target": "clics", "feedback": ""}),
        ("pair", {"text": "CPC", "target": "cout", "feedback": ""}),
    ]
    assert QuestionVersion.objects.count() == 0
    again = plan(GOOD, dialect="gift", locale="fr")
    assert (again.counts, again.stored) == (Counter(same=4), ())
    apply(again)
    assert Question.objects.count() == 4
    assert {row.revisions.count() for row in Question.objects.all()} == {1}


def test_what_is_not_taken_over_is_named(tmp_path):
    found = plan(GOOD, dialect="gift", locale="fr")
    assert [(line.code, remark.message("en")) for line in found.lines for remark in line.remarks] == [
        ("portee", "The weights 50% are not taken over: only answers at 100% are right."),
        ("nom", "“audience” is worth 50%: not taken over."),
    ]


def test_a_change_is_shown_and_keeps_the_ids_of_what_stays():
    apply(plan(GOOD, dialect="gift", locale="fr"))
    before = {block.value["text"]: block.id for block in Question.objects.get(code="portee").content}
    found = plan(GOOD.replace("Des clics", "Des ventes"), dialect="gift", locale="fr")
    assert found.counts == Counter(same=3, changed=1)
    changed = next(line for line in found.lines if line.status == "changed")
    assert [(change.before, change.after) for change in changed.changes] == [("Des clics", "Des ventes")]
    apply(found)
    row = Question.objects.get(code="portee")
    assert row.revisions.count() == 2
    after = {block.value["text"]: block.id for block in row.get_latest_revision_as_object().content}
    assert after == {
        "Des personnes": before["Des personnes"],
        "Des affichages": before["Des affichages"],
        "Des ventes": before["Des clics"],
    }


def test_a_live_question_keeps_its_text_until_the_draft_is_published():
    apply(plan(GOOD, dialect="gift", locale="fr", publish=True), publish=True)
    assert Question.objects.filter(live=True).count() == 4
    assert QuestionVersion.objects.count() == 4
    changed = GOOD.replace("Que compte", "Que mesure")
    apply(plan(changed, dialect="gift", locale="fr"))
    row = Question.objects.get(code="portee")
    assert (row.prompt, row.live, row.has_unpublished_changes) == ("Que compte la portée ?", True, True)
    assert plan(changed, dialect="gift", locale="fr").stored == ()
    found = plan(changed, dialect="gift", locale="fr", publish=True)
    assert [(line.code, line.status) for line in found.stored] == [("portee", "same")]
    apply(found, publish=True)
    assert Question.objects.get(code="portee").prompt == "Que mesure la portée ?"
    assert QuestionVersion.objects.count() == 5


def test_nothing_is_stored_while_something_is_refused(tmp_path):
    text = GOOD + "\n::Cassée::Un { =a ~b\n"
    found = plan(text, dialect="gift", locale="fr")
    with pytest.raises(NotSound):
        apply(found)
    code, out = run(file(tmp_path, text), "--format", "gift")
    assert code == 1
    assert out.splitlines()[0] == (
        "banque.gift:9:14: «\u00a0}\u00a0» est attendu avant la ligne vide qui suit\u00a0; si l’accolade est du texte, écrivez \\{."
    )
    assert out.splitlines()[-1] == "4 new, 1 refused; nothing stored"
    assert Question.objects.count() == 0
    assert run(file(tmp_path, text), "--skip-refused", "--dry-run")[0] == 0
    assert Question.objects.count() == 0
    assert run(file(tmp_path, text), "--skip-refused")[1].splitlines()[-1] == "4 new, 1 refused; 4 stored"
    assert Question.objects.count() == 4


def test_the_command_speaks_english_and_publishes(tmp_path):
    code, out = run(file(tmp_path, GOOD), "--locale", "en", "--publish")
    assert (code, out.splitlines()[-1]) == (0, "4 new; 4 stored")
    assert "banque.gift:1:1: The weights 50% are not taken over" in out
    assert set(Question.objects.values_list("locale__language_code", "live")) == {("en", True)}
    assert run(file(tmp_path, GOOD), "--locale", "en", "--publish")[1].splitlines()[-1] == "4 same; 0 stored"


def test_an_unfinished_question_stays_a_draft(tmp_path):
    text = "::Deux justes::Lesquelles ?{~%50%a ~%50%b}"
    found = plan(text, dialect="gift", locale="fr")
    assert [remark.code for remark in found.lines[0].remarks] == ["unfinished"]
    assert run(file(tmp_path, text), "--publish")[0] == 1
    assert Question.objects.count() == 0
    assert run(file(tmp_path, text))[0] == 0


def test_titles_that_come_twice_get_a_code_of_their_own_and_are_told():
    text = "::Question 1::Un {=a ~b}\n\n::Question 1::Deux {=a ~b}\n\n// [id:q]\nTrois {=a ~b}\n\n// [id:q]\nQuatre {=a ~b}"
    found = plan(text, dialect="gift", locale="fr")
    codes = [line.code for line in found.lines]
    assert [code.rpartition("-")[0] for code in codes[:2]] == ["question-1", "question-1"]
    assert codes[0] != codes[1]
    assert codes[2:] == ["q", "q"]
    assert [line.status for line in found.lines] == ["new", "new", "new", "refused"]
    assert [(error.line, error.code) for error in found.errors] == [(9, "code_twice")]
    assert codes == [line.code for line in plan(text, dialect="gift", locale="fr").lines]


def test_a_title_never_takes_the_code_of_another_question():
    apply(plan("::Taux::Un nombre ?{#3}", dialect="gift", locale="fr"))
    found = plan("::Taux::Une phrase ?{=a ~b}", dialect="gift", locale="fr")
    assert [error.code for error in found.errors] == ["code_taken"]
    assert plan("// [id:taux]\n::Taux::Une phrase ?{=a ~b}", dialect="gift", locale="fr").counts == Counter(changed=1)


def test_english_of_a_french_question_belongs_to_its_translators(mini_pack):
    text = "// [id:taux-q1]\n::x::What?{=a ~b}"
    assert [error.code for error in plan(text, dialect="gift", locale="en").errors] == ["code_translated"]


def test_moodle_xml_names_what_it_leaves_behind():
    text = (FILES / "agence.xml").read_text(encoding="utf-8")
    found = plan(text, dialect="moodle", locale="fr")
    told = {(line.code, remark.code) for line in found.lines for remark in line.remarks}
    assert {("graphique-portee", "bank_html"), ("graphique-portee", "tags_dropped")} <= told
    assert [remark.code for remark in found.reading.remarks] == [
        "file_dropped", "penalty_dropped", "grade_dropped", "partial_dropped", "categories_dropped",
    ]  # fmt: skip
    assert ("type_unsupported", 97, 3) in [(error.code, error.line, error.column) for error in found.errors]
    apply(found, skip_refused=True)
    row = Question.objects.get(code="graphique-portee")
    assert row.prompt == "Que montre ce graphique\u00a0?"
    assert (row.right, row.wrong) == ("Votre réponse est correcte.", "Votre réponse est incorrecte.")
    assert (Question.objects.get(code="taux-de-clic").unit, Question.objects.get(code="etapes").kind) == ("%", "order")
    assert [value["text"] for _, value in content(Question.objects.get(code="etapes"))] == [
        "objectif",
        "public",
        "message",
    ]
    assert content(Question.objects.get(code="nom")) == [("accepted", {"text": "portée\nla couverture"})]
    again = plan(text, dialect="moodle", locale="fr")
    assert again.stored == ()


def test_wild_gift_is_read_and_its_second_run_is_the_same():
    text = (FILES / "agence.gift").read_text(encoding="utf-8")
    found = plan(text, dialect="gift", locale="fr")
    assert "bank_description" in [error.code for error in found.errors]
    apply(found, skip_refused=True)
    row = Question.objects.get(code="portee-impressions")
    assert row.prompt == "Une publication est vue 3\u00a0fois par chacune de 200 personnes. Quelle est sa portée\u00a0?"
    formula = Question.objects.get(code="formule")
    assert formula.prompt == "Écrivez \\(\\frac{a}{b}\\) en mots."
    assert plan(text, dialect="gift", locale="fr").stored == ()


def test_scripts_of_a_file_leave_no_trace():
    text = '::X::[html]<p onclick\\="a()">Un<script>alert(1)</script><img src\\=x onerror\\=alert(1)> texte</p>{\\=a}'
    text = text.replace("{\\=a}", "{=[html]<b>oui</b> ~[markdown]non<script>alert(2)</script>}")
    apply(plan(text, dialect="gift", locale="fr"))
    row = Question.objects.get(code="x")
    assert row.prompt == "Un texte"
    assert [value["text"] for _, value in content(row)] == ["oui", "non"]


@pytest.mark.parametrize("dialect", ["gift", "moodle"])
def test_the_bank_of_a_pack_leaves_and_comes_back_unchanged(mini_pack, dialect):
    write, read = (write_gift, read_gift) if dialect == "gift" else (write_moodle, read_moodle)
    rows = Question.objects.filter(locale=Locale.objects.get(language_code="fr"))
    asked, left = [], []
    for row in rows:
        try:
            asked.append(from_bank(row, dialect)[0])
        except Inexpressible:
            left.append(row.code)
    written = write(asked, comments=["x"])
    assert left == []
    orders = {row.code for row in rows if row.kind == "order"}
    assert {title for title, _ in written.left_out} == (orders if dialect == "gift" else set())
    assert read(written.text).errors == ()
    found = plan(written.text, dialect=dialect, locale="fr")
    assert [(line.code, line.changes, line.refusal) for line in found.lines if line.status != "same"] == []
    assert len(found.lines) == rows.count() - len(written.left_out)


def test_hostile_texts_are_refused_in_words():
    for text, dialect, code in (
        ("{" * 100_000, "gift", "brace_open"),
        ("<quiz>" + "<a>" * 100_000, "moodle", "xml_deep"),
        ("x" * 2_000_001, "gift", "too_big"),
        ("::a::b\0c {T}", "gift", "nul"),
        ("<quiz>\0</quiz>", "moodle", "nul"),
        ("\n\n".join(["a {=b ~c}"] * 2001), "gift", "too_many"),
        (" \n ", "gift", "empty"),
        ((FILES / "entities.xml").read_text(), "moodle", "xml_dtd"),
    ):
        found = plan(text, dialect=dialect, locale="fr")
        assert [error.code for error in found.errors] == [code]
        assert found.stored == ()


def test_files_that_are_no_text_or_missing(tmp_path):
    (tmp_path / "x.gift").write_bytes(b"\xff\xfe\x00\xd8")
    assert run(str(tmp_path / "x.gift")) == (1, "x.gift:0:0: Ce fichier n’est pas du texte.\n")
    code, out = run(str(FILES / "cp1252.gift"))
    assert code == 0
    assert "cp1252.gift:0:0: Ce fichier n’est pas en UTF-8" in out
    assert Question.objects.get().prompt == "Quel prix, en € ?"


def test_what_the_editors_form_refuses_is_not_published_either(tmp_path):
    silent = "::Vrai::La portée compte des personnes.{T}"
    assert [remark.code for remark in plan(silent, dialect="gift", locale="fr").lines[0].remarks] == ["unfinished"]
    code, out = run(file(tmp_path, silent), "--publish")
    assert (code, Question.objects.count()) == (1, 0)
    assert "Vrai ou faux" in out
    assert run(file(tmp_path, silent))[0] == 0
    assert run(file(tmp_path, silent), "--publish")[0] == 1  # the draft is no way round it
    assert Question.objects.get().live is False
    told = "::Vrai::La portée compte des personnes.{T#Non.#Oui.}"
    assert run(file(tmp_path, told), "--publish")[0] == 0
    assert Question.objects.get().live is True


def test_a_text_read_by_a_person_does_not_become_another_kind_unseen():
    apply(plan("::Nom::Le nombre de personnes atteintes ?{=portée}", dialect="gift", locale="fr"))
    Question.objects.update(reviewed=True)
    question = Question.objects.get()
    question.save_revision()
    line = plan(
        "::Nom::Le nombre de personnes atteintes ?{=portée ~audience}", dialect="gift", locale="fr", publish=True
    ).lines[0]
    assert (line.status, line.refusal.code if line.refusal else "") == ("refused", "publish_unfinished")
