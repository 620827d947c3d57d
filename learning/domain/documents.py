"""Keeping papers with their versions: one at each save on purpose, one wherever autosave leaves a pause behind."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from learning.domain.blocks import Stale, save_block
from learning.domain.papers import KINDS, empty
from learning.domain.people import Person
from learning.models import BlockProgress, DocumentVersion

PAUSE = timedelta(minutes=10)
BESIDE = 5  # of one reading
TASK = "task"

State = dict[str, Any]


def save_paper(
    person: Person,
    *,
    lesson_key: uuid.UUID,
    block_id: uuid.UUID,
    kind: str,
    state: State,
    done: bool,
    version: int,
    auto: bool = False,
    replacing: bool = False,
    leaving: bool = False,
) -> BlockProgress:
    """Keep what is written now; what it replaces stays among the versions. Raises `blocks.Stale` and `blocks.Absent`.

    `replacing`: what another window saved, knowingly. `leaving`: the page is gone, so nobody would see the refusal;
    what it held stays among the versions then.
    """
    try:
        return _save(person, lesson_key, block_id, kind, state, done, version, auto, replacing)
    except Stale as stale:
        if leaving:
            _keep_beside(stale.current, version, state)
        raise


def _save(
    person: Person,
    lesson_key: uuid.UUID,
    block_id: uuid.UUID,
    kind: str,
    state: State,
    done: bool,
    version: int,
    auto: bool,
    replacing: bool,
) -> BlockProgress:
    with transaction.atomic():
        before = BlockProgress.objects.filter(**person.owner, lesson_key=lesson_key, block_id=block_id).first()
        try:
            row = save_block(
                person, lesson_key=lesson_key, block_id=block_id, kind=kind, state=state, done=done, version=version
            )
        except Stale as stale:
            if stale.current.state != state:
                raise
            return stale.current  # the same text twice, from two clicks: nothing is lost by saying yes
        last = _last(row)
        paused = replacing or last is None or last.created_at < timezone.now() - PAUSE
        if before and before.state != state and paused:
            last = _keep(row, last, before.version, before.state, before.updated_at)
        if not auto:
            _keep(row, last, row.version, state, row.updated_at)
        return row


def _keep_beside(row: BlockProgress, number: int, state: State) -> None:
    """What a page that is gone held: once, and of one reading a few; then the latest takes the place of the one before.

    A page can only have read a version that there was.
    """
    with transaction.atomic():
        BlockProgress.objects.select_for_update().get(pk=row.pk)
        versions = DocumentVersion.objects.filter(paper=row)
        known = [row.state, *versions.values_list("state", flat=True)[:100]]
        if number > row.version or empty(state) or state in known:
            return
        same = list(versions.filter(number=number)[:BESIDE])
        if len(same) < BESIDE:
            versions.create(paper=row, number=number, state=state)
        else:
            now = timezone.now()
            versions.filter(pk=same[0].pk).update(state=state, created_at=now, written_at=now)


def own_papers(user_id: int, kinds: Iterable[str] = KINDS) -> list[BlockProgress]:
    """Everything the person has written in papers, latest first."""
    rows = BlockProgress.objects.filter(user_id=user_id, kind__in=kinds).order_by("-updated_at")
    return [row for row in rows if not empty(row.state)]


def restore(paper: BlockProgress, *, key: str, version: int) -> BlockProgress:
    """Bring an earlier version back as the newest one.

    Raises `blocks.Stale`, `DocumentVersion.DoesNotExist`, ValueError for what is no uuid.
    """
    with transaction.atomic():
        wanted = DocumentVersion.objects.get(paper=paper, uuid=uuid.UUID(key))
        # What stands now is kept first, however short ago it was typed.
        _keep(paper, _last(paper), paper.version, paper.state, paper.updated_at)
        return save_paper(
            Person(user_id=paper.user_id),
            lesson_key=paper.lesson_key,
            block_id=paper.block_id,
            kind=paper.kind,
            state=wanted.state,
            done=False,
            version=version,
        )


def merge(mine: BlockProgress, visitors: BlockProgress) -> None:
    """What was written as a visitor joins what the account had: both stay, a task shows both drafts."""
    DocumentVersion.objects.filter(paper=visitors).update(paper=mine)
    if empty(visitors.state) or visitors.state == mine.state:
        return
    if visitors.kind == TASK or empty(mine.state):
        _keep(mine, _last(mine), mine.version, mine.state, mine.updated_at)
        state = joined(mine.state, visitors.state)
        BlockProgress.objects.filter(pk=mine.pk).update(state=state, version=F("version") + 1)
    else:
        _keep(mine, _last(mine), visitors.version, visitors.state, visitors.updated_at)


def joined(mine: State, visitors: State) -> State:
    """Two drafts of one task: the later choice leads, and no word of the other is lost: it stands in the note."""
    before, after = mine.get("fields", {}), visitors.get("fields", {})
    fields = {**before, **{key: text for key, text in after.items() if text}}
    links = [before.get("link", "")] if before.get("link") and before["link"] != fields["link"] else []
    notes = dict.fromkeys(text for text in (after.get("note"), before.get("note"), *links) if text)
    return {**visitors, "fields": {**fields, "note": "\n\n".join(notes)}}


def _last(paper: BlockProgress) -> DocumentVersion | None:
    return DocumentVersion.objects.filter(paper=paper).first()


def _keep(
    row: BlockProgress, last: DocumentVersion | None, number: int, state: State, written_at: datetime
) -> DocumentVersion | None:
    if (last is not None and last.state == state) or empty(state):
        return last
    return DocumentVersion.objects.create(paper=row, number=number, state=state, written_at=written_at)
