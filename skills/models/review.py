"""Requests for review and what was decided. One request a piece of work; every decision stays."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class ReviewQuerySet(models.QuerySet["Review"]):
    def for_desk(self, reviewer_id: int) -> "ReviewQuerySet":
        """What a desk may hold: everybody's work but the reviewer's own, oldest first."""
        rows = self.exclude(learner_id=reviewer_id).exclude(state=Review.State.WITHDRAWN)
        return rows.select_related("learner", "claimed_by").order_by("waiting_since", "pk")


class Review(models.Model):
    """A request: whose work, which round, and what accepting it may prove (frozen when it was handed in)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RETURNED = "returned", _("returned with reasons")
        SECOND = "second", _("accepted, second reviewer wanted")
        ACCEPTED = "accepted", _("accepted")
        GRADED = "graded", _("read and given points")
        WITHDRAWN = "withdrawn", _("withdrawn")

    OPEN = (State.WAITING, State.SECOND)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reviews")
    # Who shows the work (`skills.registry.reviewables`), its key there, and its key in the ledger.
    kind = models.SlugField(max_length=40)
    subject = models.CharField(max_length=80)
    work_key = models.CharField(max_length=80)
    title = models.JSONField(default=dict)
    asked = models.JSONField(default=list)  # [[skill code, level], …]
    # What acceptance meets: claim codes, or [claim code, work key] where it counts as another work.
    requirements = models.JSONField(default=list)
    practice = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    round = models.PositiveSmallIntegerField(default=1)
    waiting_since = models.DateTimeField(default=timezone.now)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        permissions = [("review_work", "Can decide on work handed in")]
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="review_once")]
        indexes = [
            models.Index(fields=["waiting_since"], condition=Q(state__in=("waiting", "second")), name="review_queue")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def lang(self) -> str:
        """The language that `name` is in: the active one, French where the title was in no other."""
        code, titles = (get_language() or "fr")[:2], self.title
        return code if titles.get(code) and titles[code] != titles.get("fr") else "fr"

    @property
    def name(self) -> str:
        """The title in the active language."""
        return str(self.title.get(self.lang) or "")

    @property
    def open(self) -> bool:
        return self.state in self.OPEN


class ReviewDecision(models.Model):
    """One reviewer's word on one round: never edited. `levels`: skill code → level shown by the work. An answer to a
    question gets points instead, always with reasons.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted"
        RETURNED = "returned"
        GRADED = "graded"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="decisions")
    round = models.PositiveSmallIntegerField()
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # As in the ledger: two reviewers stay two when one of them is gone.
    reviewer_key = models.UUIDField(editable=False)
    outcome = models.CharField(max_length=12, choices=Outcome)
    reasons = models.TextField(blank=True)
    levels = models.JSONField(default=dict)
    # What a graded answer earned, from 0 to 1; only with the outcome of that name.
    points = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    # Aspect of the work (`Reviewable.aspects`) → what the reviewer says of it.
    comments = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "round", "reviewer_key"], name="decision_once"),
            models.CheckConstraint(
                condition=Q(outcome="accepted") | ~Q(reasons=""), name="decision_returned_with_reasons"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.outcome}"
