"""State of one activity block: saved with a version, so that an older tab never overwrites a newer one in silence."""

import uuid
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from learning.domain.people import Person
from learning.models import BlockProgress
from lib.statements import uuid_value
from lib.writes import Write


class Stale(Exception):
    """The block was saved elsewhere meanwhile; `current` is what stands there now."""

    def __init__(self, current: BlockProgress) -> None:
        super().__init__("saved elsewhere")
        self.current = current


class Absent(Exception):
    """A page says what it had read, and this person holds nothing: it was drawn for an account that is signed out
    here since, for another one, or for a visit that is over. What it sends is not theirs to keep unasked.
    """


def mark_done(person: Person, *, lesson_key: uuid.UUID, block_id: uuid.UUID, kind: str, state: dict[str, Any]) -> None:
    """The block is done; the first time stays the first time."""
    save_block(person, lesson_key=lesson_key, block_id=block_id, kind=kind, state=state, done=True)


# The first time stays the first time; what the block held stays too.
_DONE = """
INSERT INTO {table} (user_id, visitor, lesson_key, block_id, kind, state, done_at, updated_at, version)
VALUES (%s, %s, %s, %s, %s, '{{}}', %s, %s, 1)
ON CONFLICT ({owner}, lesson_key, block_id)
DO UPDATE SET done_at = COALESCE({table}.done_at, excluded.done_at), updated_at = excluded.updated_at"""


def done_noted(person: Person, *, lesson_key: uuid.UUID, block_id: uuid.UUID, kind: str) -> Write:
    """The block is done, and holds nothing of its own."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    prepared = (uuid_value(value) for value in (person.visitor, lesson_key, block_id))
    owner = "user_id" if person.user_id else "visitor"
    statement = _DONE.format(table=BlockProgress._meta.db_table, owner=owner)
    return Write(statement, [person.user_id, *prepared, kind, now, now])


def save_block(
    person: Person,
    *,
    lesson_key: uuid.UUID,
    block_id: uuid.UUID,
    kind: str,
    state: dict[str, Any],
    done: bool,
    version: int | None = None,
) -> BlockProgress:
    """Keep the state. With `version` (0: nothing was there), raises Stale when somebody saved after it was read, and
    Absent when this person never saved anything.
    """
    now = timezone.now()
    own = {**person.owner, "lesson_key": lesson_key, "block_id": block_id}
    if version and not BlockProgress.objects.filter(**own).exists():
        raise Absent
    with transaction.atomic():
        row, created = BlockProgress.objects.get_or_create(
            **own, defaults={"kind": kind, "state": state, "done_at": now if done else None}
        )
        if created:
            return row
        changes: dict[str, Any] = {"state": state, "kind": kind, "updated_at": now, "version": F("version") + 1}
        if done and row.done_at is None:
            changes["done_at"] = now
        same = BlockProgress.objects.filter(pk=row.pk)
        if not (same if version is None else same.filter(version=version)).update(**changes):
            row.refresh_from_db()
            raise Stale(row)
        row.refresh_from_db()
        return row
