"""Judging again: what was decided, by whom and why, and each answer's points before and after. Never changed."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


class Regrade(models.Model):
    class Mode(models.TextChoices):
        JUDGE = "judge"  # by the newest version of the question
        CREDIT = "credit"  # everybody who answered gets the point

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question_key = models.UUIDField()
    # Counts the regrades of one question: of two publishers who press the button at once, one does the work.
    number = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=8, choices=Mode)
    version = models.ForeignKey("cms.QuestionVersion", on_delete=models.PROTECT, related_name="+")
    lowered = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="regrades_applied"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        permissions = [("apply_regrade", "Can judge answers again")]
        constraints = [models.UniqueConstraint(fields=["question_key", "number"], name="regrade_once")]

    def __str__(self) -> str:
        return f"{self.question_key} #{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValueError("a regrade is never changed")
        super().save(*args, **kwargs)


class RegradedAnswer(models.Model):
    """One answer whose points changed: `Answer.score` is what counts now, here stands what it was."""

    regrade = models.ForeignKey(Regrade, on_delete=models.CASCADE, related_name="answers")
    answer = models.ForeignKey("learning.Answer", on_delete=models.CASCADE, related_name="regrades")
    from_version = models.ForeignKey("cms.QuestionVersion", on_delete=models.PROTECT, related_name="+")
    to_version = models.ForeignKey("cms.QuestionVersion", on_delete=models.PROTECT, related_name="+")
    old_score = models.DecimalField(max_digits=6, decimal_places=3)
    new_score = models.DecimalField(max_digits=6, decimal_places=3)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["regrade", "answer"], name="regraded_answer_once")]

    def __str__(self) -> str:
        return f"{self.old_score} → {self.new_score}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValueError("a regraded answer is never changed")
        super().save(*args, **kwargs)
