"""A page is published in English once what it uses is; drafts that are not finished are not published past their form."""

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import Translation

from accounts.models import User
from cms.models import LessonPage, Question
from cms.uses import snippets_waiting
from tests.integration.cms.test_translating import english, french, submit, synchronise, translate_everything
from tests.integration.cms.test_translating_safely import bulk_publish, stop

__all__ = ["french"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


def block(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


@pytest.fixture
def question(french: LessonPage) -> Question:
    """A published French question that the lesson asks; nobody translated it."""
    fr = Locale.objects.get(language_code="fr")
    asked = Question.objects.create(locale=fr, code="etonner-q1", kind="numeric", prompt="Combien ?", answer="4")
    asked.save_revision().publish()
    french.body = json.dumps([block("question", {"question": asked.pk})])
    french.save_revision().publish()
    return asked


def theirs(question: Question) -> Question:
    return Question.objects.get(translation_key=question.translation_key, locale__language_code="en")


def publish_english(question: Question) -> None:
    row = theirs(question)
    # By hand: while it is synchronised, what nobody translated holds it back.
    Translation.objects.filter(source__object_id=row.translation_key).update(enabled=False)
    row.prompt = "How many?"
    row.save_revision().publish()


def test_the_translation_editor_says_what_must_be_published_first(
    french: LessonPage, question: Question, paula_client: Client
) -> None:
    submit(paula_client, french)
    translate_everything(french)
    where = reverse("wagtailadmin_pages:edit", args=[english(french).pk])
    answer = paula_client.post(where, {"action": "publish"}, follow=True)
    assert answer.redirect_chain == [(where, 302)]
    link = reverse("wagtailsnippets_cms_question:edit", args=[theirs(question).pk])
    told = [str(text) for text in answer.context["messages"] if "Combien" in str(text)]
    assert [f'href="{link}">Question «\u00a0etonner-q1\u00a0: Combien ?\u00a0»</a>' in text for text in told] == [True]
    assert english(french).live is False
    assert [link in text for text in synchronise(paula_client, french) if "href" in text] == [True]
    assert english(french).live is False
    publish_english(question)
    synchronise(paula_client, french)
    assert (english(french).live, english(french).body[0].value["question"]) == (True, theirs(question))


def drafted(french: LessonPage, client: Client) -> LessonPage:
    """The English, written by hand."""
    submit(client, french)
    stop(client, french)
    page = english(french)
    page.title, page.objective, page.slug = "Surprise", "Say.", "surprise"
    page.save_revision()
    return english(french)


def test_no_other_way_publishes_it(french: LessonPage, question: Question, paula_client: Client, paula: User) -> None:
    page = drafted(french, paula_client)
    assert ["Combien ?" in text for text in bulk_publish(paula_client, page)][-1:] == [True]
    page.get_latest_revision().publish()
    page.get_latest_revision().publish(user=paula)
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    call_command("publish_scheduled")
    page = english(french)
    assert (page.live, page.get_latest_revision_as_object().title) == (False, "Surprise")
    history = paula_client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Combien ?" in history
    publish_english(question)
    bulk_publish(paula_client, page)
    assert (english(french).live, english(french).title) == (True, "Surprise")


def test_french_and_what_nobody_can_read_yet_wait_for_nothing(french: LessonPage, question: Question) -> None:
    language = {row.language_code: row for row in Locale.objects.all()}
    assert snippets_waiting(french, language["fr"]) == []
    assert snippets_waiting(french, language["en"]) == [question]


def test_an_unfinished_draft_is_not_published_in_bulk(french: LessonPage, paula_client: Client) -> None:
    french.title = "Étonner encore"
    french.body = json.dumps([block("match", {"title": "", "targets": [], "items": []}), block("key", {"title": ""})])
    french.save_revision()
    [told] = bulk_publish(paula_client, french)
    assert "Association, Idée clé" in told
    assert LessonPage.objects.get(pk=french.pk).title == "Étonner"


def test_an_unfinished_draft_passes_by_no_approval(french: LessonPage, paula: User) -> None:
    french.title = "Étonner encore"
    french.body = json.dumps([block("key", {"title": ""})])
    french.save_revision().publish(user=paula)
    assert LessonPage.objects.get(pk=french.pk).title == "Étonner"


@pytest.mark.parametrize("action", ["", "action-publish"])
def test_a_lesson_with_an_unfinished_data_set_is_kept_and_not_published(
    action: str, french: LessonPage, paula_client: Client
) -> None:
    where = reverse("wagtailadmin_pages:edit", args=[french.pk])
    sent = {"title": "Étonner encore", "slug": "etonner", "objective": "Dire.", "minutes": "5", "body-count": "1"}
    sent |= {"body-0-type": "dataset", "body-0-order": "0", "body-0-deleted": "", "body-0-id": str(uuid.uuid4())}
    value = {"title": "Export", "brand": "Café", "network": "facebook-posts", "days": "35", "text": "null"}
    value |= {"anomalies": "tracking_gap", "asked-count": "1", "asked-0-deleted": "", "asked-0-order": "0"}
    value |= {"asked-0-value-code": "", "asked-0-value-prompt": "Combien ?", "mistakes-count": "0"}
    sent |= {f"body-0-value-{name}": text for name, text in value.items()}
    sent |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "covers": "", "code": "etonner"}
    for formset in paula_client.get(where).context["form"].formsets.values():
        sent |= {f"{formset.prefix}-TOTAL_FORMS": "0", f"{formset.prefix}-INITIAL_FORMS": "0"}
    answer = paula_client.post(where, sent | ({action: "1"} if action else {}))
    assert answer.status_code == (200 if action else 302)
    page = LessonPage.objects.get(pk=french.pk)
    draft = page.get_latest_revision_as_object()
    assert page.title == "Étonner"
    assert draft.title == ("Étonner" if action else "Étonner encore")
    if not action:
        assert draft.body[0].value["asked"][0]["prompt"] == "Combien ?"
        assert paula_client.get(reverse("wagtailadmin_pages:view_draft", args=[french.pk])).status_code == 200
        assert paula_client.get(where).status_code == 200
