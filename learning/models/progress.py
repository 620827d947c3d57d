"""What a person did with a lesson. Rows point at content by translation_key and block id, never by page id."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

OWNER_CONSTRAINT = Q(user__isnull=False, visitor=None) | Q(user=None, visitor__isnull=False)


class LessonProgress(models.Model):
    """One row a person and lesson. A visitor's row moves into the account at sign-up."""

    # The largest table: its indexes are those that are read, and hold no row of the other kind of owner.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="lesson_progress",
        db_index=False,
    )
    visitor = models.UUIDField(null=True, blank=True)
    lesson_key = models.UUIDField()
    last_block = models.UUIDField(null=True, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)
    # Number of the last update of the lesson that this person said they have seen.
    update_seen = models.PositiveIntegerField(default=0, db_default=0)
    # The lesson that was split or merged into this one, when the completion was carried over from it.
    through = models.UUIDField(null=True, blank=True)
    through_passed = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "lesson_key"], name="progress_once"),
            models.UniqueConstraint(
                fields=["visitor", "lesson_key"], condition=Q(visitor__isnull=False), name="progress_visitor_once"
            ),
            models.CheckConstraint(condition=OWNER_CONSTRAINT, name="progress_one_owner"),
        ]

    def __str__(self) -> str:
        return str(self.lesson_key)


class LessonEvent(models.Model):
    """Append-only: completed, placed (by a placement test), undone. The system never takes away what was done."""

    class Kind(models.TextChoices):
        COMPLETED = "completed"
        UNDONE = "undone"
        PLACED = "placed"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lesson_events")
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
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="block_progress"
    )
    visitor = models.UUIDField(null=True, blank=True)
    lesson_key = models.UUIDField()
    block_id = models.UUIDField()
    kind = models.SlugField(max_length=20)
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
