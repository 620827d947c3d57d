"""The complete lessons of an account, as the ledger reads them beside its rows: what they prove is another question.
Of one passed as the lesson that it was before no quiz is asked: its proof stands under that one.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from cms.catalogue import get_catalogue
from learning.domain.progress import LESSON
from learning.models import LessonProgress
from lib.statements import known_uuid
from skills.registry import Finished

LESSONS = f"""SELECT CAST(lesson_key AS text) AS a, CASE WHEN through_passed THEN '1' ELSE '' END AS b, '' AS c
 FROM {LessonProgress._meta.db_table} WHERE user_id = %s AND completed_at IS NOT NULL"""  # noqa: S608  our own table


def of_ledger(rows: list[tuple[Any, ...]]) -> Finished:
    """From `LESSONS` of one person."""
    return finished((known_uuid(key), bool(carried)) for key, carried, _ in rows)


def finished(lessons: Iterable[tuple[UUID, bool]]) -> Finished:
    """From complete lessons, each with whether it was passed as the lesson that it was before."""
    known = get_catalogue().lessons
    return {(LESSON, str(key)): key in known and bool(known[key].quizzes) and not carried for key, carried in lessons}
