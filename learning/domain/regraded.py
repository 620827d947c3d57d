"""What the owner of an attempt is told of points that changed after it was handed in."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from learning.domain.judged import Judged
from learning.models import QuizAttempt, Regrade, RegradedAnswer


@dataclass(frozen=True)
class Told:
    """One question that was judged again: `place` counts from 1, points before and after."""

    at: datetime
    place: int
    credit: bool
    reason: str
    old: Decimal
    new: Decimal


def told(attempt: QuizAttempt) -> list[Told]:
    """Oldest first; one statement."""
    rows = RegradedAnswer.objects.filter(answer__attempt=attempt).select_related("regrade", "answer")
    return [
        Told(
            row.regrade.at,
            row.answer.order + 1,
            row.regrade.mode == Regrade.Mode.CREDIT,
            row.regrade.reason,
            row.old_score,
            row.new_score,
        )
        for row in rows.order_by("pk")
    ]


def shown(judged: list[Judged], lines: list[Told]) -> list[Judged]:
    """The judged answers, those credited to everybody with their point."""
    last = {line.place: line for line in lines}
    return [
        replace(row, grade=replace(row.grade, points=last[place].new)) if place in last and last[place].credit else row
        for place, row in enumerate(judged, 1)
    ]
