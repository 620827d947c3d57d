"""Reads the catalogue for the pages of Wagtail: no query with a warm cache."""

from typing import Any, NamedTuple
from uuid import UUID

from django import template
from django.utils.safestring import SafeString
from wagtail.models import Page

from cms.catalogue import LessonInfo, ModuleInfo, PathInfo, get_catalogue, in_language
from cms.models import ModulePage
from lib.drawn import drawn

register = template.Library()


@register.simple_tag
def first_lesson() -> LessonInfo | None:
    """Where somebody new begins: the first lesson of the first path, else of the first module."""
    catalogue = get_catalogue()
    paths = [module for path in catalogue.paths for module in catalogue.modules_in(path)]
    for module in (*paths, *catalogue.modules.values()):
        if module.items:
            return catalogue.lessons[module.items[0][0]]
    return next(iter(catalogue.listed), None)


class LessonLine(NamedTuple):
    """What a row of a list says of a lesson, in one language."""

    href: str
    name: str
    aim: str
    minutes: int
    lang: str


@register.simple_tag
def lesson_line(lesson: LessonInfo) -> SafeString:
    """One lesson in a list of many."""
    line = LessonLine(lesson.href, lesson.name, lesson.aim, lesson.minutes, lesson.lang)
    return drawn("cms/lesson_row.html", lesson=line, heading=3)


@register.simple_tag
def module_line(entry: ModuleInfo | PathInfo, heading: int = 2) -> SafeString:
    """One module in a list, with its lessons counted; or one path, with its modules."""
    counted = "modules" if isinstance(entry, PathInfo) else "lessons"
    return drawn(
        "cms/module_row.html",
        href=entry.href,
        name=entry.name,
        about=entry.about,
        lang=entry.lang,
        counted=counted,
        n=len(entry.items),
        heading=heading,
    )


@register.simple_tag
def catalogue_crumbs(page: Page) -> list[dict[str, str]]:
    """The first path that holds a module; the index page above anything else."""
    if isinstance(page, ModulePage):
        paths = get_catalogue().paths_of(page.translation_key)
        if paths:
            return [{"title": paths[0].name, "url": paths[0].href}]
    parent = page.get_parent()
    return [{"title": parent.title, "url": parent.url or ""}] if parent else []


@register.simple_tag
def module_lessons(key: UUID) -> list[dict[str, Any]]:
    """Rows {lesson, optional, query} of a module, in order."""
    catalogue = get_catalogue()
    module = catalogue.modules.get(key)
    if module is None:
        return []
    query = f"?in={in_language(module.slug)}"
    return [{"lesson": catalogue.lessons[k], "optional": not needed, "query": query} for k, needed in module.items]


@register.simple_tag
def path_modules(key: UUID) -> list[dict[str, Any]]:
    """Rows {module, lessons, optional, query} of a path, in order."""
    catalogue = get_catalogue()
    path = catalogue.paths.get(key)
    return [
        {
            "module": catalogue.modules[module_key],
            "lessons": catalogue.lessons_in(module_key),
            "optional": not needed,
            "query": f"?in={in_language(catalogue.modules[module_key].slug)}",
        }
        for module_key, needed in (path.items if path else ())
    ]


@register.simple_tag
def path_modules_all() -> list[dict[str, Any]]:
    """Every path with its modules."""
    catalogue = get_catalogue()
    return [{"path": path, "modules": catalogue.modules_in(path.key)} for path in catalogue.paths.values()]


@register.simple_tag
def lessons_by_module() -> list[dict[str, Any]]:
    """Every lesson once, under the first module that holds it; {module: None} for those in none."""
    catalogue = get_catalogue()
    groups: dict[UUID | None, list[LessonInfo]] = {key: [] for key in catalogue.modules}
    for key in catalogue.modules:
        for lesson in catalogue.lessons_in(key):
            if catalogue.modules_of(lesson.key)[0].key == key:
                groups[key].append(lesson)
    groups[None] = [lesson for lesson in catalogue.listed if not catalogue.modules_of(lesson.key)]
    return [
        {"module": catalogue.modules[key] if key else None, "lessons": lessons}
        for key, lessons in groups.items()
        if lessons
    ]
