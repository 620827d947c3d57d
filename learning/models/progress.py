"""What a person did with a lesson. Rows point at content by translation_key and block id, never by page id."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

OWNER_CONSTRAINT = Q(user__isnull=False, visitor=None) | Q(user=None, visitor__isnull=False)


class Progress(models.Model):
    """What one person did with one lesson."""

    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)
    lesson_key = models.UUIDField()
    last_block = models.UUIDField(null=True, blank=True)
    # The lesson that was split or merged into this one, when the completion was carried over from it.
    through = models.UUIDField(null=True, blank=True)
    # True or nothing: alignment makes eight bytes of a stored "false", in every row of the largest table.
    through_passed = models.BooleanField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.lesson_key)


class LessonProgress(Progress):
    """One row an account and lesson: the largest table. Its key is what every question about it begins with, and its
    only index; eight columns are the most whose nulls cost a row nothing.
    """

    pk = models.CompositePrimaryKey("user", "lesson_key")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lesson_progress", db_index=False
    )


class VisitorProgress(Progress):
    """The same of a visitor: it becomes a row of the account at sign-up, or is forgotten."""

    visitor = models.UUIDField()
    update_seen = models.PositiveIntegerField(default=0, db_default=0)  # as `UpdateSeen.number`

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visitor", "lesson_key"], name="progress_of_visitor_once")]


class UpdateSeen(models.Model):
    """The last update of a lesson that an account said it has seen."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="updates_seen", db_index=False
    )
    lesson_key = models.UUIDField()
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "lesson_key"], name="update_seen_once")]

    def __str__(self) -> str:
        return f"{self.lesson_key} {self.number}"


class LessonEvent(models.Model):
    """Append-only: completed, placed (by a placement test), undone. The system never takes away what was done."""

    class Kind(models.TextChoices):
        COMPLETED = "completed"
        UNDONE = "undone"
        PLACED = "placed"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lesson_events", db_index=False
    )
    lesson_key = models.UUIDField()
    kind = models.CharField(max_length=12, choices=Kind)
    locale = models.CharField(max_length=5)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["user", "lesson_key"], name="lesson_event_lesson")]

    def __str__(self) -> str:
        return f"{self.kind} {self.lesson_key}"


class BlockProgress(models.Model):
    """One activity block: its last state and when it was first done. Keyed by lesson and block, as copies share ids."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="block_progress",
        db_index=False,
    )
    visitor = models.UUIDField(null=True, blank=True)
    lesson_key = models.UUIDField()
    block_id = models.UUIDField()
    kind = models.SlugField(max_length=20, db_index=False)
    state = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "lesson_key", "block_id"], name="block_once"),
            models.UniqueConstraint(fields=["visitor", "lesson_key", "block_id"], name="block_visitor_once"),
            models.CheckConstraint(condition=OWNER_CONSTRAINT, name="block_one_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.block_id}"
