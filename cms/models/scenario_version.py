"""What runs are played and judged by: rows that are never edited nor deleted."""

from typing import Any

from django.db import models

from cms.models.question_version import Immutable


class ScenarioVersionQuerySet(models.QuerySet["ScenarioVersion"]):
    def update(self, **kwargs: Any) -> int:
        raise Immutable("scenario versions are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Immutable("scenario versions are never deleted")


class ScenarioVersion(models.Model):
    scenario_key = models.UUIDField()
    locale = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    payload = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScenarioVersionQuerySet.as_manager()

    class Meta:
        ordering = ["scenario_key", "locale", "number"]
        constraints = [
            models.UniqueConstraint(fields=["scenario_key", "locale", "number"], name="scenario_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.scenario_key} {self.locale} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable("scenario versions are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Immutable("scenario versions are never deleted")
