"""A code is that of one object in every language: taken ones are refused in words, whatever the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Revision
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.formats.importing import plan
from cms.models import GlossaryTerm, LessonPage, Question
from tests.integration.cms.test_translating import french, submit

__all__ = ["french"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]
TERM = {"code": "zibeline", "term": "Zibeline", "aliases_fr": "", "definition": "Une martre.", "covers": ""}
QUESTION = {"code": "zibeline", "kind": "truefalse", "prompt": "?", "answer": "true", "right": "Oui.", "wrong": "Non."}
QUESTION |= {"kpi_code": "", "skills": [], "covers": "", "content-count": "0"}


def language(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


def term(code: str, locale: str, *, live: bool = True, **fields: str) -> GlossaryTerm:
    made = GlossaryTerm.objects.create(
        locale=language(locale), code=code, live=live, **({"term": code.title(), "definition": "Mot."} | fields)
    )
    revision = made.save_revision()
    if live:
        revision.publish()
    return made


def send(client: Client, row: Any) -> list[str]:
    where = reverse("wagtail_localize:submit_snippet_translation", args=["cms", row._meta.model_name, row.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(where, {"locales": [language("en").pk]}, follow=True)
    assert answer.status_code == 200
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize(("model", "sent"), [("glossaryterm", TERM), ("question", QUESTION)])
@pytest.mark.parametrize("first", ["en", "fr"])
@pytest.mark.parametrize("action", ["", "action-publish"])
def test_the_other_language_has_it(
    action: str, first: str, model: str, sent: dict[str, str], paula_client: Client
) -> None:
    where = reverse(f"wagtailsnippets_cms_{model}:add")
    assert paula_client.post(f"{where}?locale={first}", sent).status_code == 302
    other = {"en": "fr", "fr": "en"}[first]
    answer = paula_client.post(f"{where}?locale={other}", sent | ({action: "1"} if action else {}))
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["code"])


def test_a_code_given_to_the_french_is_not_that_of_something_english(paula_client: Client) -> None:
    term("sable", "en")
    mine = term("zibeline", "fr")
    send(paula_client, mine)
    where = reverse("wagtailsnippets_cms_glossaryterm:edit", args=[mine.pk])
    answer = paula_client.post(where, TERM | {"code": "sable", "action-publish": "1"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["code"])
    # Its own translation has its code, and that is no other object.
    assert paula_client.post(where, TERM | {"action-publish": "1"}).status_code == 302


def test_what_was_stored_before_is_not_sent_to_translation(paula_client: Client) -> None:
    term("sable", "en", term="Sand")
    mine = term("zibeline", "fr", term="Sable")
    GlossaryTerm.objects.filter(pk=mine.pk).update(code="sable")
    [told] = send(paula_client, mine)
    assert ["Sable" in told, "sable" in told, "Sand" in told] == [True, True, True]
    assert GlossaryTerm.objects.filter(code="sable").count() == 2


def test_nor_is_a_lesson_that_uses_it(french: LessonPage, paula_client: Client) -> None:
    rows = [
        Question.objects.create(locale=language(code), code=f"sable-{code}", kind="long", prompt="?")
        for code in ("en", "fr")
    ]
    rows[1].save_revision().publish()
    Question.objects.filter(pk__in=[row.pk for row in rows]).update(code="sable")
    french.body = [("question", {"question": rows[1]})]
    french.save_revision().publish()
    assert submit(paula_client, french) == 302
    assert not LessonPage.objects.filter(translation_key=french.translation_key, locale=language("en")).exists()


def test_a_translation_is_not_published_over_it(paula_client: Client) -> None:
    mine = term("zibeline", "fr", term="Zibeline", definition="Une martre.")
    send(paula_client, mine)
    theirs = GlossaryTerm.objects.get(translation_key=mine.translation_key, locale=language("en"))
    row = Translation.objects.get(source__object_id=mine.translation_key)
    for segment in StringSegment.objects.filter(source=row.source):
        StringTranslation.objects.create(
            translation_of=segment.string, context=segment.context, locale=row.target_locale, data="Sable"
        )
    term("sable", "en", term="Sand")
    GlossaryTerm.objects.filter(pk=mine.pk).update(code="sable")  # as it was possible once
    mine.refresh_from_db()
    mine.latest_revision = None
    row.source.update_from_db()
    where = reverse("wagtailsnippets_cms_glossaryterm:edit", args=[theirs.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = paula_client.post(where, {"action": "publish"}, follow=True)
    assert answer.redirect_chain == [(where, 302)]
    assert ["Sand" in str(text) for text in answer.context["messages"]] == [True]
    theirs.refresh_from_db()
    assert (theirs.live, theirs.code) == (False, "zibeline")


def test_a_planned_day_leaves_it_a_draft(paula_client: Client) -> None:
    mine = term("zibeline", "fr", live=False)
    mine.code = "sable"
    revision = mine.save_revision()
    term("sable", "en", term="Sand")
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    mine.refresh_from_db()
    assert (mine.live, mine.code) == (False, "zibeline")
    opened = paula_client.get(reverse("wagtailsnippets_cms_glossaryterm:edit", args=[mine.pk]))
    assert ["Sand" in str(text) for text in opened.context["messages"]] == [True]


@pytest.mark.parametrize(("first", "second"), [("en", "fr"), ("fr", "en")])
def test_a_file_brings_none_either(first: str, second: str) -> None:
    Question.objects.create(locale=language(first), code="portee", kind="long", prompt="Quelle portée ?")
    found = plan("::Portée::Que compte la portée ?{=Des personnes ~Des clics}", dialect="gift", locale=second)
    assert [line.status for line in found.lines] == ["refused"]
