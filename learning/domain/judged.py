"""Attempts that were handed in, as their pages read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from learning.domain import answer_reviews, grading
from learning.domain.results import attempt_percent, reaches
from learning.models import Answer, QuizAttempt


@dataclass(frozen=True)
class Judged:
    """One answer of a handed-in attempt beside the question it was given to. `grade.points` None: a reader will say.

    `review`: what a reader has decided, if it was one.
    """

    payload: Mapping[str, Any]
    response: Any
    grade: grading.Grade
    carried: bool = False
    review: Any = None


def answers_of(attempt: QuizAttempt, answers: Sequence[Answer] | None = None) -> list[Judged]:
    """The attempt question by question, judged by the versions it froze and by the reader where there was one."""
    rows = list(attempt.answers.select_related("version")) if answers is None else answers
    decided = answer_reviews.decided(attempt, rows)
    found = []
    for row in rows:
        grade = grading.grade(row.version.payload, row.response, locale=attempt.locale)
        carried = row.carried_from_id is not None
        if grade.points is None or carried:  # what was credited in the attempt repeated counts here too
            grade = replace(grade, points=row.score)
        found.append(Judged(row.version.payload, row.response, grade, carried, decided.get(row.question_key)))
    return found


def result(attempt: QuizAttempt) -> tuple[int | None, bool]:
    """Percent, and whether it reached the attempt's own pass mark in time."""
    value = attempt_percent(attempt.score, attempt.max_score)
    return value, reaches(value, attempt.pass_mark, late=attempt.late)
