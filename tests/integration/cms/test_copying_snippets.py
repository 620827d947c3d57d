"""A copy of an English draft is no way to publish French, and copying changes nothing of the original."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import Translation

from cms.models import Figure, GlossaryTerm, Question
from tests.integration.cms.test_codes import send, term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


def copy_of(row: Any) -> str:
    return reverse(row.snippet_viewset.get_url_name("copy"), args=[row.pk])


@pytest.fixture
def draft(paula_client: Client) -> GlossaryTerm:
    """The English draft, all French, of a term that was sent to translation."""
    mine = term("zibeline", "fr", term="Zibeline", definition="Une martre du nord.")
    send(paula_client, mine)
    return GlossaryTerm.objects.get(translation_key=mine.translation_key, locale__language_code="en")


def test_a_draft_with_french_texts_is_not_copied(draft: GlossaryTerm, paula_client: Client) -> None:
    for _time in range(2):
        answer = paula_client.get(copy_of(draft), follow=True)
        assert answer.redirect_chain == [(reverse("wagtailsnippets_cms_glossaryterm:edit", args=[draft.pk]), 302)]
        assert ["Une martre du nord." in str(text) for text in answer.context["messages"]] == [True]
        Translation.objects.filter(source__object_id=draft.translation_key).update(enabled=False)


def test_nor_is_one_whose_newest_draft_alone_is_english(draft: GlossaryTerm, paula_client: Client) -> None:
    """The form of a copy holds the stored texts, and these are French still."""
    GlossaryTerm.objects.filter(pk=draft.pk).update(live=True)
    draft.refresh_from_db()
    draft.term, draft.definition = "Sable", "A northern marten."
    draft.save_revision()
    assert paula_client.get(copy_of(draft)).status_code == 302


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_copy_is_begun_in_the_language_of_its_original(language: str, paula_client: Client) -> None:
    row = Question.objects.filter(locale__language_code=language, live=True)[0]
    add = reverse("wagtailsnippets_cms_question:add")
    for asked in ("", "?locale=en", "?locale=fr"):
        answer = paula_client.get(copy_of(row) + asked)
        assert (answer.status_code, answer.context["action_url"]) == (200, f"{add}?locale={language}")
        assert answer.context["form"].initial["code"] == row.code


@pytest.mark.parametrize("who", ["cleo_client", "paula_client"])
def test_nothing_is_sent_to_a_copy(who: str, request: pytest.FixtureRequest) -> None:
    """Wagtail's own view saved the original, past what is asked before it is edited."""
    client: Client = request.getfixturevalue(who)
    row = term("zibeline", "en", term="Sable")
    sent = {"code": "forge", "term": "Forged", "aliases_fr": "", "definition": "?", "covers": ""}
    for more in ({}, {"action-publish": "1"}):
        assert client.post(copy_of(row), sent | more).status_code == 405
    assert client.put(copy_of(row)).status_code == 405
    row.refresh_from_db()
    assert (row.code, row.term, row.get_latest_revision_as_object().term) == ("zibeline", "Sable", "Sable")


def test_every_snippet_is_copied_this_way(ben_client: Client, paula_client: Client) -> None:
    ours = [model for model in get_snippet_models() if model._meta.app_label == "cms"]
    assert len(ours) == 9
    assert {model.snippet_viewset.copy_view_class.__name__ for model in ours} == {"CopyOnceEnglishView"}
    figure = Figure.objects.first()
    assert figure is None or paula_client.get(copy_of(figure)).status_code == 200
    row = GlossaryTerm.objects.filter(locale=Locale.objects.get(language_code="fr"))[0]
    assert ben_client.get(copy_of(row)).status_code == 403
