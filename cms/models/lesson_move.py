"""Lessons that a pack renamed, split or merged: what learners did with the old one counts for the new one."""

from uuid import UUID

from django.db import models
from django.utils import timezone


class LessonMove(models.Model):
    class Kind(models.TextChoices):
        RENAME = "rename"
        SPLIT = "split"
        MERGE = "merge"

    pack = models.SlugField(max_length=60)
    old = models.SlugField(max_length=80)
    new = models.SlugField(max_length=80)
    kind = models.CharField(max_length=6, choices=Kind)
    old_key = models.UUIDField()
    new_key = models.UUIDField()
    # What the old lesson was called when it went; empty on a site that never had it.
    title_fr = models.CharField(max_length=255, blank=True)
    title_en = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["pack", "old", "new"], name="lesson_move_once")]

    def __str__(self) -> str:
        return f"{self.pack}: {self.old} → {self.new}"


def former_titles() -> dict[UUID, dict[str, str]]:
    """Key of a lesson that is gone → what it was called."""
    rows = LessonMove.objects.exclude(title_fr="").values_list("old_key", "title_fr", "title_en")
    return {key: {"fr": french, "en": english or french} for key, french, english in rows}
