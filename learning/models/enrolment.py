"""Following a path. Keys are language-free: one enrolment in two languages."""

import uuid

from django.conf import settings
from django.db import models


class Enrolment(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    path_key = models.UUIDField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "path_key"], name="enrolment_once")]

    def __str__(self) -> str:
        return str(self.path_key)


class Onboarding(models.Model):
    """The three answers given before or after signing up; `visitor` until an account takes them."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="onboarding"
    )
    visitor = models.UUIDField(null=True, blank=True, unique=True)
    goal = models.SlugField(max_length=40)
    experience = models.SlugField(max_length=40)
    hours_per_week = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.goal}, {self.experience}, {self.hours_per_week} h"
