"""The personal part of a lesson page: rail, completion, skills worked on."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from cms.catalogue import get_catalogue
from learning.domain.people import Person, person_of
from learning.domain.progress import LessonState, lesson_state
from learning.templatetags.activity_tags import page_states
from skills.domain.outline import outline
from skills.models import SkillStanding

register = template.Library()


def _state(context: Context, page: Any) -> tuple[Person, LessonState | None]:
    request = context.get("request")
    lesson = get_catalogue().lessons.get(page.translation_key)
    if request is None or lesson is None or getattr(request, "is_preview", False):
        return Person(), None
    person = person_of(request)
    kept: dict[Any, LessonState] = request.__dict__.setdefault("_lesson_states", {})
    if page.translation_key not in kept:
        blocks = page_states(request, page.translation_key)
        done = {block_id for block_id, row in blocks.items() if row.done_at is not None}
        kept[page.translation_key] = lesson_state(person, lesson, done=done)
    return person, kept[page.translation_key]


@register.inclusion_tag("learning/parts/completion.html", takes_context=True)
def lesson_completion(context: Context, page: Any) -> dict[str, Any]:
    """The rule, what is still to do, and the button; or the date and the undo."""
    person, state = _state(context, page)
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
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
        "state": state,
        "needs": needs,
        "signed_in": person.user_id is not None,
        "complete_url": reverse("learning:complete", args=[page.translation_key]) if state else "",
        "undo_url": reverse("learning:undo", args=[page.translation_key]) if state else "",
    }


def _title(block: Any) -> str:
    if block is None:
        return ""
    if block.block_type in ("template", "scenario"):
        chosen = block.value[block.block_type]
        return chosen.title if chosen else ""
    return str(block.value.get("title", ""))


@register.inclusion_tag("learning/parts/rail.html", takes_context=True)
def lesson_rail(context: Context, page: Any) -> dict[str, Any]:
    """The headings of the lesson."""
    headings = list(_headings(page).values())
    _, state = _state(context, page)
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
    person, _ = _state(context, page)
    lesson, ladder = get_catalogue().lessons.get(page.translation_key), outline()
    wanted = dict(lesson.skills) if lesson else {}
    held: dict[str, int] = {}
    if person.user_id and wanted:
        rows = SkillStanding.objects.filter(user_id=person.user_id, skill_code__in=wanted)
        held = dict(rows.values_list("skill_code", "level"))
    return {
        "skills": [
            {"name": ladder.skill(code).name if ladder else code, "level": held.get(code, 0), "needed": min(2, level)}
            for code, level in wanted.items()
        ],
        "signed_in": person.user_id is not None,
    }


@register.simple_tag(takes_context=True)
def lesson_position(context: Context, page: Any) -> dict[str, str]:
    """Where the page reports the reading position, and the block last seen."""
    _, state = _state(context, page)
    return {"url": reverse("learning:position", args=[page.translation_key]), "last": _anchor(page, state)}
