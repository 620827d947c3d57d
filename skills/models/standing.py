"""Caches of the ledger: `rebuild_standings --check` recomputes them and must find no difference."""

from django.conf import settings
from django.db import models


class SkillStanding(models.Model):
    """Level of one learner in one skill = best valid evidence, with the grade that proves that level."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="skill_standings", db_index=False
    )
    skill_code = models.SlugField(max_length=60, db_index=False)
    level = models.PositiveSmallIntegerField()
    grade = models.PositiveSmallIntegerField()
    declared_level = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "skill_code"], name="skill_standing_once")]

    def __str__(self) -> str:
        return f"{self.skill_code} {self.level}"


class TierStanding(models.Model):
    """Conditions met over conditions asked for the learner's tiers; `held` also needs the presupposed tiers."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tier_standings", db_index=False
    )
    tier = models.ForeignKey("skills.Tier", on_delete=models.CASCADE)
    met = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()
    held = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "tier"], name="tier_standing_once")]

    def __str__(self) -> str:
        return f"{self.tier_id} {self.met}/{self.total}"
