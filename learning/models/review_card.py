"""Spaced review: one card a person and question, and the ratings that its state is derived from."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

PER_DAY, NEW_PER_DAY = 20, 10


class ReviewCard(models.Model):
    """A question that comes back. `due` to `last_rating` are a cache of the ratings (`domain/review_rebuild.py`).

    The columns from `answered_at` on hold an answer that was judged and not rated yet.
    """

    class Source(models.TextChoices):
        WRONG = "wrong"
        CHOSEN = "chosen"

    class State(models.IntegerChoices):
        LEARNING = 1
        REVIEW = 2
        RELEARNING = 3

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_cards", db_index=False
    )
    question_key = models.UUIDField()
    source = models.CharField(max_length=8, choices=Source)
    created_at = models.DateTimeField(default=timezone.now)
    suspended_at = models.DateTimeField(null=True, blank=True)

    due = models.DateTimeField(default=timezone.now)
    stability = models.FloatField(null=True, blank=True)
    difficulty = models.FloatField(null=True, blank=True)
    state = models.PositiveSmallIntegerField(choices=State, default=State.LEARNING)
    step = models.PositiveSmallIntegerField(null=True, blank=True, default=0)
    first_review = models.DateTimeField(null=True, blank=True)
    last_review = models.DateTimeField(null=True, blank=True)
    reviews = models.PositiveIntegerField(default=0)
    last_rating = models.PositiveSmallIntegerField(null=True, blank=True)

    answered_at = models.DateTimeField(null=True, blank=True)
    answer_version = models.ForeignKey(
        "cms.QuestionVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer_locale = models.CharField(max_length=5, blank=True)
    answer = models.JSONField(null=True, blank=True)
    # None: nobody but the learner can judge it.
    answer_points = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "question_key"], name="review_card_once")]

    def __str__(self) -> str:
        return str(self.question_key)


class ReviewLog(models.Model):
    """One rating, with the version that was judged. Rows are added or undone, never edited nor deleted."""

    card = models.ForeignKey(ReviewCard, on_delete=models.CASCADE, related_name="logs")
    number = models.PositiveIntegerField()
    rating = models.PositiveSmallIntegerField()
    reviewed_at = models.DateTimeField()
    version = models.ForeignKey("cms.QuestionVersion", on_delete=models.PROTECT, related_name="+")
    locale = models.CharField(max_length=5)
    response = models.JSONField(null=True, blank=True)
    points = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    algorithm = models.CharField(max_length=20)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            # Of two identical ratings one is kept; a rating that was undone leaves its number free.
            models.UniqueConstraint(fields=["card", "number"], condition=Q(undone_at=None), name="review_log_once"),
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=4), name="review_log_rating"),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} #{self.number}: {self.rating}"


class ReviewPace(models.Model):
    """How many cards a day somebody wants to see; no row stands for the usual numbers."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_pace")
    per_day = models.PositiveSmallIntegerField(
        default=PER_DAY, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    new_per_day = models.PositiveSmallIntegerField(default=NEW_PER_DAY, validators=[MaxValueValidator(200)])

    def __str__(self) -> str:
        return f"{self.per_day} / {self.new_per_day}"
