"""The first page of the editing interface counts what waits, and each line leads to what it counts."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from cms.models import GlossaryTerm, Question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


def lines(client: Client) -> dict[str, str]:
    """Address → text of the line."""
    page = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    return {str(link["href"]): link.parent.get_text() for link in page.select("#waiting-section li a")}


def test_what_waits_is_counted_and_listed(cleo_client: Client) -> None:
    before = lines(cleo_client)
    translations = reverse("wagtail_localize:translations_report") + "?waiting_for_translation=true"
    questions = reverse("wagtailsnippets_cms_question:list") + "?live=false"
    assert translations not in before
    assert questions not in before
    term = GlossaryTerm.objects.filter(locale__language_code="fr").first()
    assert term
    StringTranslation.objects.filter(context__object_id=term.translation_key).delete()
    draft = Question.objects.filter(locale__language_code="fr").first()
    assert draft
    Question.objects.filter(pk=draft.pk).update(live=False)
    after = lines(cleo_client)
    assert set(after) - set(before) == {translations, questions}
    assert ["(1)" in after[url] for url in (translations, questions)] == [True, True]
    listed = cleo_client.get(questions).content.decode()
    assert [code in listed for code in (draft.code, Question.objects.exclude(code=draft.code)[0].code)] == [True, False]
    assert cleo_client.get(translations).status_code == 200
