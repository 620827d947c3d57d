"""The form of a question says what its kind needs beside the field that lacks it; that of an interview question too."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from accounts.models import User
from cms.models import InterviewQuestion, Question
from cms.question_form import HINT, PARTS
from cms.unfinished import flaws
from tests.integration.cms.test_code_fields import form_of, french, publish, refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue_pack")]
NEW = reverse("wagtailsnippets_cms_question:add") + "?locale=fr"
STATEMENT = {
    "code": "essai-vrai",
    "kind": "truefalse",
    "prompt": "La portée compte des personnes.",
    "answer": "",
    "truth": "true",
    "tolerance": "",
    "right": "Oui.",
    "wrong": "Si.",
    "kpi_code": "",
    "skills": [],
    "covers": "",
    "content-count": "0",
}


def part(place: int, kind: str, **value: str) -> dict[str, str]:
    own = f"content-{place}"
    told = {f"{own}-type": kind, f"{own}-order": str(place), f"{own}-deleted": "", f"{own}-id": ""}
    return told | {f"{own}-value-{name}": text for name, text in value.items()}


def matching(code: str, item: str) -> dict[str, str]:
    sent = {**STATEMENT, "kind": "match", "truth": "", "content-count": "3"}
    sent |= part(0, "target", code=code, label="Cible A")
    sent |= part(1, "pair", text="Un", target=item, feedback="")
    return sent | part(2, "pair", text="Deux", target=item, feedback="")


def test_true_or_false_is_a_list_of_two(paula_client: Client) -> None:
    assert paula_client.post(NEW, STATEMENT | {"action-publish": "1"}).status_code == 302
    asked = Question.objects.get(code="essai-vrai")
    assert (asked.live, asked.answer) == (True, "true")
    where = reverse("wagtailsnippets_cms_question:edit", args=[asked.pk])
    field = BeautifulSoup(paula_client.get(where).content, "html.parser").select_one("select[name=truth]")
    assert field
    found = [(option.get_text(), option.has_attr("selected")) for option in field.select("option")]
    assert found == [
        ("---------", False),
        (pgettext("statement", "True"), True),
        (pgettext("statement", "False"), False),
    ]
    # What an answer of before still holds, hidden, is not the answer any more.
    sent = STATEMENT | {"answer": "true", "truth": "false", "action-publish": "1"}
    assert paula_client.post(where, sent).status_code == 302
    asked.refresh_from_db()
    assert asked.answer == "false"


@pytest.mark.parametrize(
    ("lacks", "said"),
    [
        ("truth", "Choose whether the statement is true or false."),
        ("right", "A statement that is true or false needs this feedback: write it."),
        ("wrong", "A statement that is true or false needs this feedback: write it."),
    ],
)
def test_what_a_statement_lacks_is_said_beside_the_field(lacks: str, said: str, paula_client: Client) -> None:
    sent = STATEMENT | {"answer": "true", lacks: " " if lacks != "truth" else ""}
    answer = paula_client.post(NEW, sent | {"action-publish": "1"})
    assert answer.context["form"].errors == {lacks: [gettext(said)]}
    assert paula_client.post(NEW, sent).status_code == 302  # a draft may wait


def test_the_form_marks_what_a_statement_needs(paula_client: Client) -> None:
    soup = BeautifulSoup(paula_client.get(NEW).content, "html.parser")
    needed = gettext("Needed to publish a question that is true or false.")
    for name in ("right", "wrong"):
        field = soup.select_one(f"[data-contentpath={name}]")
        assert field
        assert needed in field.get_text()


def test_each_kind_is_offered_its_own_parts(paula_client: Client) -> None:
    soup = BeautifulSoup(paula_client.get(NEW).content, "html.parser")
    kind = soup.select_one("select[name=kind]")
    assert kind
    offered = json.loads(str(kind["data-offered"]))
    assert {name: set(parts) for name, parts in offered.items()} == {kind: {*own, HINT} for kind, own in PARTS.items()}
    # Registered with Wagtail's own definitions loaded, and before the form's first block is drawn.
    scripts = [str(script["src"]) for script in soup.select("script[src]")]
    places = [next(i for i, src in enumerate(scripts) if name in src) for name in ("telepath/blocks", "question-parts")]
    assert places == sorted(places)
    assert "cms.QuestionContent" in soup.decode()


def test_the_code_of_a_target_is_refused_at_the_target(paula_client: Client) -> None:
    answer = paula_client.post(NEW, matching("Cible A", "cible-a") | {"action-publish": "1"})
    told = answer.context["form"].errors.as_data()["content"]
    assert set(told[0].block_errors) == {0}
    assert told[0].block_errors[0].block_errors["code"].messages == [
        gettext("Write lower case without accents, digits and hyphens, such as: my-target")
    ]
    assert paula_client.post(NEW, matching("Cible A", "cible-a")).status_code == 302
    draft = Question.objects.get(code="essai-vrai").get_latest_revision_as_object()
    assert flaws(draft) != []
    draft.delete()
    # What publishes without the form says it as well.
    assert paula_client.post(NEW, matching("Cible A", "Cible A")).status_code == 302
    draft = Question.objects.get(code="essai-vrai").get_latest_revision_as_object()
    words = gettext("“%(code)s” is no code of a target: write lower case without accents, digits and hyphens.")
    assert flaws(draft) == [words % {"code": "Cible A"}]
    draft.delete()
    assert paula_client.post(NEW, matching("cible-a", "cible-a") | {"action-publish": "1"}).status_code == 302


def test_other_words_stand_line_by_line_beside_the_points(root_client: Client) -> None:
    item = french(InterviewQuestion)
    values = form_of(root_client, item) | {"points": "Un fait\nUn chiffre\nUne suite", "echoes": "exemple\n-"}
    told = refusal(root_client, item, values)
    field = BeautifulSoup(told, "html.parser").select_one("[data-contentpath=echoes]")
    assert field
    assert re.search(r"2\s+(lines|lignes) .* 3\s+points", field.get_text())
    for echoes in ("", "exemple\n-\n-"):
        assert publish(root_client, item, values | {"echoes": echoes}).status_code == 302


def test_nor_are_other_words_published_otherwise(paula: User) -> None:
    item = french(InterviewQuestion)
    assert flaws(item) == []
    draft = item.get_latest_revision_as_object()
    draft.points, draft.echoes = "Un fait\nUn chiffre", "exemple"
    assert len(flaws(draft)) == 1
    draft.save_revision().publish(user=paula)
    assert french(InterviewQuestion).points != draft.points
