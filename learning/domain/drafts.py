"""What is answered in an open quiz or placement test, kept as it stands until it is handed in: nobody judges it.

Stored beside the attempt as {"version": n, "typed": {question key: response}}; handing in takes it away.
"""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from learning.models import Placement, QuizAttempt

Open = TypeVar("Open", QuizAttempt, Placement)


class Stale(Exception):
    """Another window kept answers meanwhile; nothing was kept."""


class HandedIn(Exception):
    """The attempt is not open any more; nothing was kept."""


def version(row: Open) -> int:
    """0 where nothing was kept yet."""
    return int(row.draft["version"]) if row.draft else 0


def typed(row: Open) -> dict[UUID, Any]:
    """Question key → response, as it was left."""
    return {UUID(key): response for key, response in row.draft["typed"].items()} if row.draft else {}


def keep(row: Open, responses: Mapping[UUID, Any], *, read: int) -> None:
    """Keep these answers in the place of those that stood there. `read`: the version that the form was drawn from.
    Raises Stale and HandedIn.
    """
    found = {str(key): response for key, response in responses.items() if response is not None}
    with transaction.atomic():
        now = type(row)._default_manager.select_for_update().filter(pk=row.pk, submitted_at=None).first()
        if now is None:
            raise HandedIn
        row.draft = now.draft
        if read != version(row):
            raise Stale
        row.draft = {"version": version(row) + 1, "typed": found}
        row.save(update_fields=["draft"])


def one_of(mine: Open, other: Open) -> Open:
    """Of two that are open the one with more answers stays, `mine` of equals, with what the other one answers besides
    where both ask the same. In the transaction of whoever holds the learner's lock: neither is handed in meanwhile, and
    what another window keeps just now comes before.
    """
    rows = type(mine)._default_manager.select_for_update().filter(pk__in=[mine.pk, other.pk])
    kept = dict(rows.values_list("pk", "draft"))
    mine.draft, other.draft = kept[mine.pk], kept[other.pk]
    stays, goes = (other, mine) if len(typed(other)) > len(typed(mine)) else (mine, other)
    both = {key for key, _version in _asked(stays) & _asked(goes)}
    besides = {str(key): answer for key, answer in typed(goes).items() if key in both and key not in typed(stays)}
    goes.delete()
    if besides:
        own = stays.draft["typed"] if stays.draft else {}
        stays.draft = {"version": version(stays) + 1, "typed": own | besides}
        stays.save(update_fields=["draft"])
    return stays


def _asked(row: Open) -> set[tuple[UUID, int]]:
    """Question and version: an answer belongs to no other version."""
    return set(row.answers.values_list("question_key", "version_id"))
