"""Work handed in for a portfolio task. Its state is the review's; what was handed in is never changed afterwards."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class WorkFile(models.Model):
    """A file in the private storage: a re-encoded image, or a PDF that is only ever downloaded."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="work_files")
    path = models.CharField(max_length=200)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """One task of one person. The draft is the block's own row; `review` is there once something was handed in."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="submissions")
    lesson_key = models.UUIDField()
    block_id = models.UUIDField()
    review = models.OneToOneField(
        "skills.Review", on_delete=models.SET_NULL, null=True, blank=True, related_name="submission"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "lesson_key", "block_id"], name="submission_once")]

    def __str__(self) -> str:
        return str(self.uuid)


class SubmissionVersion(models.Model):
    """What was handed in, and what it was asked for: frozen. `number` is the round of the review."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    locale = models.CharField(max_length=5)
    # What the reviewer reads: kind, title, parts (documents), link, campaign, note.
    content = models.JSONField(default=dict)
    # What it is judged by: title, brief, criteria and skills as they stood, in both languages where both exist.
    task = models.JSONField(default=dict)
    file = models.ForeignKey(WorkFile, on_delete=models.RESTRICT, null=True, blank=True, related_name="versions")
    created_at = models.DateTimeField(default=timezone.now)
    # Taken back by its owner: no reviewer opens it any more, whatever is handed in later.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="submission_version_once")]

    def __str__(self) -> str:
        return f"{self.submission_id} #{self.number}"
