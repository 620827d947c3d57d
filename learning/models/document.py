"""What stood in a paper before: nothing that was written is lost by writing on, restoring or signing in."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from learning.models.progress import BlockProgress


class DocumentVersion(models.Model):
    """One earlier state of a paper. `number` is the version of the block's row that held it; addresses name `uuid`.
    It was written at `written_at`, and put among the versions at `created_at`, when another took its place.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    paper = models.ForeignKey(BlockProgress, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.paper_id} v{self.number}"
