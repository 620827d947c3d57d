"""What career tells lower rooms: the personal data it holds, and how its work is shown on the desk."""

from typing import Any

from accounts.models import User
from accounts.personal_data import Holding, register, rows_of
from career.domain import asking
from career.models import Rehearsal, RehearsalAnswer, SharedRehearsal
from cms.wording import RUBRIC
from skills.registry import Reviewable, reviewables


def register_all() -> None:
    """Called once, from `CareerConfig.ready`."""
    register(Holding("rehearsals", _rehearsals))
    register(Holding("rehearsal_answers", _answers))
    register(Holding("rehearsals_shared", _shared))
    reviewables[asking.KIND] = Reviewable(
        "career/works/rehearsal.html", asking.work, asking.url, aspects=lambda: RUBRIC
    )


def _rehearsals(user: User) -> list[dict[str, Any]]:
    fields = ("uuid", "locale", "category", "tier", "minutes", "started_at", "finished_at", "review__uuid")
    return rows_of(Rehearsal.objects.filter(user=user), *fields)


def _answers(user: User) -> list[dict[str, Any]]:
    fields = (
        *("rehearsal__uuid", "order", "question_key", "question", "form", "text", "situation", "task", "action"),
        *("result", "spoken", "opened_at", "answered_at", "skipped", "seconds", "hints", "ratings", "note"),
    )
    return rows_of(RehearsalAnswer.objects.filter(rehearsal__user=user), *fields)


def _shared(user: User) -> list[dict[str, Any]]:
    rows = SharedRehearsal.objects.filter(rehearsal__user=user)
    return rows_of(rows, "rehearsal__uuid", "number", "content", "created_at")
