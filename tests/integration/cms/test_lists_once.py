"""Lists of a page name a thing once: the editor says so on the line, and nothing that was typed is lost."""

from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.models import LessonPage, ModuleItem, ModulePage, PathPage
from cms.models.role import RolePage

pytestmark = pytest.mark.django_db
TWICE = "C’est déjà dans la liste : supprimez l’une des deux lignes."
ITSELF = "Une leçon ne peut pas se précéder elle-même."


@pytest.fixture
def editor(mini_pack: None, paula_client: Client) -> Client:
    return paula_client


def post(editor: Client, page: Page, *, publish: bool = True, **fields: Any) -> HttpResponse:
    data = nested_form_data({"comments": inline_formset([]), "covers": "", "slug": page.slug, **fields})
    data |= {"action-publish": "1"} if publish else {}
    return editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def rows(*lines: dict[str, Any]) -> dict[str, Any]:
    return inline_formset([{"required": "on"} | line for line in lines], initial=sum("id" in line for line in lines))


def refused(answer: HttpResponse, message: str) -> str:
    html = unescape(answer.content.decode())
    assert (answer.status_code, html.count(message)) == (200, 1)
    return html


def module() -> ModulePage:
    return ModulePage.objects.get(locale__language_code="fr")


def test_a_new_module_is_held_to_it_too(editor: Client) -> None:
    parent, key = module().get_parent(), lessons()[0]
    data = nested_form_data(
        {
            "title": "Neuf",
            "slug": "neuf",
            "summary": "",
            "code": "",
            "covers": "",
            "items": rows({"lesson_key": key}, {"lesson_key": key}),
            "comments": inline_formset([]),
        }
    )
    add = reverse("wagtailadmin_pages:add", args=["cms", "modulepage", parent.pk])
    refused(editor.post(add, data), TWICE)
    assert not ModulePage.objects.filter(slug="neuf").exists()


def lessons() -> list[str]:
    keys = LessonPage.objects.filter(locale__language_code="fr").order_by("path")
    return [str(key) for key in keys.values_list("translation_key", flat=True)]


def in_module(page: ModulePage) -> list[str]:
    return [str(key) for key in ModuleItem.objects.filter(page=page).values_list("lesson_key", flat=True)]


@pytest.mark.parametrize("publish", [True, False])
@pytest.mark.parametrize("live", [True, False])
def test_a_lesson_stands_in_a_module_once(editor: Client, publish: bool, live: bool) -> None:
    page = module()
    ModulePage.objects.filter(pk=page.pk).update(live=live)
    before = in_module(page)
    items = rows(
        *({"id": str(i.pk), "lesson_key": str(i.lesson_key)} for i in page.items.all()), {"lesson_key": before[0]}
    )
    html = refused(
        post(editor, page, publish=publish, title="Tapé", summary="Gardé", code=page.code, items=items), TWICE
    )
    assert html.count(f'<option value="{before[0]}" selected>') == 2
    assert ('value="Tapé"' in html, "Gardé</textarea>" in html) == (True, True)
    assert in_module(page) == before
    assert module().title == page.title


def test_two_lines_may_exchange_their_lessons(editor: Client) -> None:
    page = module()
    first, second = page.items.all()
    swapped = rows(
        {"id": str(first.pk), "lesson_key": str(second.lesson_key)},
        {"id": str(second.pk), "lesson_key": str(first.lesson_key)},
    )
    ModulePage.objects.filter(pk=page.pk).update(live=False)
    answer = post(editor, page, title=page.title, summary="", code=page.code, items=swapped)
    assert answer.status_code == 302
    assert in_module(page) == [str(second.lesson_key), str(first.lesson_key)]


def test_a_lesson_removed_can_come_back_in_another_line(editor: Client) -> None:
    page = module()
    first, second = page.items.all()
    lines = rows(
        {"id": str(first.pk), "lesson_key": str(first.lesson_key), "DELETE": "1"},
        {"id": str(second.pk), "lesson_key": str(second.lesson_key)},
        {"lesson_key": str(first.lesson_key)},
    )
    ModulePage.objects.filter(pk=page.pk).update(live=False)
    answer = post(editor, page, title=page.title, summary="", code=page.code, items=lines)
    assert answer.status_code == 302
    assert sorted(in_module(page)) == sorted([str(first.lesson_key), str(second.lesson_key)])


@pytest.mark.parametrize("live", [True, False])
def test_a_new_line_takes_the_lesson_of_one_that_changes(editor: Client, live: bool) -> None:
    page = module()
    first, second = page.items.all()
    second.delete()
    freed, kept = str(second.lesson_key), str(first.lesson_key)
    ModulePage.objects.filter(pk=page.pk).update(live=live)
    lines = rows({"id": str(first.pk), "lesson_key": freed, "ORDER": "2"}, {"lesson_key": kept, "ORDER": "1"})
    answer = post(editor, page, title="Tapé", summary="Gardé", code=page.code, items=lines)
    assert (answer.status_code, module().title, module().summary) == (302, "Tapé", "Gardé")
    assert in_module(page) == [kept, freed]


def test_what_a_draft_gave_up_is_free_when_it_is_published(editor: Client) -> None:
    page = module()
    first, second = page.items.all()
    other, gone = str(second.lesson_key), str(first.lesson_key)
    second.delete()
    draft = rows({"id": str(first.pk), "lesson_key": other})
    answer = post(editor, page, publish=False, title=page.title, summary="", code=page.code, items=draft)
    assert (answer.status_code, in_module(page)) == (302, [gone])
    (line,) = page.get_latest_revision_as_object().items.all()
    lines = rows({"id": str(line.pk), "lesson_key": other, "ORDER": "2"}, {"lesson_key": gone, "ORDER": "1"})
    answer = post(editor, page, title=page.title, summary="", code=page.code, items=lines)
    assert (answer.status_code, in_module(page)) == (302, [gone, other])


def test_a_module_stands_in_a_path_once(editor: Client) -> None:
    page = PathPage.objects.get(locale__language_code="fr")
    item = page.items.get()
    lines = rows({"id": str(item.pk), "module_key": str(item.module_key)}, {"module_key": str(item.module_key)})
    refused(
        post(editor, page, title=page.title, summary="", pack=page.pack, code=page.code, items=lines),
        TWICE,
    )
    assert PathPage.objects.get(pk=page.pk).items.count() == 1


def lesson_form(page: LessonPage, **fields: Any) -> dict[str, Any]:
    return {
        "title": "Tapé",
        "objective": "Gardé",
        "minutes": "12",
        "body": streamfield([("paragraph", rich_text("<p>Autre texte.</p>"))]),
        "skills": inline_formset([]),
        "prerequisites": inline_formset([]),
        "code": page.code,
    } | fields


def test_a_lesson_names_a_skill_and_a_prerequisite_once_and_not_itself(editor: Client) -> None:
    page = LessonPage.objects.filter(locale__language_code="fr").order_by("path")[0]
    other = lessons()[1]
    skills = inline_formset([{"skill_code": "mesure-kpi", "level": "1"}, {"skill_code": "mesure-kpi", "level": "2"}])
    html = refused(post(editor, page, **lesson_form(page, skills=skills)), TWICE)
    assert ("Autre texte." in html, "Gardé" in html) == (True, True)
    twice = inline_formset([{"lesson_key": other}, {"lesson_key": other, "strict": "on"}])
    refused(post(editor, page, **lesson_form(page, prerequisites=twice)), TWICE)
    itself = inline_formset([{"lesson_key": str(page.translation_key)}])
    refused(post(editor, page, **lesson_form(page, prerequisites=itself)), ITSELF)
    assert LessonPage.objects.get(pk=page.pk).title == page.title


def test_pay_of_a_role_has_its_codes_once(catalogue_pack: None, paula_client: Client) -> None:
    page = RolePage.objects.filter(locale__language_code="fr").first()
    assert page is not None
    line = {
        "code": "moyenne", "kind": "average", "amount": "1", "currency": "EUR", "published": "2023-03-22",
        "shelf_life_days": "9", "label_fr": "a", "label_en": "a", "area_fr": "a", "area_en": "a",
        "source_fr": "a", "source_en": "a",
    }  # fmt: skip
    found = paula_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    fields = {name: value for name, value in found.initial.items() if isinstance(value, str)}
    fields |= {"leads_to": [], "other_names_fr": "", "body": streamfield([]), "salaries": inline_formset([line, line])}
    fields.pop("slug")
    refused(post(paula_client, page, **fields), TWICE)


@pytest.mark.parametrize("key", ["nonsense", "\x00", "x" * 9000, "00000000-0000-0000-0000-000000000000"])
def test_nonsense_is_answered(editor: Client, key: str) -> None:
    page = module()
    before = in_module(page)
    answer = post(
        editor, page, title=page.title, summary="", code=page.code, items=rows({"lesson_key": key}, {"lesson_key": key})
    )
    assert answer.status_code == 200
    assert in_module(page) == before
