"""Reads the published pages into a Catalogue: a fixed number of queries, whatever the number of pages."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from cms.blocks.streams import ACTIVITIES
from cms.catalogue import Catalogue, LessonInfo, ModuleInfo, PathInfo, QuizInfo, ScenarioInfo, TaskInfo, Update
from cms.french_settings import lagging
from cms.models import LessonChange, LessonPage, ModulePage, PathPage, Question, Scenario, Template
from cms.models.lesson_move import former_titles
from cms.passages import passages_of

LANGUAGES = ("fr", "en")


def build() -> Catalogue:
    """The catalogue of published, public French pages; English texts where the English page is live."""
    keys = dict(Question.objects.values_list("pk", "translation_key"))
    scenarios = _scenarios()
    templates = dict(Template.objects.values_list("pk", "code"))
    updates = _updates()
    lessons = {
        key: _lesson(pages, keys, scenarios, templates, updates.get(key))
        for key, pages in _published(LessonPage, "skills", "prerequisites").items()
    }
    lessons = _without_circles(lessons)
    modules = {
        key: ModuleInfo(
            **_common(pages),
            summary=page_texts(pages, "summary"),
            items=tuple((i.lesson_key, i.required) for i in _ordered(pages["fr"].items) if i.lesson_key in lessons),
        )
        for key, pages in _published(ModulePage, "items").items()
    }
    held = {key for module in modules.values() for key, _ in module.items}
    lessons |= {key: replace(lessons[key], unlisted=False) for key in held if lessons[key].unlisted}
    paths = {
        key: PathInfo(
            **_common(pages),
            summary=page_texts(pages, "summary"),
            pack=pages["fr"].pack,
            items=tuple((i.module_key, i.required) for i in _ordered(pages["fr"].items) if i.module_key in modules),
        )
        for key, pages in _published(PathPage, "items").items()
    }
    return Catalogue(lessons=lessons, modules=modules, paths=paths, former=former_titles())


def _without_circles(lessons: dict[UUID, LessonInfo]) -> dict[UUID, LessonInfo]:
    """The lessons with the strict prerequisites that can be met: published, and not waiting for the lesson itself."""

    def waits_for(key: UUID, wanted: UUID) -> bool:
        ways, seen = [key], set[UUID]()
        while ways:
            at = ways.pop()
            if at == wanted:
                return True
            if at not in seen and at in lessons:
                ways += lessons[at].strict
            seen.add(at)
        return False

    return {
        key: replace(lesson, strict=frozenset(k for k in lesson.strict if k in lessons and not waits_for(k, key)))
        if lesson.strict
        else lesson
        for key, lesson in lessons.items()
    }


def _published(model: type[Any], *children: str) -> dict[UUID, dict[str, Any]]:
    pages = (
        model.objects.live()
        .public()
        .filter(locale__language_code__in=LANGUAGES)
        .select_related("locale")
        .prefetch_related(*children)
        .order_by("path")
    )
    by_key: dict[UUID, dict[str, Any]] = {}
    for page in pages:
        if page.alias_of_id is None:
            by_key.setdefault(page.translation_key, {})[page.locale.language_code] = page
    return {key: versions for key, versions in by_key.items() if "fr" in versions}


def _ordered(children: Any) -> list[Any]:
    # Databases disagree about where rows without an order stand.
    return sorted(children.all(), key=lambda child: (child.sort_order or 0, child.pk))


def page_texts(pages: dict[str, Any], name: str) -> dict[str, str]:
    french = getattr(pages["fr"], name)
    return {"fr": french, "en": getattr(pages["en"], name) if "en" in pages else french}


def _common(pages: dict[str, Any]) -> dict[str, Any]:
    page = pages["fr"]
    urls = {language: pages[language].get_url() or "" for language in LANGUAGES if language in pages}
    return {
        "key": page.translation_key,
        "code": page.code or page.slug,
        "title": page_texts(pages, "title"),
        "slug": page_texts(pages, "slug"),
        "url": {"fr": urls["fr"], "en": urls.get("en") or urls["fr"]},
        "told_in": frozenset(pages),
    }


# primary key -> (translation key, code, {"fr": title, "en": title})
_Scenarios = dict[int, tuple[UUID, str, dict[str, str]]]


def _scenarios() -> _Scenarios:
    """The live scenarios by the primary keys of both languages, as blocks of either page name them."""
    rows = Scenario.objects.filter(live=True, locale__language_code__in=LANGUAGES)
    found = list(rows.values_list("pk", "translation_key", "code", "locale__language_code", "title"))
    titles: dict[UUID, dict[str, str]] = {}
    for _, key, _, language, title in found:
        titles.setdefault(key, {})[language] = title
    complete = {key: {"fr": told["fr"], **told} for key, told in titles.items() if "fr" in told}
    return {
        pk: (key, code, {"en": complete[key]["fr"], **complete[key]})
        for pk, key, code, _, _ in found
        if key in complete
    }


def _updates() -> dict[UUID, Update]:
    """The newest major change of each lesson that had one."""
    rows = LessonChange.objects.filter(kind=LessonChange.Kind.MAJOR).order_by("number")
    columns = rows.values_list("lesson_key", "number", "at", "words_fr", "words_en", "differences")
    return {
        key: Update(number, at, {"fr": french, "en": english or french}, found)
        for key, number, at, french, english, found in columns
    }


def _lesson(
    pages: dict[str, Any],
    question_keys: dict[int, UUID],
    scenarios: _Scenarios,
    templates: dict[int, str],
    update: Update | None,
) -> LessonInfo:
    page = pages["fr"]
    blocks = list(page.body.raw_data)
    # A newly required block counts once it stands in every published language.
    shared = {block["id"] for block in blocks}
    if "en" in pages:
        shared &= {block["id"] for block in pages["en"].body.raw_data}
    return LessonInfo(
        **_common(pages),
        objective=page_texts(pages, "objective"),
        minutes=page.minutes,
        unlisted=page.unlisted,
        skills=tuple((row.skill_code, row.level) for row in _ordered(page.skills)),
        prerequisites=tuple(row.lesson_key for row in _ordered(page.prerequisites)),
        strict=frozenset(row.lesson_key for row in page.prerequisites.all() if row.strict),
        required_blocks=tuple(
            (UUID(block["id"]), block["type"])
            for block in blocks
            if block["type"] in ACTIVITIES
            and block["value"].get("required")
            and block["id"] in shared
            # A scenario that is unpublished or gone cannot be passed: it holds nobody up.
            and (block["type"] != "scenario" or block["value"]["scenario"] in scenarios)
        ),
        quizzes=tuple(_quiz(block["id"], block["value"], question_keys) for block in blocks if block["type"] == "quiz"),
        questions=tuple(
            (UUID(block["id"]), question_keys[block["value"]["question"]])
            for block in blocks
            if block["type"] == "question" and block["value"]["question"] in question_keys
        ),
        headings=tuple(
            (block["value"]["anchor"], block["value"]["text"]) for block in blocks if block["type"] == "heading"
        ),
        scenarios=tuple(
            ScenarioInfo(UUID(block["id"]), *scenarios[block["value"]["scenario"]])
            for block in blocks
            if block["type"] == "scenario" and block["value"]["scenario"] in scenarios
        ),
        passages={code: passages_of(list(pages[code].body.raw_data)) for code in LANGUAGES if code in pages},
        tasks=tuple(_tasks(pages, templates)),
        templates=tuple(
            (UUID(block["id"]), templates[block["value"]["template"]])
            for block in blocks
            if block["type"] == "template" and block["value"]["template"] in templates
        ),
        update=update,
        apart=lagging(blocks, pages["en"].body.raw_data) if "en" in pages else {},
    )


def _tasks(pages: dict[str, Any], templates: dict[int, str]) -> Iterator[TaskInfo]:
    titles: dict[str, dict[str, str]] = {}
    for language, page in pages.items():
        for block in page.body.raw_data:
            if block["type"] == "task":
                titles.setdefault(block["id"], {})[language] = block["value"]["title"]
    for block in pages["fr"].body.raw_data:
        if block["type"] == "task":
            value, told = block["value"], titles[block["id"]]
            yield TaskInfo(
                UUID(block["id"]),
                {"fr": told["fr"], "en": told.get("en") or told["fr"]},
                tuple(value["accepts"]),
                templates.get(value.get("template") or 0, ""),
                tuple((skill["code"], skill["level"]) for skill in map(_item, value["skills"])),
            )


def _item(item: dict[str, Any]) -> dict[str, Any]:
    # ListBlock items are stored as {"id", "value"}, or bare when written by hand.
    found: dict[str, Any] = item.get("value", item)
    return found


def _quiz(block_id: str, value: dict[str, Any], question_keys: dict[int, UUID]) -> QuizInfo:
    # ListBlock items are stored as {"id", "value"}, or bare when written by hand.
    pks = [item["value"] if isinstance(item, dict) else item for item in value["questions"]]
    return QuizInfo(
        block_id=UUID(block_id),
        pass_mark=value.get("pass_mark") or 70,
        question_keys=tuple(question_keys[pk] for pk in pks if pk in question_keys),
        draw=value.get("draw"),
        shuffle=bool(value.get("shuffle")),
        time_limit=value.get("time_limit"),
        attempts=value.get("attempts"),
        cool_down=value.get("cool_down"),
    )
