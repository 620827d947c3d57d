"""The import page of the editing interface and the exports of the list: who may, what is shown, what is kept."""

import html
import re
from itertools import chain
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts import roles
from accounts.models import User
from cms.formats.gift import read_gift
from cms.formats.moodle_xml import read_moodle
from cms.models import Question
from tests.factories.people import person

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parents[2] / "files" / "questions"
URL = "/cms/snippets/cms/question/import/"
LIST = "/cms/snippets/cms/question/"
TEXT = "::Portée::Que compte la <b>portée</b> ?{=Des personnes ~Des affichages}"


@pytest.fixture
def editor(cleo) -> Client:
    client = Client()
    client.force_login(cleo)
    return client


def send(client: Client, action: str = "preview", **fields):
    return client.post(URL, {"text": TEXT, "dialect": "", "locale": "fr", "action": action, **fields})


def test_learners_mentors_and_staff_without_rights_stay_outside(ada, mira):
    for who in (None, ada, mira):
        client = Client()
        if who:
            client.force_login(who)
        for answer in (client.get(URL), send(client, "import"), client.get(f"{LIST}?questions=gift")):
            assert answer.status_code in (302, 403)
    assert Question.objects.count() == 0


def test_who_may_only_look_at_questions_cannot_import(editor, cleo):
    group = cleo.groups.get(name=roles.EDITOR)
    group.permissions.remove(*group.permissions.filter(codename="add_question"))
    assert editor.get(URL).status_code == 403
    assert send(editor, "import").status_code == 403
    assert Question.objects.count() == 0


def test_a_preview_stores_nothing_and_an_import_makes_drafts(editor):
    shown = send(editor)
    assert shown.status_code == 200
    page = shown.content.decode()
    assert TEXT in html.unescape(page)
    assert "<strong>1</strong> à ajouter" in page or "<strong>1</strong> to add" in page
    assert "Que compte la portée ?" in page
    assert Question.objects.count() == 0
    done = send(editor, "import")
    assert (done.status_code, done["Location"]) == (302, f"{LIST}?locale=fr&ordering=-_updated_at")
    row = Question.objects.get()
    assert (row.code, row.live, row.latest_revision.user.email) == ("portee", False, "cleo@example.test")
    assert send(editor, "import").status_code == 200
    assert Question.objects.count() == 1


def test_refused_text_is_kept_with_its_places(editor):
    broken = f"{TEXT}\r\n\r\n<script>alert(1)</script> {{ =a ~b"
    answer = send(editor, "import", text=broken)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "&lt;script&gt;alert(1)&lt;/script&gt; { =a ~b" in page
    assert "<script>alert(1)" not in page
    assert 'data-line="3" data-column="27"' in page
    assert Question.objects.count() == 0
    assert send(editor, "import", text=broken, skip="on").status_code == 302
    assert Question.objects.count() == 1


def test_a_file_takes_the_place_of_the_text_and_stays_in_the_box(editor):
    data = (FILES / "agence.xml").read_bytes()
    answer = send(editor, file=SimpleUploadedFile("banque.xml", data), text="")
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 200
    assert "Meilleure portée" in page
    assert "iVBOR" not in page  # embedded pictures are not taken over
    assert 'data-line="96" data-column="3"' in page
    told = send(editor, file=SimpleUploadedFile("b.gift", (FILES / "cp1252.gift").read_bytes()), text="")
    assert "Windows-1252" in told.content.decode()
    image = send(editor, file=SimpleUploadedFile("b.gift", b"\xff\xfe\x00\xd8"), text="typed")
    assert image.status_code == 422
    assert "typed" in image.content.decode()


SEASONS = "::Saisons::Où va-t-on ? {=Été -> Juillet à Évian =Hiver -> Mars à Tignes =-> Mai à Nice}"


def test_questions_are_shown_by_their_words_known_or_new(editor):
    page = html.unescape(send(editor, text=SEASONS).content.decode())
    assert "<li>Été → Juillet à Évian</li><li>Hiver → Mars à Tignes</li>" in re.sub(r"\s*<li", "<li", page)
    assert page.count("<li>Mai à Nice</li>") == 1
    assert "juillet-a-evian" not in page
    assert send(editor, "import", text=SEASONS).status_code == 302
    same = html.unescape(send(editor, text=SEASONS).content.decode())
    assert '<p class="question-prompt">Où va-t-on ?</p>' in same
    moved = SEASONS.replace("Été -> Juillet", "Automne -> Juillet")
    changed = html.unescape(send(editor, text=moved).content.decode())
    assert '<p class="question-prompt">Où va-t-on ?</p>' in changed
    assert "<del>Été → Juillet à Évian</del> <ins>Automne → Juillet à Évian</ins>" in changed
    assert "juillet-a-evian" not in changed


def test_the_report_alone_for_the_module(editor):
    answer = editor.post(URL, {"text": TEXT, "dialect": "", "locale": "fr"}, headers={"X-Fragment": "1"})
    page = answer.content.decode()
    assert "<html" not in page
    assert "portee" in page


def test_forged_choices_and_nul_are_answered_in_words(editor):
    for fields in ({"dialect": "zip"}, {"locale": "de"}):
        assert send(editor, "import", **fields).status_code == 422
    answer = send(editor, "import", text="::a::b\0 {T}")
    assert answer.status_code == 422
    assert 'data-line="1" data-column="7"' in answer.content.decode()
    assert Question.objects.count() == 0


def test_ten_megabytes_are_refused_in_words_and_the_token_is_asked(cleo):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cleo)
    large = send(client, text="x" * 10_000_000)
    assert large.status_code == 413
    page = html.unescape(large.content.decode())
    assert "<h1" in page or "<h2" in page
    assert "2" in page
    assert send(client, "import").status_code == 403
    assert Question.objects.count() == 0


@pytest.fixture
def bank(mini_pack) -> Client:
    client = Client()
    client.force_login(person("paul", roles.PUBLISHER))
    return client


def test_the_list_leaves_as_gift_and_as_moodle_xml(bank):
    gift = bank.get(f"{LIST}?questions=gift&locale=fr")
    assert gift["Content-Disposition"] == 'attachment; filename="questions-fr.gift"'
    kinds = Question.objects.filter(locale__language_code="fr")
    codes = {question.idnumber for question in read_gift(gift.content.decode()).questions}
    assert codes == set(kinds.exclude(kind="order").values_list("code", flat=True))
    assert "// tri-q" in gift.content.decode() or not kinds.filter(kind="order").exists()
    xml = bank.get(f"{LIST}?questions=moodle&locale=fr")
    assert xml["Content-Disposition"] == 'attachment; filename="questions-fr.xml"'
    reading = read_moodle(xml.content.decode())
    assert reading.errors == ()
    assert {question.idnumber for question in reading.questions} == set(kinds.values_list("code", flat=True))


def test_a_file_holds_one_language(bank):
    french = bank.get(f"{LIST}?questions=moodle").content.decode()
    english = bank.get(f"{LIST}?questions=moodle&locale=en")
    assert english["Content-Disposition"] == 'attachment; filename="questions-en.xml"'
    stems = [
        {question.idnumber: question.stem.text for question in read_moodle(text).questions}
        for text in (french, english.content.decode())
    ]
    for language, found in zip(("fr", "en"), stems, strict=True):
        row = Question.objects.get(code="taux-q1", locale__language_code=language)
        assert found["taux-q1"] == row.prompt
    assert bank.get(f"{LIST}?questions=moodle&locale=de").status_code == 404


def test_filters_and_search_choose_what_leaves(bank):
    numeric = bank.get(f"{LIST}?questions=gift&locale=fr&kind=numeric").content.decode()
    found = {question.body.kind for question in read_gift(numeric).questions}
    assert found == {"numerical"}
    one = bank.get(f"{LIST}?questions=gift&locale=fr&q=taux-q1").content.decode()
    assert [question.idnumber for question in read_gift(one).questions] == ["taux-q1"]


def test_the_list_offers_both_ways(bank):
    page = html.unescape(bank.get(f"{LIST}?locale=fr&kind=numeric").content.decode())
    assert reverse("wagtailsnippets_cms_question:import") in page
    assert "kind=numeric&questions=gift" in page
    assert "kind=numeric&questions=moodle" in page


def test_signs_of_the_format_in_a_text_are_no_structure(bank):
    row = Question.objects.get(code="taux-q1", locale__language_code="fr")
    row.prompt = "\\(\\frac{a}{b}\\) ~ = # : ]]> </text> &amp; -- <script>\n\n{=x}"
    row.save_revision().publish()
    for dialect, read in (("gift", read_gift), ("moodle", read_moodle)):
        text = bank.get(f"{LIST}?questions={dialect}&locale=fr&q=taux-q1").content.decode()
        assert [question.stem.text for question in read(text).questions] == [row.prompt]


def keys(page: str) -> list[str]:
    found = re.findall(r'<p class="question-key">(.*?)</p>', page)
    return [" ".join(html.unescape(one).split()) for one in found]


GIFT_KEYS = """::vrai::Un {TRUE}

::faux::Deux {F}

::exact::Trois {#4.5}

::large::Quatre {#4.5:0.25}

::entre::Cinq {#1..2}

::choix::Six {=juste ~faux}

::bete::Sept {#1e20:<b>}"""


@pytest.mark.parametrize(("language", "expected"), [
    ("en", ["Right answer: True", "Right answer: False", "Right answer: 4.5", "Right answer: 4.5 ± 0.25", "Right answer: 1.5 ± 0.5"]),
    ("fr", ["Vrai", "Faux", "4,5", "4,5 ± 0,25", "1,5 ± 0,5"]),
])  # fmt: skip
def test_the_preview_shows_the_key_of_numbers_and_of_true_or_false(editor, language, expected):
    User.objects.update(locale=language)
    data = {"text": GIFT_KEYS, "dialect": "gift", "locale": "fr"}
    answer = editor.post(URL, data, headers={"X-Fragment": "1"})
    # In French the words in front are those of the catalogue.
    shown = [re.split(" ?: ", one)[-1] for one in keys(answer.content.decode())]
    assert shown == [one.split(": ")[-1] for one in expected]


def test_the_key_stands_beside_what_is_in_the_bank_already(editor):
    text = GIFT_KEYS.split("\n\n::bete")[0]
    send(editor, "import", text=text)
    User.objects.update(locale="en")
    again = editor.post(URL, {"text": text, "dialect": "gift", "locale": "fr"}, headers={"X-Fragment": "1"})
    assert [key.split(": ")[1] for key in keys(again.content.decode())] == [
        "True", "False", "4.5", "4.5 ± 0.25", "1.5 ± 0.5",
    ]  # fmt: skip


GIFT_FEEDBACK = """::vrai::Un {TRUE#Non, un.#Oui, un.####Voyez la leçon.}

::exact::Deux {#2:0.5#Oui, deux. =%0%3#Presque. ~#Non, deux.}

::court::Trois {=trois#Oui, trois. =%0%*#Non, trois.}"""


def test_the_preview_shows_the_feedback_on_a_whole_answer(editor):
    User.objects.update(locale="en")
    data = {"text": GIFT_FEEDBACK, "dialect": "gift", "locale": "fr"}
    page = html.unescape(editor.post(URL, data, headers={"X-Fragment": "1"}).content.decode())
    shown = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    assert shown == [
        ("feedback when right", "Oui, un."), ("feedback when wrong", "Non, un."), ("general feedback", "Voyez la leçon."),
        ("feedback when right", "Oui, deux."), ("feedback when wrong", "Non, deux."),
        ("feedback when right", "Oui, trois."), ("feedback when wrong", "Non, trois."),
    ]  # fmt: skip
    assert send(editor, "import", text=GIFT_FEEDBACK).status_code == 302
    stored = Question.objects.values_list("right", "wrong", "general")
    assert sorted(filter(None, chain(*stored))) == sorted(text for _, text in shown)


def test_the_key_of_moodle_xml(editor):
    data = {"text": MOODLE_KEYS, "dialect": "moodle", "locale": "fr"}
    User.objects.update(locale="en")
    answer = editor.post(URL, data, headers={"X-Fragment": "1"})
    assert keys(answer.content.decode()) == ["Right answer: False", "Right answer: 12 ± 2"]


MOODLE_KEYS = """<quiz><question type="truefalse"><name><text>a</text></name><questiontext><text>Un</text></questiontext>
<answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer></question>
<question type="numerical"><name><text>b</text></name><questiontext><text>Deux</text></questiontext>
<answer fraction="100"><text>12</text><tolerance>2</tolerance></answer></question></quiz>"""
