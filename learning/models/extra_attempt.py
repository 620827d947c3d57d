"""One more attempt at a quiz whose attempts are used up, given to one learner. Rows are only added."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class ExtraAttempt(models.Model):
    """`user` may begin attempt `opens_number` of one quiz, whatever the most. Its giver may leave; the reason stays."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="extra_attempts")
    lesson_key = models.UUIDField()
    block_id = models.UUIDField()
    opens_number = models.PositiveIntegerField(default=0, db_default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["user", "lesson_key"], name="extra_attempt_user")]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="extra_attempt_with_reason")]

    def __str__(self) -> str:
        return str(self.block_id)
