"""Results of quizzes, from attempts alone."""

from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.db import connection, models

from cms.catalogue import LessonInfo
from learning.models import BlockProgress, LessonProgress, QuizAttempt
from skills.domain.standing import percent


def attempt_percent(score: Decimal | None, max_score: Decimal | None) -> int | None:
    """floor(100 × points ÷ possible points); None for an attempt without questions or not handed in."""
    if score is None or not max_score:
        return None
    return percent(int(score * 1000), int(max_score * 1000))


Best = dict[tuple[UUID, UUID], tuple[int, bool]]


@dataclass(frozen=True)
class Done:
    """What one account has done, as completing a lesson needs it.

    `best`: (lesson key, block id) → best percent and whether any attempt reached its own pass mark.
    """

    lessons: set[UUID]  # complete ones
    blocks: set[UUID]  # done ones of the lesson in question
    best: Best
    carried: set[UUID] = field(default_factory=set)  # passed in the lesson that became this one

    def passed(self, lesson: LessonInfo) -> bool:
        """Every quiz has an attempt at its pass mark; a lesson without quiz is passed."""
        return lesson.key in self.carried or all(
            self.best.get((lesson.key, block_id), (0, False))[1] for block_id, *_ in lesson.quizzes
        )


_STATEMENT = f"""
SELECT 'lesson', CAST(lesson_key AS text), '', '', '', CASE WHEN through_passed THEN 1 ELSE 0 END
 FROM {LessonProgress._meta.db_table}
 WHERE user_id = %s AND completed_at IS NOT NULL
UNION ALL SELECT 'block', CAST(block_id AS text), '', '', '', 0 FROM {BlockProgress._meta.db_table}
 WHERE user_id = %s AND lesson_key = %s AND done_at IS NOT NULL
UNION ALL SELECT 'attempt', CAST(lesson_key AS text), CAST(block_id AS text), CAST(score AS text),
 CAST(max_score AS text), pass_mark FROM {QuizAttempt._meta.db_table}
 WHERE user_id = %s AND submitted_at IS NOT NULL"""  # noqa: S608  names of our own tables


def done_by(user_id: int, lesson_key: UUID) -> Done:
    """One statement, whatever was done."""
    key = models.UUIDField().get_db_prep_value(lesson_key, connection)
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, [user_id, user_id, key, user_id])
        rows = cursor.fetchall()
    best: Best = {}
    for kind, lesson, block, score, top, mark in rows:
        if kind == "attempt":
            result = attempt_percent(Decimal(score) if score else None, Decimal(top) if top else None) or 0
            quiz = (UUID(lesson), UUID(block))
            before, passed = best.get(quiz, (0, False))
            best[quiz] = (max(before, result), passed or result >= mark)
    return Done(
        {UUID(row[1]) for row in rows if row[0] == "lesson"},
        {UUID(row[1]) for row in rows if row[0] == "block"},
        best,
        {UUID(row[1]) for row in rows if row[0] == "lesson" and row[5]},
    )
