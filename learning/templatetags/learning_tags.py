"""The personal part of a lesson page: rail, completion, skills worked on."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from cms.catalogue import get_catalogue
from cms.change_words import sentences
from learning.domain.prerequisites import lessons_before
from learning.domain.progress import LessonState
from learning.domain.reading import Reading
from learning.domain.updates import update_for
from skills.domain.outline import outline

register = template.Library()


def _state(context: Context) -> LessonState | None:
    """None in a preview, and on a page that is not taught."""
    reading: Reading | None = context.get("reading")
    return reading.state if reading else None


@register.inclusion_tag("learning/parts/completion.html", takes_context=True)
def lesson_completion(context: Context, page: Any) -> dict[str, Any]:
    """The rule, what is still to do, and the button; or the date and the undo."""
    state, reading = _state(context), context.get("reading")
    needed = {str(need.block_id) for need in (state.needs if state else ())}
    kinds = {raw["id"]: page.body[i] for i, raw in enumerate(page.body.raw_data) if raw.get("id") in needed}
    needs = [
        {
            "done": need.done,
            "anchor": need.block_id,
            "title": _title(kinds.get(str(need.block_id))),
            "kind": need.kind,
        }
        for need in (state.needs if state else ())
    ]
    return {
        "csrf_token": context.get("csrf_token"),
        "state": state,
        "needs": needs,
        "signed_in": bool(reading and reading.person.user_id),
        "complete_url": reverse("learning:complete", args=[page.translation_key]) if state else "",
        "undo_url": reverse("learning:undo", args=[page.translation_key]) if state else "",
        "locked": reading.locked if reading else (),
        "placed": bool(reading and reading.placed),
        "quiz_open": bool(reading and reading.quiz_open),
    }


@register.inclusion_tag("learning/parts/before.html", takes_context=True)
def lesson_before(context: Context, page: Any) -> dict[str, Any]:
    """The lessons better read first, each with where the reader stands; the strict ones say so."""
    reading: Reading | None = context.get("reading")
    lesson = get_catalogue().lessons.get(page.translation_key)
    done = reading.before if reading else frozenset()
    return {
        "rows": [
            {"lesson": before, "done": before.key in done, "strict": before.key in lesson.strict}
            for before in lessons_before(lesson)
        ]
        if lesson
        else [],
        "strict": bool(lesson and lesson.strict),
        "locked": reading.locked if reading else (),
        "opened": reading.opened if reading else None,
    }


@register.inclusion_tag("learning/parts/update.html", takes_context=True)
def lesson_update(context: Context, page: Any) -> dict[str, Any]:
    """What changed since this reader completed the lesson, until they say they have seen it."""
    reading: Reading | None = context.get("reading")
    told = update_for(reading.lesson, reading.completed_at, reading.update_seen) if reading else None
    return {
        "csrf_token": context.get("csrf_token"),
        "update": told,
        "changes": sentences(told.differences) if told else [],
        "seen_url": reverse("learning:update_seen", args=[page.translation_key]),
    }


def _title(block: Any) -> str:
    if block is None:
        return ""
    if block.block_type in ("template", "scenario"):
        chosen = block.value[block.block_type]
        return chosen.title if chosen else ""
    return str(block.value.get("title", ""))


@register.inclusion_tag("learning/parts/rank.html", takes_context=True)
def lesson_rank(context: Context, page: Any) -> dict[str, Any]:
    """Which lesson of its module this is (`lessons` of the context), and which of them the reader has completed."""
    reading: Reading | None = context.get("reading")
    done = reading.beside | ({reading.lesson.key} if reading.completed_at else set()) if reading else frozenset()
    keys = [lesson.key for lesson in context["lessons"]]
    complete = [key in done for key in keys]
    rank = keys.index(page.translation_key) + 1 if page.translation_key in keys else 0
    return {"rank": rank, "lessons": complete, "done": sum(complete)}


@register.inclusion_tag("learning/parts/rail.html", takes_context=True)
def lesson_rail(context: Context, page: Any) -> dict[str, Any]:
    """The headings of the lesson."""
    headings = list(_headings(page).values())
    state = _state(context)
    resume = _anchor(page, state) if state and not state.complete else ""
    return {"headings": headings, "minutes": page.minutes, "state": state, "resume": resume}


def _anchor(page: Any, state: LessonState | None) -> str:
    """Where the block seen last stands on the page: headings have an anchor of their own."""
    last = str(state.last_block) if state and state.last_block else ""
    return str(_headings(page).get(last, {"anchor": last})["anchor"])


def _headings(page: Any) -> dict[str, dict[str, str]]:
    """Block id → {anchor, text}, from what is stored: the rail must not build every block of the lesson."""
    return {raw.get("id", ""): raw["value"] for raw in page.body.raw_data if raw["type"] == "heading"}


@register.inclusion_tag("learning/parts/aside.html", takes_context=True)
def lesson_aside(context: Context, page: Any) -> dict[str, Any]:
    """Skills that the lesson works on, with the reader's level beside them."""
    reading: Reading | None = context.get("reading")
    lesson, ladder = get_catalogue().lessons.get(page.translation_key), outline()
    wanted = dict(lesson.skills) if lesson else {}
    held = reading.levels if reading else {}
    return {
        "skills": [
            {"name": ladder.skill(code).name if ladder else code, "level": held.get(code, 0), "needed": min(2, level)}
            for code, level in wanted.items()
        ],
        "signed_in": bool(reading and reading.person.user_id),
    }


@register.simple_tag(takes_context=True)
def lesson_position(context: Context, page: Any) -> str:
    """The anchor of the block last seen."""
    return _anchor(page, _state(context))
