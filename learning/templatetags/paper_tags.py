"""Papers and tasks inside a lesson: what stands there for this reader."""

import uuid
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from learning.domain import papers, submissions
from learning.templatetags.activity_tags import frame_of
from learning.views.lookup import language
from lib.html import clean, safe
from skills.domain.outline import outline

register = template.Library()

INPUT_TYPES = {"number": "text", "date": "date", "url": "url"}
SHORT = 3


def _paper(context: Context, block: Any) -> dict[str, Any]:
    frame = frame_of(context, block)
    state = frame["state"]
    typed = state.state.get("fields", {}) if state else {}
    url = ""
    if state and context["reading"].person.user_id and not papers.empty(state.state):
        url = reverse("learning:document", args=[frame["lesson_key"], block.id])
    return frame | {"typed": typed, "version": state.version if state else 0, "document_url": url}


@register.inclusion_tag("learning/activities/template.html", takes_context=True)
def activity_template(context: Context, block: Any) -> dict[str, Any]:
    return _paper(context, block)


@register.inclusion_tag("learning/activities/reflection.html", takes_context=True)
def activity_reflection(context: Context, block: Any) -> dict[str, Any]:
    return _paper(context, block)


@register.inclusion_tag("learning/activities/grid.html", takes_context=True)
def activity_grid(context: Context, block: Any) -> dict[str, Any]:
    return _paper(context, block)


@register.inclusion_tag("learning/activities/task.html", takes_context=True)
def activity_task(context: Context, block: Any) -> dict[str, Any]:
    """The brief, what is judged, and where one's work stands."""
    frame = frame_of(context, block) | {"skills": submissions.skills_of(block), "url": "", "review": None}
    if frame["action"]:
        frame["url"] = reverse("learning:task", args=[frame["lesson_key"], block.id])
        frame["review"] = context["reading"].works.get(uuid.UUID(block.id))
    return frame


@register.simple_tag
def paper_fields(
    block: Any, typed: dict[str, str], missing: list[str] | None = None, kept: dict[str, str] | None = None
) -> list[dict[str, Any]]:
    """The fields of a paper with what was typed. `kept`: what another window saved."""
    return [_shown(field, typed or {}, missing or [], kept or {}) for field in papers.fields_of(block)]


def _shown(field: papers.Field, typed: dict[str, str], missing: list[str], kept: dict[str, str]) -> dict[str, Any]:
    text = typed.get(field.key, "")
    return {
        "id": field.key,
        "name": f"f-{field.key}",
        "label": field.label,
        "help": field.help,
        "required": field.required,
        "long": field.kind in ("long", "table") and not field.columns,
        "type": INPUT_TYPES.get(field.kind, "text"),
        "choices": field.choices,
        "columns": field.columns,
        "rows": _rows(field, text) if field.columns else [],
        "value": text,
        "missing": field.key in missing,
        "other": dict(field.choices).get(kept.get(field.key, ""), kept.get(field.key, "")),
    }


def _rows(field: papers.Field, text: str) -> list[list[dict[str, str]]]:
    """The lines of a table, and some to write on."""
    lines = papers.cells(field, text)
    spare = max(SHORT - len(lines), papers.SPARE_ROWS)
    lines = (lines + [[""] * len(field.columns) for _ in range(spare)])[: papers.MAX_ROWS]
    return [
        [
            {"name": f"f-{field.key}-{number}-{code}", "label": label, "value": value}
            for (code, label), value in zip(field.columns, line, strict=False)
        ]
        for number, line in enumerate(lines)
    ]


@register.simple_tag
def grid_rows(block: Any, typed: dict[str, str]) -> list[dict[str, Any]]:
    """The lines of a comparison grid: each with one place to write for every column."""
    value = block.value
    choices = [(child.id, child.value["label"]) for child in value["choices"].bound_blocks]
    columns = value["columns"].bound_blocks
    return [
        {
            "label": row.value["label"],
            "cells": [
                {
                    "name": f"f-{papers.grid_key(row.id, column.id)}",
                    "column": column.value["label"],
                    "value": (typed or {}).get(papers.grid_key(row.id, column.id), ""),
                    "choices": choices,
                }
                for column in columns
            ],
        }
        for row in value["rows"].bound_blocks
    ]


@register.simple_tag
def paper_done(block: Any, typed: dict[str, str]) -> dict[str, int]:
    """How many of the places to fill hold something."""
    fields = [field for field in papers.fields_of(block) if field.required]
    return {"total": len(fields), "done": sum(bool((typed or {}).get(field.key, "").strip()) for field in fields)}


@register.simple_tag
def work_shown(version: Any) -> dict[str, Any]:
    """One version handed in, as its reviewer reads it."""
    from learning.domain.reviewed import shown

    return shown(version, language())


@register.filter
def cleaned(html: str) -> SafeString:
    """HTML frozen in a work handed in: cleaned again where it is shown, whatever was stored."""
    return safe(clean(html))


@register.simple_tag
def levels_named(levels: dict[str, int]) -> list[tuple[str, int]]:
    """Skill code → level as (name, level)."""
    known = outline()
    return [(known.skill(code).name if known else code, level) for code, level in levels.items()]
