"""What attempts are judged by: rows that are never edited nor deleted."""

from typing import Any

from django.db import models


class Immutable(Exception):
    """A question version was to be changed or deleted."""


class QuestionVersionQuerySet(models.QuerySet["QuestionVersion"]):
    def update(self, **kwargs: Any) -> int:
        raise Immutable("question versions are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Immutable("question versions are never deleted")


class QuestionVersion(models.Model):
    question_key = models.UUIDField()
    locale = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    payload = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        ordering = ["question_key", "locale", "number"]
        constraints = [
            models.UniqueConstraint(fields=["question_key", "locale", "number"], name="question_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.question_key} {self.locale} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable("question versions are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Immutable("question versions are never deleted")
