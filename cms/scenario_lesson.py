"""The lesson that a scenario names: it exists, and so do the passages of it that steps send back to."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

SHOWN = 8


def lesson_flaws(scenario: Any) -> list[str]:
    """What is missing, in words. A lesson that is still a draft counts as it stands there."""
    from cms.models import LessonPage

    pages = LessonPage.objects.filter(code=scenario.lesson, locale__language_code=settings.LANGUAGE_CODE)
    lesson = pages.first() if scenario.lesson else None
    if lesson is None:
        if not scenario.lesson:
            return [_("Choose the lesson of this scenario.")]
        return [_("No lesson has the code “%(code)s”: choose one of the list.") % {"code": scenario.lesson}]
    return list(_passages(scenario, lesson))


def _passages(scenario: Any, lesson: Any) -> Iterator[str]:
    asked = [(step.value["key"], step.value["reread"]) for step in scenario.steps if step.value["reread"]]
    if not asked:
        return
    from cms.packs.schema import block_id

    anchors, ids = _places(lesson)
    for step, passage in asked:
        if passage not in anchors and str(block_id(lesson.translation_key, passage)) not in ids:
            text = _(
                "Step “%(step)s”: the lesson “%(lesson)s” has no passage “%(passage)s”. Anchors there: %(anchors)s."
            )
            listed = ", ".join(list(anchors)[:SHOWN]) or "–"
            yield text % {"step": step, "lesson": lesson.title, "passage": passage, "anchors": listed}


def _places(lesson: Any) -> tuple[dict[str, None], set[str]]:
    """Anchors of headings, in their order, and ids of all blocks, published or in the newest draft."""
    anchors: dict[str, None] = {}
    ids = set()
    for page in (lesson.get_latest_revision_as_object(), lesson):
        for block in page.body:
            ids.add(str(block.id))
            if block.block_type == "heading" and block.value["anchor"]:
                anchors[block.value["anchor"]] = None
    return anchors, ids
