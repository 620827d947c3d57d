"""What the form of a question or a scenario refuses is published in no other way: hints that tell, dead ends."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation

from accounts.models import User
from cms.models import Question, Scenario
from cms.unfinished import flaws
from cms.untranslated import HELD_BACK
from tests.integration.cms.test_codes import send
from tests.integration.cms.test_translating import synchronise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]
ENGLISH = {
    "Combien compte la portée ?": "What does reach count?",
    "Des personnes": "People",
    "Des clics": "Clicks",
    "Oui.": "Yes.",
    "Non.": "No.",
    "Pensez à qui regarde.": "Think of who looks.",
}


def part(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


@pytest.fixture
def question(paula_client: Client) -> Question:
    """The English draft of a question, sent to translation."""
    content = [
        part("option", text="Des personnes", correct=True, feedback="Oui."),
        part("option", text="Des clics", correct=False, feedback="Non."),
        part("hint", text="Pensez à qui regarde."),
    ]
    asked = Question.objects.create(
        locale=Locale.objects.get(language_code="fr"),
        code="zibeline",
        kind="single",
        prompt="Combien compte la portée ?",
        content=json.dumps(content),
    )
    asked.save_revision().publish()
    send(paula_client, asked)
    return Question.objects.get(translation_key=asked.translation_key, locale__language_code="en")


def translate(client: Client, row: Any, **instead: str) -> None:
    """In the translation editor; `instead`: the English of the hint."""
    translation = Translation.objects.get(source__object_id=row.translation_key)
    for segment in StringSegment.objects.filter(source=translation.source):
        text = ENGLISH[segment.string.data]
        value = instead.get("hint", text) if "Think" in text else text
        where = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
        answer = client.put(where, f"value={value}", content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (200, 201)


def publish(client: Client, row: Any) -> list[str]:
    where = reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(where, {"action": "publish"}, follow=True)
    row.refresh_from_db()
    return [str(message) for message in answer.context["messages"]]


def test_the_translation_editor_publishes_no_hint_that_tells(
    question: Question, cleo_client: Client, paula_client: Client
) -> None:
    translate(cleo_client, question, hint="It counts people, of course.")
    [told] = publish(paula_client, question)
    assert ["It counts people, of course." in told, "« People »" in told.replace("\xa0", " ")] == [True, True]
    assert question.live is False
    [told, *_more] = synchronise(paula_client, question)
    question.refresh_from_db()
    assert ["It counts people, of course." in told, question.live] == [True, False]
    translate(cleo_client, question)
    publish(paula_client, question)
    assert (question.live, question.content[2].value["text"]) == (True, "Think of who looks.")


def test_what_was_live_stays(question: Question, cleo_client: Client, paula_client: Client) -> None:
    translate(cleo_client, question)
    publish(paula_client, question)
    translate(cleo_client, question, hint="People.")
    assert ["People" in text for text in publish(paula_client, question)] == [True]
    assert (question.live, question.content[2].value["text"]) == (True, "Think of who looks.")


def test_nor_does_any_other_way(question: Question, cleo_client: Client, paula_client: Client, paula: User) -> None:
    translate(cleo_client, question)
    publish(paula_client, question)
    draft = question.get_latest_revision_as_object()
    draft.content[2].value["text"] = "People."
    draft.save_revision().publish(user=paula)
    question.refresh_from_db()
    assert question.content[2].value["text"] == "Think of who looks."
    [entry] = registry.get_logs_for_instance(question).filter(action=HELD_BACK)
    assert ["People." in text for text in entry.data["flaws"]] == [True]
    opened = paula_client.get(reverse("wagtailsnippets_cms_question:edit", args=[question.pk]))
    assert ["People." in str(text) for text in opened.context["messages"]] == [True]
    history = paula_client.get(reverse("wagtailsnippets_cms_question:history", args=[question.pk])).content.decode()
    assert "People." in history


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_scenario_that_cannot_be_played_is_not_published(language: str, paula: User) -> None:
    scenario = Scenario.objects.get(locale__language_code=language)
    assert flaws(scenario) == []
    draft = scenario.get_latest_revision_as_object()
    draft.start = "nulle-part"
    draft.save_revision().publish(user=paula)
    scenario.refresh_from_db()
    assert scenario.start != "nulle-part"
    assert registry.get_logs_for_instance(scenario).filter(action=HELD_BACK).count() == 1


def test_an_empty_draft_is_read_without_an_error() -> None:
    blank = [part(kind, text=None) for kind in ("option", "accepted", "criterion", "hint")]
    for kind in Question.Kind.values:
        asked = Question(kind=kind, content=json.dumps(blank))
        assert flaws(asked) != []


def test_every_question_and_scenario_of_a_pack_is_published_again() -> None:
    for model in (Question, Scenario):
        assert {row.pk: flaws(row) for row in model.objects.filter(live=True) if flaws(row)} == {}
