"""French that was edited after it was sent to translation: what the English draft still has of it is no English."""

import json
import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Locale, Page, Workflow, WorkflowPage, WorkflowTask
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from accounts.models import User
from cms.french import french_texts, missing_texts
from cms.models import GlossaryTerm, LessonIndexPage, LessonPage
from cms.untranslated import held_words
from tests.integration.cms.test_held_back import held, planned, stopped_term
from tests.integration.cms.test_translating import english, french, submit, synchronise, translate_everything
from tests.integration.cms.test_translating_safely import bulk_publish, stop

__all__ = ["french", "stopped_term"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]
BEFORE = ["Étonner", "Dire."]
HELD = [(2, BEFORE, True)]


@pytest.fixture
def edited(french: LessonPage, cleo_client: Client) -> LessonPage:
    """The French, sent to translation, then published with other texts; the English draft has the former ones."""
    submit(cleo_client, french)
    french.title, french.objective = "Étonner mieux", "Dire mieux."
    french.save_revision().publish()
    return french


def test_the_french_of_before_is_not_published(edited: LessonPage, paula: User) -> None:
    page = english(edited)
    assert french_texts(page) == BEFORE
    page.get_latest_revision().publish(user=paula)
    page = english(edited)
    assert (page.live, held(page)) == (False, HELD)


def test_nor_on_its_day(edited: LessonPage) -> None:
    planned(english(edited))
    call_command("publish_scheduled")
    page = english(edited)
    assert (page.live, page.get_latest_revision().approved_go_live_at, held(page)) == (False, None, HELD)


def test_nor_when_it_is_approved(edited: LessonPage, cleo: User, paula_client: Client) -> None:
    workflow = Workflow.objects.create(name="Read by publishers")
    task = GroupApprovalTask.objects.create(name="Read")
    task.groups.set(Group.objects.all())
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.update_or_create(page=Page.objects.get(depth=1), defaults={"workflow": workflow})
    page = english(edited)
    workflow.start(page, cleo)
    where = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", page.current_workflow_task_state.pk]
    )
    with TestCase.captureOnCommitCallbacks(execute=True):
        paula_client.post(where, {"comment": ""})
    page = english(edited)
    assert (page.live, held(page)) == (False, HELD)


def test_nor_in_bulk_once_the_translation_was_stopped(edited: LessonPage, paula_client: Client) -> None:
    stop(paula_client, edited)
    told = bulk_publish(paula_client, english(edited))
    assert [("2" in text, "« Étonner »" in text.replace("\u00a0", " "), "Dire." in text) for text in told[-1:]] == [
        (True, True, True)
    ]
    assert english(edited).live is False
    page = english(edited)
    page.title, page.objective = "Surprise", "Say."
    page.save_revision()
    bulk_publish(paula_client, page)
    assert (english(edited).live, english(edited).title) == (True, "Surprise")


def test_nor_from_the_form_of_a_snippet(stopped_term: GlossaryTerm, paula_client: Client) -> None:
    term = GlossaryTerm.objects.get(translation_key=stopped_term.translation_key, locale__language_code="fr")
    term.term, term.definition = "Étonner mieux", "Dire mieux."
    term.save_revision().publish()
    where = reverse("wagtailsnippets_cms_glossaryterm:edit", args=[stopped_term.pk])
    sent = {"code": "etonner", "term": "Étonner", "aliases_fr": "", "definition": "dire. ", "covers": ""}
    answer = paula_client.post(where, sent | {"action-publish": "1"}, follow=True)
    assert [("2" in str(text), "Étonner" in str(text)) for text in answer.context["messages"]] == [(True, True)]
    assert GlossaryTerm.objects.get(pk=stopped_term.pk).live is False


def test_english_waits_for_what_was_added_in_french(french: LessonPage, paula_client: Client) -> None:
    """The draft is all English, and less than the French is now."""
    submit(paula_client, french)
    translate_everything(french)
    page = english(french)
    page.title, page.objective = "Surprise", "Say."
    revision = page.save_revision()
    french.objective = "Dire mieux."
    french.save_revision().publish()
    revision.publish()
    page = english(french)
    assert (page.live, held(page)) == (False, [(0, [], True)])
    [told] = [text for text in bulk_publish(paula_client, page) if "Dire mieux." in text]
    assert "1" in told
    segment = StringSegment.objects.get(source__object_id=french.translation_key, string__data="Dire mieux.")
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=page.locale, data="Say better."
    )
    synchronise(paula_client, french)
    assert (english(french).live, english(french).objective) == (True, "Say better.")


def paragraph(text: str) -> dict[str, Any]:
    return {"type": "paragraph", "id": str(uuid.uuid4()), "value": text}


def test_a_doubled_block_is_the_same_french(french: LessonPage, paula_client: Client) -> None:
    french.title = "R&D < 3"
    french.body = json.dumps(
        [paragraph("<p>Bonjour à tous &amp; <b>merci</b></p>"), paragraph("<p>Instagram</p><p>5</p>")]
    )
    french.save_revision().publish()
    submit(paula_client, french)
    stop(paula_client, french)
    assert french_texts(english(french)) == ["R&D < 3", "Dire.", "Bonjour à tous & merci", "Instagram"]
    page = english(french).get_latest_revision_as_object()
    page.title, page.objective = "Surprise", "Say."
    page.body = json.dumps([paragraph(str(block.value)) for block in page.body])
    page.save_revision()
    # A word of both languages and a number hold nothing back where the French has them not.
    assert french_texts(page) == ["Bonjour à tous & merci"]
    told = bulk_publish(paula_client, english(french))
    assert ["Bonjour à tous & merci" in text for text in told[-1:]] == [True]
    assert english(french).live is False


def test_a_single_word_is_french_once_its_english_is_another(french: LessonPage, paula_client: Client) -> None:
    french.body = json.dumps([paragraph("<p>Pourquoi</p>")])
    french.save_revision().publish()
    submit(paula_client, french)
    page = english(french)
    page.body = json.dumps([paragraph("<p>Pourquoi</p>")])
    assert french_texts(page) == BEFORE
    segment = StringSegment.objects.get(source__object_id=french.translation_key, string__data="Pourquoi")
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=page.locale, data="Why"
    )
    assert french_texts(page) == [*BEFORE, "Pourquoi"]


def test_what_french_was_made_from_is_not_french(paula_client: Client) -> None:
    index = {page.locale.language_code: page for page in LessonIndexPage.objects.all()}
    page = LessonPage(title="Say it", slug="say-it", objective="Say.", locale=index["en"].locale, live=False)
    index["en"].add_child(instance=page)
    page.save_revision()
    where = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):
        paula_client.post(where, {"locales": [Locale.objects.get(language_code="fr").pk]})
    theirs = LessonPage.objects.get(translation_key=page.translation_key, locale__language_code="fr")
    assert (theirs.title, french_texts(page), french_texts(theirs)) == ("Say it", [], [])
    bulk_publish(paula_client, page)
    assert (LessonPage.objects.get(pk=page.pk).live, held(page)) == (True, [])
    assert Translation.objects.filter(source__object_id=page.translation_key).count() == 1


def test_what_is_told_is_text_and_escaped_once(french: LessonPage, paula_client: Client) -> None:
    french.title = "R&D < 3"
    french.save_revision().publish()
    submit(paula_client, french)
    page = english(french)
    page.get_latest_revision().publish()
    history = paula_client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert [wrong in history for wrong in ("R&amp;D &lt; 3", "&amp;amp;", "&amp;lt;")] == [True, False, False]
    data = {"count": 0, "texts": [], "uses": ["Question « R&D »"]}
    assert held_words("R&D < 3", data).count("R&D") == 2
    assert missing_texts(page) == ["R&D < 3", "Dire."]
