"""Results of quizzes, from attempts alone."""

import uuid
from collections.abc import Iterable
from decimal import Decimal

from cms.catalogue import LessonInfo
from learning.models import QuizAttempt
from skills.domain.standing import percent


def attempt_percent(score: Decimal | None, max_score: Decimal | None) -> int | None:
    """floor(100 × points ÷ possible points); None for an attempt without questions or not handed in."""
    if score is None or not max_score:
        return None
    return percent(int(score * 1000), int(max_score * 1000))


def best_results(user_id: int) -> dict[tuple[uuid.UUID, uuid.UUID], tuple[int, bool]]:
    """(lesson key, block id) → best percent and whether any attempt reached its own pass mark; one query."""
    best: dict[tuple[uuid.UUID, uuid.UUID], tuple[int, bool]] = {}
    rows = QuizAttempt.objects.filter(user_id=user_id, submitted_at__isnull=False)
    for lesson, block, score, top, mark in rows.values_list(
        "lesson_key", "block_id", "score", "max_score", "pass_mark"
    ):
        result = attempt_percent(score, top) or 0
        before, passed = best.get((lesson, block), (0, False))
        best[(lesson, block)] = (max(before, result), passed or result >= mark)
    return best


def quizzes_passed(user_id: int, lessons: Iterable[LessonInfo]) -> set[uuid.UUID]:
    """Keys of the lessons whose every quiz has an attempt at its pass mark; a lesson without quiz is among them."""
    best = best_results(user_id)
    return {
        lesson.key
        for lesson in lessons
        if all(best.get((lesson.key, block_id), (0, False))[1] for block_id, *_ in lesson.quizzes)
    }
