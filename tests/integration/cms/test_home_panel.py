"""The first page of the editing interface counts what waits, and each line leads to what it counts."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from cms.models import GlossaryTerm, LessonPage, Question
from tests.factories.sql import counted

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


def listed(client: Client, name: str) -> list[str]:
    """What a list names, in its order."""
    page = BeautifulSoup(client.get(reverse(name)).content, "html.parser")
    return [" ".join(link.get_text().split()) for link in page.select("#listing-results td.title a")]


def counts(client: Client, name: str) -> str:
    """The number beside the line that leads there."""
    return lines(client).get(reverse(name), "").rpartition("(")[2].rstrip(")")


def lesson(title: str, language: str = "fr") -> LessonPage:
    """A draft beside the others."""
    beside = LessonPage.objects.filter(locale__language_code=language).first()
    assert beside
    page = LessonPage(title=title, objective="Voir.", minutes=5, locale=beside.locale, live=False)
    beside.get_parent().add_child(instance=page)
    return page


def test_drafts_of_pages_are_counted_and_listed(cleo_client: Client) -> None:
    assert listed(cleo_client, "page_drafts") == []
    assert counts(cleo_client, "page_drafts") == ""
    lesson("Un brouillon")
    lesson("A draft", "en")
    assert counts(cleo_client, "page_drafts") == "2"
    assert sorted(listed(cleo_client, "page_drafts")) == ["A draft", "Un brouillon"]


def test_what_was_never_sent_to_translation_is_counted_and_listed(cleo_client: Client) -> None:
    before = listed(cleo_client, "not_sent")
    lesson("Jamais traduite")
    english = GlossaryTerm.objects.filter(locale__language_code="en").first()
    assert english
    french = GlossaryTerm.objects.get(locale__language_code="fr", translation_key=english.translation_key)
    english.delete()
    found = listed(cleo_client, "not_sent")
    assert sorted(found) == sorted([*before, "Jamais traduite", str(french)])
    assert counts(cleo_client, "not_sent") == str(len(found))


def test_both_cost_the_same_however_many_wait(cleo_client: Client) -> None:
    def cost(address: str) -> int:
        cleo_client.get(address)
        with counted() as seen:
            assert cleo_client.get(address).status_code == 200
        return len(seen)

    names = [reverse(name) for name in ("wagtailadmin_home", "page_drafts", "not_sent")]
    lesson("Brouillon")
    before = [cost(name) for name in names]
    for number in range(6):
        lesson(f"Brouillon {number}")
    assert [cost(name) for name in names] == before
    assert counts(cleo_client, "page_drafts") == "7"


def test_the_lists_are_for_editors(ada_client: Client, ben_client: Client) -> None:
    assert [ada_client.get(reverse(name)).status_code for name in ("page_drafts", "not_sent")] == [403, 403]
