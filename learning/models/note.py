"""What a reader writes beside a lesson: notes, highlights, bookmarks. Accounts only; nobody else ever reads them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class NoteQuerySet(models.QuerySet["Note"]):
    def kept(self, user_id: int) -> "NoteQuerySet":
        """Notes of one person, as their page lists them: the lesson last written in first, its notes in order."""
        return self.filter(user_id=user_id, deleted_at=None).order_by("-created_at", "-pk")

    def deleted(self, user_id: int) -> "NoteQuerySet":
        """What can still be brought back, deleted last first."""
        return self.filter(user_id=user_id, deleted_at__isnull=False).order_by("-deleted_at", "-pk")


class Note(models.Model):
    """A note on one block. With a quote and no text it is a highlight; `version` counts its saves."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notes")
    lesson_key = models.UUIDField()
    block_id = models.UUIDField()
    # The words that were selected, in the language `locale`, and which of their occurrences in the block, from 0.
    quote = models.TextField(blank=True)
    occurrence = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    locale = models.CharField(max_length=5)
    # As it stood when the note was made: what an archived lesson is listed under.
    lesson_title = models.CharField(max_length=255)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "lesson_key"], name="note_lesson")]

    def __str__(self) -> str:
        return str(self.uuid)


class Bookmark(models.Model):
    """A star on one block, or on a whole lesson."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks")
    lesson_key = models.UUIDField()
    block_id = models.UUIDField(null=True, blank=True)
    lesson_title = models.CharField(max_length=255)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "lesson_key", "block_id"], name="bookmark_once"),
            # Databases hold two NULLs apart: the star of a whole lesson has a constraint of its own.
            models.UniqueConstraint(
                fields=["user", "lesson_key"], condition=Q(block_id=None), name="bookmark_lesson_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_key} {self.block_id or ''}".strip()
