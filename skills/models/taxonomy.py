"""The vocabulary: groups, skills and what each level looks like. Codes are global and frozen."""

from django.db import models
from django.utils.translation import get_language

LEVELS = (0, 1, 2, 3, 4)


def in_language(french: str, english: str) -> str:
    """The text of the active language; French when the other is empty."""
    return english if (get_language() or "fr").startswith("en") and english else french


class Named(models.Model):
    """Both languages on one row, in two explicit columns."""

    name_fr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        return in_language(self.name_fr, self.name_en)

    def __str__(self) -> str:
        return self.name


class SkillGroup(Named):
    code = models.SlugField(max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]


class Skill(Named):
    group = models.ForeignKey(SkillGroup, on_delete=models.PROTECT, related_name="skills")
    code = models.SlugField(max_length=60, unique=True)
    summary_fr = models.TextField()
    summary_en = models.TextField()
    order = models.PositiveSmallIntegerField(default=0)
    archived = models.BooleanField(default=False)

    class Meta:
        ordering = ["group__order", "order"]

    @property
    def summary(self) -> str:
        return in_language(self.summary_fr, self.summary_en)


class SkillBehaviour(models.Model):
    """What somebody at `level` (1 to 4) does that a reviewer can see: one behaviour a line."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="behaviours")
    level = models.PositiveSmallIntegerField()
    text_fr = models.TextField()
    text_en = models.TextField()

    class Meta:
        ordering = ["level"]
        constraints = [
            models.UniqueConstraint(fields=["skill", "level"], name="behaviour_once"),
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=4), name="behaviour_level"),
        ]

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(in_language(self.text_fr, self.text_en).splitlines())

    def __str__(self) -> str:
        return f"{self.skill_id} {self.level}"
