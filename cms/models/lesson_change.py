"""What each publication of a lesson or module changed: how much it matters, in whose words, and block by block."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class LessonChange(models.Model):
    class Kind(models.TextChoices):
        FIRST = "first"  # nothing before it is known
        MINOR = "minor"
        MAJOR = "major"  # whoever completed the lesson before is told that it was updated

    # Of the lesson, or of the module whose list of lessons changed.
    lesson_key = models.UUIDField()
    number = models.PositiveIntegerField()
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.MINOR)
    words_fr = models.TextField(blank=True)
    words_en = models.TextField(blank=True)
    # What was published, in short (`cms.changes.outline`), and in what it differs from the publication before.
    outline = models.JSONField(default=dict)
    differences = models.JSONField(default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="lesson_changes"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["lesson_key", "number"], name="lesson_change_once")]
        indexes = [models.Index(fields=["kind", "lesson_key"], name="lesson_change_kind")]

    def __str__(self) -> str:
        return f"{self.lesson_key} #{self.number}: {self.kind}"
