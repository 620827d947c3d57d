"""The catalogue: published French rows, read without SQL, renewed by publishing."""

import json
import uuid
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import Locale, PageViewRestriction
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.catalogue import QuizInfo, get_catalogue, latest_versions, lesson_block
from cms.models import (
    StandardPage,
)
from cms.search import find
from skills.registry import Teaching, teaching_sources
from tests.factories.fresh import forget
from tests.integration.cms.conftest import CHECK, QUIZ


@pytest.fixture(autouse=True)
def empty_cache(db: None) -> None:
    forget()


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
        for source_of in (site["question"], site["home"], first.get_parent().specific, first):
            source, _ = TranslationSource.update_or_create_from_instance(source_of)
            for segment in StringSegment.objects.filter(source=source).exclude(context__path="slug"):
                StringTranslation.objects.create(
                    translation_of=segment.string, context=segment.context, locale=en, data=f"{segment.string.data}."
                )
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
    assert found == [Teaching("mesure-kpi", 2, "Le taux d'engagement", "/fr/lecons/taux/", 18, key, "lesson")]


def test_restricted_lessons_are_not_in_it(site: dict[str, Any]) -> None:
    PageViewRestriction.objects.create(page=site["first"], restriction_type=PageViewRestriction.LOGIN)
    assert site["first"].translation_key not in get_catalogue().lessons
    assert find("engagement", language="fr").total == 0


def test_reserved_addresses_are_refused(site: dict[str, Any]) -> None:
    page = StandardPage(title="Moi", slug="me", locale=site["home"].locale)
    with pytest.raises(ValidationError):
        site["home"].add_child(instance=page)


def test_active_language_names(site: dict[str, Any]) -> None:
    lesson = get_catalogue().lessons[site["first"].translation_key]
    with translation.override("en"):
        assert (lesson.name, lesson.href) == ("Le taux d'engagement", "/fr/lecons/taux/")
