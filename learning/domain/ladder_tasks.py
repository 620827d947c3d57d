"""What the ladder asks of one lesson: its portfolio tasks by name, and where each document or exercise is done."""

import uuid

from cms.catalogue import LessonInfo, TaskInfo, get_catalogue
from cms.packs.schema import block_id
from skills.domain.asked import asked
from skills.domain.standing import requirement_key

DOCUMENT, EXERCISE = "document_reviewed", "exercise_passed"


def task_requirements(lesson_key: uuid.UUID, block: uuid.UUID) -> tuple[str, ...]:
    """The claims that acceptance of this task meets because a ladder names the task itself (`lesson/task`)."""
    lesson = get_catalogue().lessons.get(lesson_key)
    if lesson is None:
        return ()
    named = sorted(target.key for target in asked(DOCUMENT) if target.key.startswith(f"{lesson.code}/"))
    return tuple(requirement_key(DOCUMENT, target) for target in named if _block_of(lesson, target) == block)


def named_task(target: str) -> tuple[LessonInfo, TaskInfo] | None:
    """The task that `lesson/task` names; None when it is not published, or in no list."""
    for lesson in get_catalogue().listed:
        if target.startswith(f"{lesson.code}/"):
            found = next((task for task in lesson.tasks if task.block_id == _block_of(lesson, target)), None)
            return (lesson, found) if found else None
    return None


def task_for_template(code: str) -> tuple[LessonInfo, TaskInfo] | None:
    """A task that takes documents of this template and names it; None when none in a list does."""
    for lesson in get_catalogue().listed:
        for task in lesson.tasks:
            if task.template == code and "document" in task.accepts:
                return lesson, task
    return None


def _block_of(lesson: LessonInfo, target: str) -> uuid.UUID:
    return block_id(lesson.key, target.removeprefix(f"{lesson.code}/"))
