"""Lists of snippets ask as much for twenty rows as for five, and offer the same buttons as before."""

import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import TranslationSource

from cms.models import GlossaryTerm, Question
from tests.factories.sql import counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]
PER_PAGE = 20


def cost(client: Client, model: type) -> int:
    address = reverse(model.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]
    client.get(address)
    with counted() as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def terms(number: int) -> None:
    french = Locale.objects.get(language_code="fr")
    for _ in range(number):
        code = f"terme-{uuid.uuid4().hex[:8]}"
        GlossaryTerm(term=code, code=code, definition="Ce qu’il veut dire.", locale=french).save()


def test_rows_cost_nothing_more(paula_client: Client) -> None:
    few = cost(paula_client, GlossaryTerm)
    assert GlossaryTerm.objects.count() < PER_PAGE
    terms(PER_PAGE)
    assert cost(paula_client, GlossaryTerm) == few
    terms(PER_PAGE)
    assert cost(paula_client, GlossaryTerm) == few <= 20


def buttons(client: Client) -> dict[str, list[str]]:
    """Title of a term → the addresses that its row offers for translating."""
    page = BeautifulSoup(
        client.get(reverse("wagtailsnippets_cms_glossaryterm:list") + "?locale=fr").content, "html.parser"
    )
    return {
        " ".join(row.select_one("td.title a").get_text().split()): [
            str(link["href"]).partition("?")[0] for link in row.select("a[href*='/localize/']")
        ]
        for row in page.select("#listing-results tbody tr")
        if row.select_one("td.title a")
    }


def test_each_row_offers_to_translate_what_lacks_it(paula_client: Client, cleo_client: Client) -> None:
    terms(1)
    term = GlossaryTerm.objects.latest("pk")
    before = buttons(cleo_client)
    send = reverse("wagtail_localize:submit_snippet_translation", args=["cms", "glossaryterm", term.pk])
    assert before[term.term] == [send]
    english = Locale.objects.get(language_code="en")
    assert cleo_client.post(send, {"locales": [english.pk]}).status_code == 302
    [source] = TranslationSource.objects.filter(object_id=term.translation_key)
    assert buttons(cleo_client)[term.term] == [reverse("wagtail_localize:update_translations", args=[source.pk])]


def statuses(client: Client, where: str) -> list[str]:
    page = BeautifulSoup(client.get(where).content, "html.parser")
    return [" ".join(tag.get_text().split()) for tag in page.select("#listing-results .w-status")]


def test_a_planned_question_says_so(paula_client: Client) -> None:
    question = Question.objects.filter(locale__language_code="fr").first()
    assert question
    where = reverse("wagtailsnippets_cms_question:list")
    assert statuses(paula_client, where).count("publiée + programmée") == 0
    question.go_live_at = timezone.now() + timedelta(days=2)
    revision = question.save_revision(approved_go_live_at=question.go_live_at)
    assert revision.approved_go_live_at
    assert statuses(paula_client, where).count("publiée + programmée") == 1


def test_drawings_have_no_language(root_client: Client) -> None:
    assert root_client.get(reverse("wagtailsnippets_cms_figure:list")).status_code == 200


def prompts(client: Client, query: str) -> list[str]:
    """The texts of the rows that a search leaves."""
    where = f"{reverse('wagtailsnippets_cms_question:list')}?{query}"
    page = BeautifulSoup(client.get(where).content, "html.parser")
    rows = page.select("#listing-results tbody tr")
    return [" ".join(row.select("td")[3].get_text().split()) for row in rows]


def test_a_question_is_listed_and_found_by_the_words_of_its_draft(paula_client: Client) -> None:
    question = Question.objects.filter(locale__language_code="fr").exclude(prompt="").first()
    assert question
    published = " ".join(question.prompt.split())
    few = cost(paula_client, Question)
    for draft in ("Combien de kangourous ?", "Combien de wombats ?"):
        question.prompt = draft
        revision = question.save_revision()
        question.refresh_from_db()
    assert prompts(paula_client, "q=wombats") == ["Combien de wombats ?"]
    assert prompts(paula_client, "q=wom") == ["Combien de wombats ?"]
    assert prompts(paula_client, "q=kangourous") == []
    assert prompts(paula_client, f"q={question.code}&locale=fr") == ["Combien de wombats ?"]
    assert published not in prompts(paula_client, "locale=fr")
    assert cost(paula_client, Question) == few
    revision.publish()
    assert prompts(paula_client, "q=wombats") == ["Combien de wombats ?"]
