"""Interview rehearsals. Language, questions and what they are read against are frozen when a rehearsal begins."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone

PARTS = ("situation", "task", "action", "result")


class Rehearsal(models.Model):
    """One session. `form_key` is of the form that began it: the same form sent twice begins once."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rehearsals")
    form_key = models.UUIDField(default=uuid4)
    locale = models.CharField(max_length=5)
    seed = models.PositiveIntegerField()
    # What was asked for: "" is any category, any tier; 0 minutes a question is no clock.
    category = models.CharField(max_length=20, blank=True)
    tier = models.SlugField(max_length=80, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    review = models.OneToOneField(
        "skills.Review", on_delete=models.SET_NULL, null=True, blank=True, related_name="rehearsal"
    )

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "form_key"], name="rehearsal_begun_once")]

    def __str__(self) -> str:
        return str(self.uuid)


class RehearsalAnswer(models.Model):
    """One question of a rehearsal, as it was asked, and what was answered. `hints` is what `domain.hints` read then."""

    class Form(models.TextChoices):
        FREE = "free"
        STAR = "star"

    class Status(models.TextChoices):
        WAITING = "waiting"
        OPEN = "open"
        SKIPPED = "skipped"
        ANSWERED = "answered"

    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.CASCADE, related_name="answers")
    order = models.PositiveSmallIntegerField()
    question_key = models.UUIDField()
    # code, title, summary, category, points, echoes, trap, example, rubric and skills as they stood.
    question = models.JSONField(default=dict)
    form = models.CharField(max_length=8, choices=Form, default=Form.FREE)
    text = models.TextField(blank=True)
    situation = models.TextField(blank=True)
    task = models.TextField(blank=True)
    action = models.TextField(blank=True)
    result = models.TextField(blank=True)
    spoken = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    skipped = models.BooleanField(default=False)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    hints = models.JSONField(default=dict)
    # The writer's own view: rubric dimension → 0 to 3. It is never added up into a mark.
    ratings = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["rehearsal", "order"], name="rehearsal_answer_once")]
        indexes = [models.Index(fields=["question_key", "answered_at"], name="rehearsal_question")]

    def __str__(self) -> str:
        return f"{self.rehearsal_id} #{self.order}"

    @property
    def status(self) -> str:
        if self.answered_at:
            return self.Status.ANSWERED
        if self.skipped:
            return self.Status.SKIPPED
        return self.Status.OPEN if self.opened_at else self.Status.WAITING

    @property
    def parts(self) -> dict[str, str]:
        """The four steps, each as typed."""
        return {name: getattr(self, name) for name in PARTS}

    @property
    def given(self) -> str:
        """The answer that counts: the text, or the four steps after one another."""
        if self.form == self.Form.STAR:
            return "\n\n".join(text.strip() for text in self.parts.values() if text.strip())
        return self.text

    @property
    def begun(self) -> bool:
        return bool(self.text.strip() or self.spoken or any(text.strip() for text in self.parts.values()))


class SharedRehearsal(models.Model):
    """What a mentor was given of a rehearsal, frozen. `number` is the round of the review."""

    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.CASCADE, related_name="shared")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["rehearsal", "number"], name="rehearsal_shared_once")]

    def __str__(self) -> str:
        return f"{self.rehearsal_id} #{self.number}"
