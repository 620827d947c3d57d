"""Runs through scenarios: the frozen version they are judged by, and one row for each decision."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from learning.models.progress import OWNER_CONSTRAINT


class ScenarioRun(models.Model):
    """One run. `total` and `passed` are what the version gives for the choices, kept when the run ends."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="scenario_runs"
    )
    visitor = models.UUIDField(null=True, blank=True)
    lesson_key = models.UUIDField()
    block_id = models.UUIDField()
    version = models.ForeignKey("cms.ScenarioVersion", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField()
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    total = models.PositiveSmallIntegerField(null=True, blank=True)
    passed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "lesson_key", "block_id", "number"], name="run_once"),
            models.UniqueConstraint(fields=["visitor", "lesson_key", "block_id", "number"], name="run_visitor_once"),
            models.CheckConstraint(condition=OWNER_CONSTRAINT, name="run_one_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.block_id} #{self.number}"


class RunChoice(models.Model):
    """One decision; a turn has one, whatever the number of clicks and windows."""

    run = models.ForeignKey(ScenarioRun, on_delete=models.CASCADE, related_name="choices")
    turn = models.PositiveSmallIntegerField()
    step = models.SlugField(max_length=80)
    choice = models.SlugField(max_length=80)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["turn"]
        constraints = [models.UniqueConstraint(fields=["run", "turn"], name="run_choice_once")]

    def __str__(self) -> str:
        return f"{self.turn}. {self.choice}"
