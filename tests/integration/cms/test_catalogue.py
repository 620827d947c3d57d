"""The catalogue: published French rows, read without SQL, renewed by publishing."""

import json
import uuid
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail_localize.models import Translation, TranslationSource

from cms.catalogue import QuizInfo, get_catalogue, latest_versions, lesson_block
from cms.folding import fold, stem
from cms.models import (
    GlossaryTerm,
    HomePage,
    LessonIndexPage,
    LessonPage,
    LessonSkill,
    ModuleIndexPage,
    ModuleItem,
    ModulePage,
    PathIndexPage,
    PathItem,
    PathPage,
    Question,
    StandardPage,
)
from cms.search import find
from skills.registry import Teaching, teaching_sources
from tests.factories.fresh import forget
from tests.factories.sql import queries

QUIZ, CHECK = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))


@pytest.fixture(autouse=True)
def empty_cache(db: None) -> None:
    forget()


@pytest.fixture
def site(db: None) -> dict[str, Any]:
    """One path, one module of two lessons, in French; nothing in English yet."""
    fr = Locale.objects.get(language_code="fr")
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Tremplin", slug="accueil", locale=fr))
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    lessons = home.add_child(instance=LessonIndexPage(title="Leçons", slug="lecons", locale=fr))
    modules = home.add_child(instance=ModuleIndexPage(title="Modules", slug="modules", locale=fr))
    paths = home.add_child(instance=PathIndexPage(title="Parcours", slug="parcours", locale=fr))
    question = Question.objects.create(locale=fr, code="q1", kind="numeric", prompt="Combien ?", answer="4.0")
    body = [
        {"type": "heading", "id": str(uuid.uuid4()), "value": {"text": "Pourquoi", "anchor": "pourquoi"}},
        {"type": "paragraph", "id": str(uuid.uuid4()), "value": "<p>Les métiers et la portée des campagnes.</p>"},
        {"type": "checklist", "id": CHECK, "value": {"title": "V", "required": False, "items": [{"text": "lu"}]}},
        {
            "type": "quiz",
            "id": QUIZ,
            "value": {
                "title": "Vérifiez",
                "required": True,
                "draw": None,
                "pass_mark": 80,
                "shuffle": True,
                "questions": [{"type": "item", "id": str(uuid.uuid4()), "value": question.pk}],
            },
        },
    ]
    first = LessonPage(
        title="Le taux d'engagement", slug="taux", locale=fr, minutes=18, objective="Diviser.", body=json.dumps(body)
    )
    first.skills = [LessonSkill(skill_code="mesure-kpi", level=2)]
    lessons.add_child(instance=first)
    second = lessons.add_child(instance=LessonPage(title="La portée", slug="portee", locale=fr, minutes=10))
    module = ModulePage(title="Mesurer", slug="mesurer", locale=fr)
    module.items = [
        ModuleItem(lesson_key=first.translation_key),
        ModuleItem(lesson_key=second.translation_key, required=False, sort_order=1),
        ModuleItem(lesson_key=uuid.uuid4(), sort_order=2),
    ]
    modules.add_child(instance=module)
    path = PathPage(title="Le métier", slug="metier", locale=fr)
    path.items = [PathItem(module_key=module.translation_key)]
    paths.add_child(instance=path)
    return {"home": home, "first": first, "second": second, "module": module, "path": path, "question": question}


def test_lesson(site: dict[str, Any]) -> None:
    first = site["first"]
    lesson = get_catalogue().lessons[first.translation_key]
    assert lesson.code == "taux"
    assert lesson.title == {"fr": "Le taux d'engagement", "en": "Le taux d'engagement"}
    assert lesson.url == {"fr": "/fr/lecons/taux/", "en": "/fr/lecons/taux/"}
    assert (lesson.minutes, lesson.skills, lesson.prerequisites) == (18, (("mesure-kpi", 2),), ())
    assert lesson.required_blocks == ((uuid.UUID(QUIZ), "quiz"),)
    assert lesson.quizzes == (QuizInfo(uuid.UUID(QUIZ), 80, (site["question"].translation_key,), None, True),)
    assert lesson.headings == (("pourquoi", "Pourquoi"),)
    with pytest.raises(FrozenInstanceError):
        lesson.minutes = 1  # type: ignore[misc]


def test_module_leaves_out_what_is_not_published(site: dict[str, Any]) -> None:
    catalogue = get_catalogue()
    first, second = site["first"].translation_key, site["second"].translation_key
    module = catalogue.modules[site["module"].translation_key]
    assert module.items == ((first, True), (second, False))
    assert catalogue.paths[site["path"].translation_key].items == ((module.key, True),)
    assert catalogue.modules_of(first) == (module,)
    before, after = catalogue.neighbours(first, module.key)
    assert (before, after.key if after else None) == (None, second)
    assert [lesson.code for lesson in catalogue.lessons_teaching("mesure-kpi", 2)] == ["taux"]
    assert catalogue.lessons_teaching("mesure-kpi", 3) == ()
    place = catalogue.place(second, "mesurer")
    assert (place.module, place.rank, place.previous.key if place.previous else None) == (module, 2, first)


def test_a_warm_catalogue_asks_nothing(site: dict[str, Any], django_assert_num_queries: Any, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    built = get_catalogue()
    with django_assert_num_queries(0):
        assert get_catalogue() is built


def test_publishing_and_unpublishing_renew_it(site: dict[str, Any], django_capture_on_commit_callbacks: Any) -> None:
    first = site["first"]
    assert first.translation_key in get_catalogue().lessons
    with django_capture_on_commit_callbacks(execute=True):
        first.title = "Autre titre"
        first.save_revision().publish()
    assert get_catalogue().lessons[first.translation_key].title["fr"] == "Autre titre"
    with django_capture_on_commit_callbacks(execute=True):
        first.unpublish()
    assert first.translation_key not in get_catalogue().lessons


def test_a_newly_required_block_waits_for_english(
    site: dict[str, Any], django_capture_on_commit_callbacks: Any
) -> None:
    first, en = site["first"], Locale.objects.get(language_code="en")
    with django_capture_on_commit_callbacks(execute=True):
        for page in (site["home"], first.get_parent().specific, first):
            source, _ = TranslationSource.update_or_create_from_instance(page)
            Translation.objects.create(source=source, target_locale=en).save_target(publish=True)
    english = first.get_translation(en)
    assert english.live
    assert english.body[3].id == QUIZ
    assert [(row.skill_code, row.level) for row in english.skills.all()] == [("mesure-kpi", 2)]
    assert (english.code, english.minutes) == ("taux", 18)
    assert get_catalogue().lessons[first.translation_key].url["en"].startswith("/en/")
    with django_capture_on_commit_callbacks(execute=True):
        raw = list(first.body.raw_data)
        raw[2] = {**raw[2], "value": {**raw[2]["value"], "required": True}}
        new = {"type": "checklist", "id": str(uuid.UUID(int=3)), "value": {"title": "N", "required": True, "items": []}}
        first.body = json.dumps([*raw, new])
        first.save_revision().publish()
    required = dict(get_catalogue().lessons[first.translation_key].required_blocks)
    assert required == {uuid.UUID(CHECK): "checklist", uuid.UUID(QUIZ): "quiz"}


def test_a_copy_is_another_lesson(site: dict[str, Any]) -> None:
    first = site["first"]
    copy = first.copy(update_attrs={"slug": "taux-2", "title": "Copie"}, keep_live=True)
    assert (copy.code, copy.body[3].id) == ("taux-2", QUIZ)
    assert copy.translation_key != first.translation_key


def test_a_translated_question_keeps_its_ids_and_gets_versions_of_its_own(
    site: dict[str, Any], django_capture_on_commit_callbacks: Any
) -> None:
    question, en = site["question"], Locale.objects.get(language_code="en")
    option = {"type": "option", "id": str(uuid.UUID(int=9)), "value": {"text": "Oui", "correct": True, "feedback": ""}}
    question.content = json.dumps([option])
    question.save()
    with django_capture_on_commit_callbacks(execute=True):
        source, _ = TranslationSource.update_or_create_from_instance(question)
        Translation.objects.create(source=source, target_locale=en).save_target(publish=True)
    english = latest_versions([question.translation_key], "en")[question.translation_key]
    assert (english.locale, english.number) == ("en", 1)
    assert (english.payload["options"][0]["id"], english.payload["answer"]) == (str(uuid.UUID(int=9)), "4.0")
    question.refresh_from_db()
    question.prompt = "Combien exactement ?"
    with django_capture_on_commit_callbacks(execute=True):
        question.save_revision().publish()
    texts = set(source.stringsegment_set.values_list("string__data", flat=True))
    assert "Combien exactement ?" in texts


def test_versions_and_blocks_by_key(site: dict[str, Any], django_assert_num_queries: Any) -> None:
    key = site["question"].translation_key
    with django_assert_num_queries(1):
        found = latest_versions([key, uuid.uuid4()], "en")
    assert {k: (v.locale, v.number) for k, v in found.items()} == {key: ("fr", 1)}
    block = lesson_block(site["first"].translation_key, uuid.UUID(QUIZ), "en")
    assert block.value["title"] == "Vérifiez"
    assert lesson_block(site["first"].translation_key, uuid.uuid4(), "fr") is None


def test_lessons_are_announced_to_the_ledger(site: dict[str, Any]) -> None:
    key = str(site["first"].translation_key)
    found = [teaching for source in teaching_sources for teaching in source({"mesure-kpi"}, "fr")]
    assert found == [Teaching("mesure-kpi", 2, "Le taux d'engagement", "/fr/lecons/taux/", 18, key)]


def test_restricted_lessons_are_not_in_it(site: dict[str, Any]) -> None:
    PageViewRestriction.objects.create(page=site["first"], restriction_type=PageViewRestriction.LOGIN)
    assert site["first"].translation_key not in get_catalogue().lessons
    assert find("engagement", language="fr").total == 0


def test_reserved_addresses_are_refused(site: dict[str, Any]) -> None:
    page = StandardPage(title="Moi", slug="me", locale=site["home"].locale)
    with pytest.raises(ValidationError):
        site["home"].add_child(instance=page)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("métiers", "metier"), ("niveaux", "niveau"), ("campagnes", "campagn"), ("kpis", "kpi"), ("2026", "2026")],
)
def test_stems(word: str, expected: str) -> None:
    assert fold(word) == expected
    assert stem("taux") != ""


@pytest.mark.parametrize(
    "query", ["métier", "metier", "METIERS", "campagne", "l'engagement", "engag", "portee campagnes"]
)
def test_search_ignores_accents_plurals_and_elisions(site: dict[str, Any], query: str) -> None:
    assert site["first"].translation_key in {lesson.key for lesson in find(query, language="fr").lessons}


def test_search_keeps_to_its_language_and_to_what_is_published(site: dict[str, Any]) -> None:
    assert find("engagement", language="en").total == 0
    GlossaryTerm.objects.create(
        locale=site["home"].locale, code="ctr", term="Taux de clics", aliases={"fr": ["CTR"]}, definition="Clics."
    )
    GlossaryTerm.objects.create(
        locale=site["home"].locale, code="draft", term="Brouillon", definition="Clics.", live=False
    )
    assert [term.code for term in find("ctr", language="fr").terms] == ["ctr"]
    assert find("brouillon", language="fr").terms == ()
    site["first"].unpublish()
    assert find("engagement", language="fr").lessons == ()


def test_search_without_result_suggests(site: dict[str, Any]) -> None:
    found = find("tauw d'engagment", language="fr")
    assert (found.total, found.suggestion) == (0, "Le taux d'engagement")


@pytest.mark.parametrize("query", ["", "   ", "'\"%_*()", "\0", "x" * 5000, "AND OR NOT", "a:b NEAR(c)", "<script>"])
def test_search_page_survives_any_words(site: dict[str, Any], client: Client, query: str) -> None:
    response = client.get(reverse("cms_search"), {"q": query})
    assert response.status_code == 200
    assert b"<script>x" not in response.content


@pytest.mark.parametrize("address", ["/fr/recherche/", "/en/search/"])
def test_search_address(site: dict[str, Any], client: Client, address: str) -> None:
    assert client.get(address, {"q": "engagement"}).status_code == 200


def test_pages_are_drawn(site: dict[str, Any], client: Client) -> None:
    for address in ("/fr/lecons/", "/fr/modules/", "/fr/modules/mesurer/", "/fr/parcours/", "/fr/parcours/metier/"):
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.content.count(b"<h1") == 1, address


def test_home_is_drawn(site: dict[str, Any], client: Client) -> None:
    assert client.get("/fr/").status_code == 200


def test_lesson_is_drawn_without_its_answers(site: dict[str, Any], client: Client) -> None:
    response = client.get("/fr/lecons/taux/", {"in": "mesurer"})
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<h1") == 1
    assert '<h2 id="pourquoi" data-block="' in html
    assert "/fr/lecons/portee/?in=mesurer" in html
    assert "4.0" not in html
    assert '<link rel="canonical" href="http://testserver/fr/lecons/taux/">' in html


def test_uncached_lesson_stays_within_its_queries(site: dict[str, Any], client: Client) -> None:
    get_catalogue()
    client.get("/fr/lecons/taux/")
    with queries(10):
        client.get("/fr/lecons/taux/")


def test_a_draft_lesson_is_not_served(site: dict[str, Any], client: Client) -> None:
    site["first"].unpublish()
    assert client.get("/fr/lecons/taux/").status_code == 404


def test_view_restrictions_hold(site: dict[str, Any], client: Client) -> None:
    PageViewRestriction.objects.create(page=site["first"].get_parent(), restriction_type=PageViewRestriction.LOGIN)
    response = client.get("/fr/lecons/taux/")
    assert response.status_code == 302
    assert "Pourquoi" not in response.content.decode()


def test_active_language_names(site: dict[str, Any]) -> None:
    lesson = get_catalogue().lessons[site["first"].translation_key]
    with translation.override("en"):
        assert (lesson.name, lesson.href) == ("Le taux d'engagement", "/fr/lecons/taux/")
