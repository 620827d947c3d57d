"""Result files and their metrics: one narrow table of exact decimals, superseded, never overwritten."""

import uuid

from django.conf import settings
from django.db import models

from portfolio.models.campaign import Campaign
from portfolio.models.exact import ExactDecimalField


class ResultFile(models.Model):
    """An export as it came, what it was read as, and whether a newer file replaced it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="result_files")
    name = models.CharField(max_length=160)
    path = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    dialect = models.SlugField(max_length=40)
    mapping = models.JSONField(default=dict, blank=True)
    assumptions = models.JSONField(default=list, blank=True)
    rows_read = models.PositiveIntegerField()
    rows_stored = models.PositiveIntegerField()
    rows_refused = models.PositiveIntegerField()
    period_start = models.DateField()
    period_end = models.DateField()
    imported_at = models.DateTimeField(auto_now_add=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="supersedes"
    )

    class Meta:
        ordering = ["imported_at"]
        constraints = [models.UniqueConstraint(fields=["campaign", "digest"], name="result_file_once")]

    def __str__(self) -> str:
        return self.name


class PendingImport(models.Model):
    """A file read but not yet accepted: at most one a campaign; nothing of it counts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="pending_import")
    name = models.CharField(max_length=160)
    path = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Metric(models.Model):
    """(file, entity, period, paid or organic, metric) → exact decimal, or null when the platform left it out."""

    file = models.ForeignKey(ResultFile, on_delete=models.CASCADE, related_name="metrics")
    entity_kind = models.SlugField(max_length=20)
    entity_id = models.CharField(max_length=160)
    label = models.CharField(max_length=200, blank=True)
    period_start = models.DateField()
    period_end = models.DateField()
    paid = models.CharField(max_length=8, default="unknown")
    metric = models.SlugField(max_length=40)
    value = ExactDecimalField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file", "entity_kind", "entity_id", "period_start", "period_end", "paid", "metric"],
                name="metric_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.value}"


class DeclaredFigure(models.Model):
    """A number typed by hand (followers at the start, total cost, orders a day …): always shown as declared.

    `metric` is an input of a KPI, the code of a KPI (the rate a platform shows) or "other", which `label` names.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="declared_figures")
    metric = models.SlugField(max_length=40)
    label = models.CharField(max_length=80, blank=True)
    before = ExactDecimalField(null=True, blank=True)
    value = ExactDecimalField()
    currency = models.CharField(max_length=3, blank=True)
    note = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "metric", "label"], name="declared_figure_once")]

    def __str__(self) -> str:
        return f"{self.metric} {self.value}"


class SavedMapping(models.Model):
    """How a learner's own tool names its columns: header → canonical metric, kept under a name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_mappings")
    name = models.CharField(max_length=80)
    mapping = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_mapping_once")]

    def __str__(self) -> str:
        return self.name
