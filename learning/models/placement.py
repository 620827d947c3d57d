"""A placement test of one module: frozen when it starts, handed in once; what it said of each lesson."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from learning.models.progress import OWNER_CONSTRAINT


class Placement(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="placements"
    )
    visitor = models.UUIDField(null=True, blank=True)
    module_key = models.UUIDField()
    locale = models.CharField(max_length=5)
    seed = models.PositiveIntegerField()
    started_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    draft = models.JSONField(null=True, blank=True)  # as `learning.domain.drafts`; nothing once handed in

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "module_key"],
                condition=Q(submitted_at=None, user__isnull=False),
                name="placement_one_open",
            ),
            models.UniqueConstraint(
                fields=["visitor", "module_key"],
                condition=Q(submitted_at=None, visitor__isnull=False),
                name="placement_visitor_one_open",
            ),
            models.CheckConstraint(condition=OWNER_CONSTRAINT, name="placement_one_owner"),
        ]
        indexes = [
            models.Index(fields=["user", "module_key"], name="placement_module"),
            models.Index(fields=["visitor"], condition=Q(visitor__isnull=False), name="placement_visitor"),
        ]

    def __str__(self) -> str:
        return f"{self.module_key} {self.uuid}"


class PlacementAnswer(models.Model):
    """One question, asked for one lesson: the version it is judged by, and what was answered."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="answers")
    lesson_key = models.UUIDField()
    question_key = models.UUIDField()
    version = models.ForeignKey("cms.QuestionVersion", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    response = models.JSONField(null=True, blank=True)
    right = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["placement", "question_key"], name="placement_answer_once")]

    def __str__(self) -> str:
        return str(self.question_key)


class PlacementResult(models.Model):
    """One lesson of a test handed in. `placed`: the test itself made the lesson complete, at `submitted_at`."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="results")
    lesson_key = models.UUIDField()
    known = models.BooleanField()
    placed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["placement", "lesson_key"], name="placement_result_once"),
            models.CheckConstraint(condition=Q(known=True) | Q(placed=False), name="placement_placed_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.lesson_key)
