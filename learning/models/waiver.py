"""A strict prerequisite lifted for one learner: who did it, and why. Rows are added, or taken back with a reason."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class PrerequisiteWaiver(models.Model):
    """`user` may complete the lesson whatever comes before it, until it is taken back. Its giver may leave; the reason
    stays.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="waivers")
    lesson_key = models.UUIDField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revoked_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "lesson_key"], condition=models.Q(revoked_at=None), name="waiver_once"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="waiver_with_reason"),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_reason="")
                | (models.Q(revoked_at__isnull=False) & ~models.Q(revoked_reason="")),
                name="waiver_revoked_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.lesson_key)
