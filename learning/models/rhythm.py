"""How much somebody means to do a week. Nothing is counted against anybody by it."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Rhythm(models.Model):
    """One row a person, once they chose; before that the hours told at the start stand in for it."""

    class Unit(models.TextChoices):
        LESSONS = "lessons"
        HOURS = "hours"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rhythm")
    unit = models.CharField(max_length=8, choices=Unit)
    amount = models.PositiveSmallIntegerField()
    paused = models.BooleanField(default=False)
    updated_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"
