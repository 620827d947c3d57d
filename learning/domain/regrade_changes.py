"""What judging again changes: one answer and its attempt, and what the learner is told of all of theirs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from accounts.domain import notifications
from cms.catalogue import get_catalogue
from learning.domain.results import attempt_percent, reaches
from learning.models import Regrade

KIND = "regraded"


@dataclass(frozen=True)
class Change:
    """One answer that would be worth something else, and what that does to its attempt."""

    answer_id: int
    attempt_id: int
    attempt_uuid: UUID
    user_id: int | None
    number: int
    lesson_key: UUID
    block_id: UUID
    mark: int
    late: bool
    from_id: int
    to_id: int
    old: Decimal
    new: Decimal
    score: Decimal
    top: Decimal

    @property
    def new_score(self) -> Decimal:
        return self.score + self.new - self.old

    @property
    def falls(self) -> bool:
        return self.new < self.old

    @property
    def old_percent(self) -> int:
        return attempt_percent(self.score, self.top) or 0

    @property
    def new_percent(self) -> int:
        return attempt_percent(self.new_score, self.top) or 0

    @property
    def passed(self) -> tuple[bool, bool]:
        """Whether the attempt reaches its own pass mark, before and after."""
        before, after = (reaches(value, self.mark, late=self.late) for value in (self.old_percent, self.new_percent))
        return before, after


def tell(regrade: Regrade, changes: Iterable[Change]) -> None:
    """Each learner once, with every attempt that changed; the address is that of one that no longer passes, else of the
    best, of equal ones the newest.
    """
    own: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        if change.user_id is not None:
            own[change.user_id].append(change)
    lessons = get_catalogue().lessons

    def params(change: Change) -> dict[str, object]:
        lesson = lessons.get(change.lesson_key)
        return {
            "lesson": lesson.title if lesson else {},
            "number": change.number,
            "old": change.old_percent,
            "new": change.new_percent,
            "falls": change.falls,
        }

    told = {}
    for user_id, rows in own.items():
        rows.sort(key=lambda one: (str(one.lesson_key), str(one.block_id), one.number))
        first = max(rows, key=lambda one: (one.falls, max(one.old_percent, one.new_percent), one.number))
        more = {"attempts": [params(row) for row in rows]} if len(rows) > 1 else {}
        told[user_id] = (params(first) | more, f"/me/quiz/{first.attempt_uuid}/result/")
    notifications.notify_many(told, kind=KIND, key=f"regrade:{regrade.uuid}")
