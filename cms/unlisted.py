"""Lessons in no list: the French page says it for both languages, and never of a lesson that a module holds.

The forms refuse the two together. Where they come together another way (a planned publication, a pack), the published
module wins: nobody can be asked to complete what no list shows.
"""

from collections.abc import Iterable
from uuid import UUID

from cms.catalogue import get_catalogue, kept


def unlisted_keys() -> frozenset[UUID]:
    """Keys of the lessons in no list, those whose French page is not published with them; 0 SQL when the cache is
    warm.
    """
    return kept("unlisted.1", _read)


def _read() -> frozenset[UUID]:
    from cms.models import LessonPage

    lessons = get_catalogue().lessons
    ticked = LessonPage.objects.filter(locale__language_code="fr", unlisted=True, alias_of=None)
    keys = set(ticked.values_list("translation_key", flat=True))
    return frozenset(key for key in keys if key not in lessons or lessons[key].unlisted)


def holding(lesson_key: UUID) -> list[str]:
    """Titles of the modules that hold a lesson, as they are published and as their drafts have it."""
    from cms.models import ModulePage

    modules = ModulePage.objects.filter(locale__language_code="fr", alias_of=None).order_by("path")
    found = modules.filter(items__lesson_key=lesson_key).in_bulk()
    for module in modules.filter(has_unpublished_changes=True).exclude(pk__in=found):
        draft = module.get_latest_revision_as_object()
        if any(item.lesson_key == lesson_key for item in draft.items.all()):
            found[module.pk] = draft
    return [module.title for module in found.values()]


def ticked_among(lesson_keys: Iterable[UUID]) -> frozenset[UUID]:
    """Which of these lessons are in no list, as published or as their drafts have it."""
    from cms.models import LessonPage

    pages = LessonPage.objects.filter(
        locale__language_code="fr", alias_of=None, translation_key__in=list(lesson_keys)
    ).select_related("latest_revision")
    return frozenset(
        page.translation_key
        for page in pages
        if page.unlisted or (page.latest_revision and page.latest_revision.content.get("unlisted"))
    )
