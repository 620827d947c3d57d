"""A lesson in no list: one rule for forms, lists, both languages and exports. A module never holds one."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.catalogue import get_catalogue, renew
from cms.models import LessonPage, ModulePage, Scenario
from cms.packs import check, read_pack
from cms.packs.exporter import export
from cms.search import find
from cms.vocabulary import get_vocabulary
from learning.domain.ladder_tasks import named_task
from learning.sources import answered, exercises_by_target, lessons, scenarios, scenarios_by_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]
HELD = "Un module contient cette leçon"
HIDDEN = "Cette leçon n’est dans aucune liste"


def lesson(code: str = "tri", language: str = "fr") -> LessonPage:
    return LessonPage.objects.get(code=code, locale__language_code=language)


def module() -> ModulePage:
    return ModulePage.objects.get(locale__language_code="fr")


def publish(page: Page) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()
    renew()


def take_out() -> None:
    page = module()
    page.items = [item for item in page.items.all() if item.lesson_key != lesson().translation_key]
    publish(page)


@pytest.fixture
def hidden() -> LessonPage:
    """Alone, and in no list: the French page says it, the English one not yet."""
    take_out()
    page = lesson()
    page.unlisted = True
    publish(page)
    return page


def post(client: Client, page: Page, **fields: Any) -> HttpResponse:
    data = nested_form_data(
        {"comments": inline_formset([]), "covers": "", "slug": page.slug, "title": page.title, **fields}
    )
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data | {"action-publish": "1"})


def tick(client: Client) -> HttpResponse:
    fields = {"objective": "Trier.", "minutes": "75", "code": "tri", "unlisted": "on"}
    body = streamfield([("paragraph", rich_text("<p>Lire.</p>"))])
    none = inline_formset([])
    return post(client, lesson(), **fields, body=body, skills=none, prerequisites=none)


def test_a_lesson_of_a_module_cannot_be_in_no_list(paula_client: Client) -> None:
    answer = tick(paula_client)
    assert (answer.status_code, f"{HELD}\u00a0: Mesure." in unescape(answer.content.decode())) == (200, True)
    assert not lesson().get_latest_revision_as_object().unlisted


def test_one_of_the_draft_of_a_module_neither(paula_client: Client) -> None:
    items = list(module().items.all())
    take_out()
    draft = module()
    draft.items = items
    draft.save_revision()
    assert tick(paula_client).status_code == 200
    take_out()
    assert tick(paula_client).status_code == 302
    assert lesson().unlisted


@pytest.mark.parametrize("live", [True, False])
def test_a_lesson_in_no_list_goes_into_no_module(live: bool, paula_client: Client, hidden: LessonPage) -> None:
    if not live:
        LessonPage.objects.filter(pk=hidden.pk).update(unlisted=False)
    page = module()
    lines = [{"lesson_key": str(hidden.translation_key), "required": "on"}]
    answer = post(paula_client, page, summary="S.", code=page.code, items=inline_formset(lines))
    assert (answer.status_code, unescape(answer.content.decode()).count(HIDDEN)) == (200, 1)
    assert hidden.translation_key not in {item.lesson_key for item in module().items.all()}


def test_where_they_come_together_another_way_the_module_wins(client: Client) -> None:
    page = lesson()
    page.unlisted = True
    publish(page)
    assert page.translation_key in {entry.key for entry in get_catalogue().listed}
    assert page.get_url() in client.get("/sitemap.xml").content.decode()
    assert "noindex" not in client.get(page.get_url()).content.decode()


def test_the_french_page_says_it_for_the_english_one(client: Client, hidden: LessonPage) -> None:
    page = lesson("tri", "en")
    assert (page.live, page.unlisted) == (True, False)
    site = client.get("/sitemap.xml").content.decode()
    assert (hidden.get_url() in site, page.get_url() in site) == (False, False)
    assert all("noindex" in client.get(one.get_url()).content.decode() for one in (hidden, page))
    words = get_vocabulary("en")
    assert words is not None
    assert (words.knows("sorting"), words.knows("rate")) == (False, True)


def test_it_says_it_while_it_is_not_published_itself(client: Client, hidden: LessonPage) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        lesson().unpublish()
    renew()
    page = lesson("tri", "en")
    assert page.live
    assert page.get_url() not in client.get("/sitemap.xml").content.decode()
    assert "noindex" in client.get(page.get_url()).content.decode()
    assert find(page.title, language="en").pages == ()


def test_no_requirement_leads_there_and_what_was_done_keeps_its_name(hidden: LessonPage) -> None:
    info = get_catalogue().lessons[hidden.translation_key]
    question = min(info.asked)
    scenario = Scenario.objects.get(code="colis", locale__language_code="fr").translation_key
    assert exercises_by_target({"tri", "tri-q1"}, "fr") == {}
    assert scenarios_by_code({"colis"}, "fr") == {}
    assert named_task("tri/remise") is None
    assert lessons({str(info.key)}, "fr")[str(info.key)].title == info.title["fr"]
    assert answered({str(question)}, "fr")[str(question)].title == info.title["fr"]
    assert str(scenario) in scenarios({str(scenario)}, "fr")


def test_an_export_goes_without_it_and_what_is_only_its_own(hidden: LessonPage, tmp_path: Path) -> None:
    first = lesson("taux")
    first.prerequisites = [type(hidden.prerequisites.get())(lesson_key=hidden.translation_key, strict=True)]
    publish(first)
    export("mini", tmp_path)
    files = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*") if file.is_file()}
    assert [file for file in files if "tri" in file or "colis" in file] == []
    assert "questions/taux.toml" in files
    pack, faults = read_pack(tmp_path)
    assert faults + check(pack) == []


def test_over_a_folder_that_has_it_no_list_names_it_again(tmp_path: Path) -> None:
    export("mini", tmp_path)
    take_out()
    page = lesson()
    page.unlisted = True
    publish(page)
    export("mini", tmp_path)
    pack, faults = read_pack(tmp_path)
    assert faults + check(pack) == []
    assert [item["key"] for item in pack.modules["mesure"].data["lessons"]] == ["taux"]
