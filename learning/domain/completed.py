"""The complete lessons of an account, as the ledger reads them beside its rows: what they prove is another question.
One passed as the lesson that it was before is left out: its proof stands under that one.
"""

from typing import Any

from learning.domain.progress import LESSON
from learning.models import LessonProgress
from lib.statements import known_uuid

LESSONS = f"""SELECT CAST(lesson_key AS text) AS a, '' AS b, '' AS c
 FROM {LessonProgress._meta.db_table} WHERE user_id = %s AND completed_at IS NOT NULL AND through_passed IS NULL"""  # noqa: S608  our own table


def of_ledger(rows: list[tuple[Any, ...]]) -> set[tuple[str, str]]:
    """(source kind, key) of each, of `LESSONS` of one person."""
    return {(LESSON, str(known_uuid(key))) for key, *_ in rows}
