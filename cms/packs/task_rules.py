"""Portfolio tasks: what lesson.toml says of them, and what must hold between it and the texts."""

from __future__ import annotations

from collections.abc import Iterator

from cms.packs.objects import Block, Document, Entry, Fault, Pack, Values
from cms.packs.schema import WORK_SKILLS, block_id, item_id


def task_skills(lesson: Entry, block: Block) -> list[Values]:
    """The skills that the accepted work of a task block proves, as rows of the block's value."""
    identity = block_id(lesson.translation_key, block.key)
    named = [skill for task in lesson.data.get("task", []) if task["id"] == block.key for skill in task["skills"]]
    return [
        {
            "type": "item",
            "id": str(item_id(identity, f"@{skill['code']}")),
            "value": {"code": skill["code"], "level": skill["level"]},
        }
        for skill in named
    ]


def task_faults(pack: Pack, lesson: Document) -> Iterator[Fault]:
    """Every task block has its `[[task]]` and the other way round; the skills exist, each once, six at most."""
    entry = lesson.entry
    seen: set[str] = set()
    blocks = {block.key: block for block in lesson.texts["fr"].of_type("task")} if "fr" in lesson.texts else None
    for index, task in enumerate(entry.data.get("task", [])):
        if task["id"] in seen:
            yield entry.lines.fault(f"'{task['id']}' is there twice", "task", index, "id")
        seen.add(task["id"])
        if blocks is not None and task["id"] not in blocks:
            yield entry.lines.fault(f"no task block '{task['id']}' in fr.md", "task", index, "id")
        codes = [skill["code"] for skill in task["skills"]]
        for code in codes:
            if not pack.knows("skill", code):
                yield entry.lines.fault(f"no skill '{code}'", "task", index, "skills")
        if not codes or len(codes) > WORK_SKILLS or len(set(codes)) != len(codes):
            yield entry.lines.fault(f"one to {WORK_SKILLS} skills, each once", "task", index, "skills")
    for key, block in (blocks or {}).items():
        if key not in seen:
            message = "lesson.toml says in a [[task]] what the accepted work proves; none has this id"
            yield Fault(lesson.texts["fr"].file, block.line, key, message)
