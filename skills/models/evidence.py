"""The ledger: rows are added, or withdrawn with a reason; never edited or deleted while the account lives."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class ClaimKind(models.TextChoices):
    SKILL = "skill"
    REQUIREMENT = "requirement"


class Grade(models.IntegerChoices):
    """Grade of a proof, ascending."""

    DECLARED = 1, "declared"
    EARNED = 2, "earned"
    IMPORTED = 3, "imported"
    CONFIRMED = 4, "confirmed"
    REVIEWED = 5, "reviewed"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing_rows(self, user_id: int) -> "EvidenceQuerySet":
        """What counts: rows that are neither withdrawn nor expired."""
        now = timezone.now()
        return self.filter(user_id=user_id, withdrawn_at=None).filter(
            models.Q(valid_until=None) | models.Q(valid_until__gt=now)
        )

    def ledger(self, user_id: int) -> "EvidenceQuerySet":
        """Every row of one learner, withdrawn ones too, oldest first: for the pages that open a figure."""
        return self.filter(user_id=user_id).select_related("reviewer").order_by("created_at", "pk")


class Evidence(models.Model):
    """One claim of one learner: a skill at a level, or a requirement met, and what proves it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="evidence", db_index=False
    )
    claim_kind = models.CharField(max_length=12, choices=ClaimKind)
    claim_code = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    grade = models.PositiveSmallIntegerField(choices=Grade)
    source_kind = models.SlugField(max_length=40, db_index=False)
    source_key = models.CharField(max_length=80)
    work_key = models.CharField(max_length=80)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Outlives the reviewer's account, so that two reviewers stay two; it is the uuid of the account, and nothing else
    # leads from it to a person once the account is erased.
    reviewer_key = models.UUIDField(null=True, blank=True, editable=False)
    practice = models.BooleanField(default=False)
    valid_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=2000, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "claim_kind", "claim_code", "source_kind", "source_key"],
                condition=models.Q(withdrawn_at=None),
                name="evidence_once",
            ),
            models.CheckConstraint(
                condition=models.Q(claim_kind="requirement", level=None)
                | models.Q(claim_kind="skill", level__gte=1, level__lte=4),
                name="evidence_level_of_skill_only",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_reason="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_reason="")),
                name="evidence_withdrawn_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "claim_kind", "claim_code"], name="evidence_claim"),
            models.Index(
                fields=["source_kind", "source_key"], condition=models.Q(withdrawn_at=None), name="evidence_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_kind} {self.claim_code} by {self.source_kind}"
