"""What a published English page shows is not taken away from under it; where it is gone, no French takes its place."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Locale, Page

from cms.models import GlossaryTerm, LessonPage, Question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


def row(model: Any, code: str, language: str, **fields: Any) -> Any:
    made = model.objects.create(code=code, locale=Locale.objects.get(language_code=language), **fields)
    made.save_revision().publish()
    return made


@pytest.fixture
def term() -> GlossaryTerm:
    """The English of a term in both languages."""
    key = uuid.uuid4()
    row(GlossaryTerm, "zibeline", "fr", term="Zibeline", definition="Une martre.", translation_key=key)
    return row(GlossaryTerm, "zibeline", "en", term="Sable", definition="A marten.", translation_key=key)


def used_by(content: list[tuple[str, Any]], language: str = "en") -> LessonPage:
    """A live lesson that ends with this block."""
    page = LessonPage.objects.filter(locale__language_code=language, live=True).order_by("pk")[0]
    blocks = [{"type": kind, "id": str(uuid.uuid4()), "value": value} for kind, value in content]
    page.body = json.dumps([*page.body.raw_data, *blocks])
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()
    return LessonPage.objects.get(pk=page.pk)


def asked(name: str, snippet: Any) -> str:
    return reverse(snippet.snippet_viewset.get_url_name(name), args=[snippet.pk])


@pytest.mark.parametrize("name", ["unpublish", "delete"])
def test_a_term_that_an_english_page_shows_stays(name: str, term: GlossaryTerm, paula_client: Client) -> None:
    page = used_by([("term", {"term": term.pk})])
    answer = paula_client.post(asked(name, term), follow=True)
    assert answer.redirect_chain == [(asked("edit", term), 302)]
    told = [str(text) for text in answer.context["messages"]]
    where = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert [f'href="{where}">{page.title}</a>' in text and "Sable" in text for text in told] == [True]
    term.refresh_from_db()
    assert term.live is True


@pytest.mark.parametrize("name", ["unpublish", "delete"])
def test_a_question_that_a_lesson_asks_stays_in_french_too(name: str, paula_client: Client) -> None:
    """It is asked as it was published last: who takes it away would think that it is asked no more."""
    question = Question.objects.get(code="taux-q1", locale__language_code="fr")
    answer = paula_client.post(asked(name, question), follow=True)
    assert answer.redirect_chain == [(asked("edit", question), 302)]
    told = [str(text) for text in answer.context["messages"]]
    assert [text.count('class="w-text-current w-underline"') for text in told] == [2]  # the lesson, in both languages
    assert Question.objects.get(pk=question.pk).live is True


def test_what_a_french_lesson_shows_is_not_deleted(term: GlossaryTerm, paula_client: Client) -> None:
    french = term.get_translation(Locale.objects.get(language_code="fr"))
    used_by([("term", {"term": french.pk})], "fr")
    assert paula_client.post(asked("delete", french), follow=True).redirect_chain == [(asked("edit", french), 302)]
    assert GlossaryTerm.objects.filter(pk=french.pk).exists()


def test_also_where_the_page_names_the_french_one(term: GlossaryTerm, paula_client: Client) -> None:
    french = term.get_translation(Locale.objects.get(language_code="fr"))
    used_by([("term", {"term": french.pk})])
    paula_client.post(asked("unpublish", term))
    term.refresh_from_db()
    assert term.live is True


def test_a_question_of_a_quiz_and_many_at_once(term: GlossaryTerm, paula_client: Client) -> None:
    question = Question.objects.filter(locale__language_code="en", live=True)[0]
    used_by([("term", {"term": term.pk}), ("question", {"question": question.pk})])
    free = row(GlossaryTerm, "libre", "en", term="Free", definition="Of use.")
    for model, rows in ((GlossaryTerm, [term, free]), (Question, [question])):
        kind = f"?id={'&id='.join(str(one.pk) for one in rows)}"
        where = reverse("wagtail_bulk_action", args=["cms", model._meta.model_name, "delete"])
        answer = paula_client.post(where + kind, follow=True)
        assert len(list(answer.context["messages"])) == 1
    assert GlossaryTerm.objects.filter(pk__in=[term.pk, free.pk]).count() == 2
    assert Question.objects.filter(pk=question.pk).exists()


def test_what_no_live_english_page_shows_is_free(term: GlossaryTerm, paula_client: Client) -> None:
    page = used_by([("term", {"term": term.pk})])
    french = term.get_translation(Locale.objects.get(language_code="fr"))
    used_by([("term", {"term": french.pk})], "fr")
    with TestCase.captureOnCommitCallbacks(execute=True):
        Page.objects.get(pk=page.pk).unpublish()
    for found in (term, french):
        assert paula_client.post(asked("unpublish", found)).status_code == 302
        found.refresh_from_db()
        assert found.live is False
    assert paula_client.post(asked("delete", term)).status_code == 302
    assert not GlossaryTerm.objects.filter(pk=term.pk).exists()


def test_a_term_that_is_gone_leaves_no_french_behind(term: GlossaryTerm, client: Client) -> None:
    """Expired on its day, or taken back by a command."""
    page = used_by([("term", {"term": term.pk})])
    assert "A marten." in client.get(page.get_url()).content.decode()
    with TestCase.captureOnCommitCallbacks(execute=True):
        term.unpublish()
    html = client.get(page.get_url()).content.decode()
    assert [word in html for word in ("A marten.", "Une martre.", "Zibeline")] == [False, False, False]
