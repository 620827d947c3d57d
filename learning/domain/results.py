"""Results of quizzes, from attempts alone."""

from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from cms.catalogue import Catalogue, LessonInfo
from learning.models import BlockProgress, LessonProgress, QuizAttempt
from lib.statements import among, known_uuid, uuid_value
from skills.domain.inputs import Stored, stored_with
from skills.domain.standing import percent


def attempt_percent(score: Decimal | None, max_score: Decimal | None) -> int | None:
    """floor(100 × points ÷ possible points); None for an attempt without questions or not handed in.

    Points count to the hundredth, as they are shown: three answers of a third are stored as 0.333 each, and are 1.
    """
    if score is None or not max_score:
        return None
    return percent(int(round(score, 2) * 100), int(round(max_score, 2) * 100))


def reaches(value: int | None, pass_mark: int, *, late: bool) -> bool:
    """Whether a result passes: at its own pass mark, handed in in time."""
    return value is not None and value >= pass_mark and not late


Best = dict[tuple[UUID, UUID], tuple[int, bool]]


@dataclass(frozen=True)
class Done:
    """What one account has done, as completing a lesson needs it.

    `best`: (lesson key, block id) → best percent and whether any attempt reached its own pass mark in time. An attempt
    that repeats another holds the combined points of both, so that nothing here has to know.
    """

    lessons: set[UUID]  # complete ones, as far as asked
    blocks: set[UUID]  # done ones of the lesson in question
    best: Best
    through: set[UUID] = field(default_factory=set)  # complete through the lesson that became this one
    carried: set[UUID] = field(default_factory=set)  # those of them that were passed there

    def has(self, lesson: LessonInfo) -> bool:
        """It is complete and passed, here or in the lesson that became this one: modules ask for no more."""
        return lesson.key in self.lessons and (lesson.key in self.carried or self.passed(lesson))

    def proves(self, lesson: LessonInfo) -> bool:
        """It is complete and passed as it is; the proof of the lesson that became this one stands for itself."""
        own = bool(lesson.quizzes) or lesson.key not in self.through
        return lesson.key in self.lessons and own and self.passed(lesson)

    def passed(self, lesson: LessonInfo) -> bool:
        """Every quiz has an attempt at its pass mark; a lesson without quiz is passed."""
        return all(self.best.get((lesson.key, block_id), (0, False))[1] for block_id, *_ in lesson.quizzes)


# The columns of `skills.domain.inputs`: kind, key, level, grade, then texts, so that all of it is one statement.
_DONE = f"""
SELECT '+lesson', CAST(lesson_key AS text),
 CASE WHEN through IS NULL THEN 0 ELSE 1 END, CASE WHEN through_passed THEN 1 ELSE 0 END,
 '', '', '', NULL, 0, NULL, 0, 0
 FROM {LessonProgress._meta.db_table}
 WHERE user_id = %s AND lesson_key {{near}} AND completed_at IS NOT NULL
UNION ALL SELECT '+block', CAST(block_id AS text), 0, 0, '', '', '', NULL, 0, NULL, 0, 0
 FROM {BlockProgress._meta.db_table} WHERE user_id = %s AND lesson_key = %s AND done_at IS NOT NULL
UNION ALL SELECT '+attempt', CAST(lesson_key AS text), 0, pass_mark, CAST(block_id AS text), CAST(score AS text),
 CAST(max_score AS text), NULL, 0, NULL, CASE WHEN late THEN 1 ELSE 0 END, 0 FROM {QuizAttempt._meta.db_table}
 WHERE user_id = %s AND lesson_key {{near}} AND submitted_at IS NOT NULL"""  # noqa: S608  names of our own tables


def done_by(user_id: int, lesson: LessonInfo, catalogue: Catalogue) -> tuple[Done, Stored]:
    """What was done of a lesson, of those it needs and of the modules it stands in, and the ledger it goes into: one
    statement, whatever was done. Under the learner's lock.
    """
    modules = catalogue.modules_of(lesson.key)
    near, keys = among({lesson.key, *lesson.strict, *(key for module in modules for key in module.required)})
    own = [user_id, keys, user_id, uuid_value(lesson.key), user_id, keys]
    stored, rows = stored_with(user_id, _DONE.format(near=near), own)
    best: Best = {}
    for kind, key, _, mark, block, score, top, _, _, _, late, _ in rows:
        if kind == "+attempt":
            result = attempt_percent(Decimal(score) if score else None, Decimal(top) if top else None)
            quiz = (known_uuid(key), known_uuid(block))
            before, passed = best.get(quiz, (0, False))
            best[quiz] = (max(before, result or 0), passed or reaches(result or 0, mark, late=bool(late)))
    done = Done(
        {known_uuid(row[1]) for row in rows if row[0] == "+lesson"},
        {known_uuid(row[1]) for row in rows if row[0] == "+block"},
        best,
        {known_uuid(row[1]) for row in rows if row[0] == "+lesson" and row[2]},
        {known_uuid(row[1]) for row in rows if row[0] == "+lesson" and row[3]},
    )
    return done, stored
