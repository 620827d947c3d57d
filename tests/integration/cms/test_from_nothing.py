"""A lesson written in the editing interface from nothing, as docs/editors.md says."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from accounts import roles
from cms.models import LessonIndexPage, LessonPage, Question
from tests.factories.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


def form(page: LessonPage, **values: object) -> dict[str, str]:
    fields = {
        "title": page.title,
        "slug": page.slug,
        "code": page.code,
        "covers": "",
        "objective": "Distinguer portée et impressions.",
        "minutes": "5",
        "body": streamfield([("paragraph", rich_text("<p>Deux mots voisins.</p>"))]),
        "skills": inline_formset([]),
        "prerequisites": inline_formset([]),
        "comments": inline_formset([]),
    }
    return nested_form_data(fields | values)


def new_lesson(title: str) -> LessonPage:
    page = LessonPage(title=title, live=False)
    LessonIndexPage.objects.get(locale__language_code="fr").add_child(instance=page)
    page.save_revision()
    return page


def test_an_address_keeps_the_letters_of_a_ligature(paula_client: Client) -> None:
    page, again = new_lesson("Le cœur de la manœuvre"), new_lesson("Le CŒUR de la manœuvre")
    assert (page.slug, page.code, again.slug) == (
        "le-coeur-de-la-manoeuvre",
        "le-coeur-de-la-manoeuvre",
        "le-coeur-de-la-manoeuvre-2",
    )
    shown = paula_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    field = BeautifulSoup(shown, "html.parser").select_one("input[name=slug]")
    assert field
    # The script that follows the title is Wagtail's.
    assert [["œ", "gu"], "oe"] in json.loads(str(field["data-w-slug-formatters-value"]))


def test_a_title_with_accents_can_be_saved_again_and_published(paula_client: Client, visitor: Client) -> None:
    page = new_lesson("Lire la portée d’été, sans à-peu-près")
    assert (page.slug, page.code) == ("lire-la-portee-dete-sans-a-peu-pres",) * 2
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert paula_client.post(edit, form(page)).status_code == 302
    assert paula_client.post(edit, form(page, **{"action-publish": "1"})).status_code == 302
    page.refresh_from_db()
    assert page.live
    assert visitor.get("/fr/lecons/lire-la-portee-dete-sans-a-peu-pres/").status_code == 200


def test_a_code_has_no_accents_whatever_the_address(paula_client: Client) -> None:
    """What somebody types as the address may have some; a code that had could not be saved a second time."""
    page = new_lesson("Portée")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for _ in range(2):
        given = form(page, slug="la-portée", code="", **{"action-publish": "1"})
        assert paula_client.post(edit, given).status_code == 302
    page.refresh_from_db()
    assert (page.slug, page.code) == ("la-portée", "la-portee")
    assert paula_client.post(edit, form(page, **{"action-publish": "1"})).status_code == 302


def test_every_field_of_a_question_that_is_no_text_says_what_it_takes(paula_client: Client) -> None:
    answer = paula_client.get(reverse(Question.snippet_viewset.get_url_name("add")))  # type: ignore[attr-defined]
    html = answer.content.decode()
    for name in ("code", "answer", "tolerance", "unit", "kpi", "skills", "covers"):
        assert f'id="panel-child-{name}-' in html
        assert f"{name}-helptext" in html


def test_a_lesson_without_a_block_is_not_published_by_any_door(paula_client: Client, cleo_client: Client) -> None:
    page = new_lesson("Vide")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    empty = form(page, body=streamfield([]))
    for client, action in ((paula_client, "action-publish"), (cleo_client, "action-submit")):
        answer = client.post(edit, empty | {action: "1"})
        assert answer.status_code == 200
        assert answer.context["form"].errors["body"] == ["Il n’y a encore rien à lire\u00a0: ajoutez un bloc."]
    assert cleo_client.post(edit, empty).status_code == 302  # a draft may be empty
    page.get_latest_revision().publish(user=person("paul", roles.PUBLISHER))
    page.refresh_from_db()
    assert (page.live, page.current_workflow_state) == (False, None)


@pytest.mark.parametrize("blank", ["<p></p>", "<p>&nbsp;</p>", "<p><b> </b></p>"])
def test_a_paragraph_of_spaces_is_nothing_to_read(blank: str, paula_client: Client) -> None:
    page = new_lesson("Blanche")
    body = streamfield([("paragraph", rich_text(blank))])
    answer = paula_client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form(page, body=body, **{"action-publish": "1"})
    )
    assert answer.status_code == 200
    assert "body" in answer.context["form"].errors
    page.refresh_from_db()
    assert not page.live


def test_a_lesson_written_in_english_first_is_not_published_empty(paula_client: Client) -> None:
    index = LessonIndexPage.objects.get(locale__language_code="en")
    page = index.add_child(instance=LessonPage(title="Empty", slug="empty", objective="Say.", minutes=5, live=False))
    page.save_revision()
    answer = paula_client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form(page, body=streamfield([]), **{"action-publish": "1"}),
    )
    assert answer.status_code == 200
    assert "body" in answer.context["form"].errors
