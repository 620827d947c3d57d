"""From an address to content: the lesson and the block that a form names, or the same 404 for everything else."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import translation

from cms.catalogue import LessonInfo, get_catalogue, lesson_block
from learning.domain.people import Person
from lib.audit import audit


def language() -> str:
    return (translation.get_language() or "fr")[:2]


def lesson_or_404(key: uuid.UUID) -> LessonInfo:
    lesson = get_catalogue().lessons.get(key)
    if lesson is None:
        raise Http404
    return lesson


def lesson_page(request: HttpRequest, /, lesson_key: uuid.UUID, block_id: uuid.UUID | None = None) -> str:
    """The page where a form of a lesson stands, at its block; "" for a lesson that is not published."""
    lesson = get_catalogue().lessons.get(lesson_key)
    place = f"#{block_id}" if block_id else ""
    return lesson.url[language()] + place if lesson else ""


def known_lesson(request: HttpRequest, lesson_key: uuid.UUID) -> LessonInfo:
    return lesson_or_404(lesson_key)


def block_or_404(lesson_key: uuid.UUID, block_id: uuid.UUID, *kinds: str) -> Any:
    """The bound block of the live page in the language of the address; restricted and unpublished pages have none."""
    block = lesson_block(lesson_key, block_id, language())
    if block is None or block.block_type not in kinds:
        raise Http404
    return block


def misplaced(person: Person, lesson_key: uuid.UUID, block_id: uuid.UUID) -> None:
    """A block was refused: written down when it exists, in another lesson or for another address."""
    if any(lesson.passage(block_id) for lesson in get_catalogue().lessons.values()):
        audit("activity.misplaced_block", user_id=person.user_id, lesson=str(lesson_key), block=str(block_id))
