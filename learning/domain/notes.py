"""Notes, highlights and bookmarks of an account. What is deleted can be brought back for thirty days."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cms.catalogue import LessonInfo
from learning.models import Bookmark, Note

KEPT_FOR = timedelta(days=30)
MOST = 5_000  # notes of one account, deleted ones included
LONGEST_QUOTE, LONGEST_TEXT = 2_000, 10_000


class TooMany(Exception):
    """The account holds as many notes as one may."""


class StaleNote(Exception):
    """The note was saved or deleted elsewhere meanwhile; `current` is what stands there now."""

    def __init__(self, current: Note) -> None:
        super().__init__("saved elsewhere")
        self.current = current


def add(
    user_id: int,
    *,
    key: uuid.UUID,
    lesson: LessonInfo,
    block_id: uuid.UUID,
    quote: str,
    occurrence: int,
    text: str,
    locale: str,
) -> Note:
    """Keep a note. `key` was given with the form: the same form sent twice makes one note; sent again with other
    words, from the page before, it makes another. Raises `TooMany`.
    """
    note = Note(
        uuid=key,
        user_id=user_id,
        lesson_key=lesson.key,
        block_id=block_id,
        quote=quote,
        occurrence=occurrence,
        text=text,
        locale=locale,
        lesson_title=lesson.title[locale],
    )
    with transaction.atomic():
        if Note.objects.filter(user_id=user_id).count() >= MOST:
            raise TooMany
        Note.objects.bulk_create([note], ignore_conflicts=True)
        kept = Note.objects.filter(uuid=key, user_id=user_id, deleted_at=None).first()
        # None also where the key is somebody else's: forged, or one chance in 2^122.
        if kept is None or (kept.text, kept.quote, kept.block_id) != (text, quote, block_id):
            note.uuid = uuid.uuid4()
            note.save(force_insert=True)
            kept = note
        return kept


def edit(note: Note, *, text: str, version: int) -> Note:
    """Replace the text that was read as `version`. Raises `StaleNote`, unless the same text stands there already."""
    same = Note.objects.filter(pk=note.pk, version=version, deleted_at=None)
    saved = same.update(text=text, version=F("version") + 1, updated_at=timezone.now())
    note.refresh_from_db()
    if not saved and (note.deleted_at is not None or note.text != text):
        raise StaleNote(note)
    return note


def delete(note: Note) -> None:
    """Out of sight; the first time stays the first time."""
    Note.objects.filter(pk=note.pk, deleted_at=None).update(deleted_at=timezone.now(), version=F("version") + 1)


def restore(note: Note) -> None:
    Note.objects.filter(pk=note.pk, deleted_at__isnull=False).update(deleted_at=None, version=F("version") + 1)


def purge(*, before: datetime) -> int:
    """Forget notes deleted before then; how many."""
    return Note.objects.filter(deleted_at__lt=before).delete()[0]


def star(user_id: int, *, lesson_key: uuid.UUID, block_id: uuid.UUID | None, on: bool, title: str = "") -> None:
    """Bookmark a block, or a whole lesson without one; or take the bookmark away. Saying it twice changes nothing."""
    mark = Bookmark(user_id=user_id, lesson_key=lesson_key, block_id=block_id, lesson_title=title)
    if on:
        Bookmark.objects.bulk_create([mark], ignore_conflicts=True)
    else:
        Bookmark.objects.filter(user_id=user_id, lesson_key=lesson_key, block_id=block_id).delete()
