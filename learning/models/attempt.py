"""Attempts are frozen: question versions, pass mark, rules, language and seed are copied when they start."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from learning.models.progress import OWNER_CONSTRAINT


class QuizAttempt(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="attempts",
        db_index=False,
    )
    visitor = models.UUIDField(null=True, blank=True)
    lesson_key = models.UUIDField()
    block_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    locale = models.CharField(max_length=5)
    seed = models.PositiveIntegerField()
    pass_mark = models.PositiveSmallIntegerField()
    # Minutes, attempts at most, hours until the next one; None where the quiz had no such rule.
    time_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    max_attempts = models.PositiveSmallIntegerField(null=True, blank=True)
    cool_down = models.PositiveSmallIntegerField(null=True, blank=True)
    # The attempt of which this one asks again only what was wrong; its other answers are carried over.
    retake_of = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="retakes", db_index=False
    )
    started_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # After its time limit, or made signed out when the account could begin none (`adoption`): it does not pass.
    late = models.BooleanField(default=False, db_default=False)
    # Points as exact decimals; percent is derived, never stored.
    score = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    max_score = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    draft = models.JSONField(null=True, blank=True)  # as `learning.domain.drafts`; nothing once handed in

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "lesson_key", "block_id", "number"], name="attempt_once"),
            models.UniqueConstraint(
                fields=["visitor", "lesson_key", "block_id", "number"], name="attempt_visitor_once"
            ),
            models.CheckConstraint(condition=OWNER_CONSTRAINT, name="attempt_one_owner"),
        ]
        indexes = [
            models.Index(fields=["retake_of"], condition=models.Q(retake_of__isnull=False), name="attempt_retake")
        ]

    def __str__(self) -> str:
        return f"{self.block_id} #{self.number}"


class Answer(models.Model):
    """One question of an attempt: the version it was judged by, what was answered, what it earned.

    Handed in without `score`: it waits for a person. `carried_from`: the same answer in an attempt that this repeats.
    """

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="answers", db_index=False)
    question_key = models.UUIDField()
    version = models.ForeignKey("cms.QuestionVersion", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    response = models.JSONField(null=True, blank=True)
    score = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="carried", db_index=False
    )

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["attempt", "question_key"], name="answer_once")]
        indexes = [
            models.Index(fields=["carried_from"], condition=models.Q(carried_from__isnull=False), name="answer_carried")
        ]

    def __str__(self) -> str:
        return str(self.question_key)
