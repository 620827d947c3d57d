"""The ladder: tiers, branches and specialised roles, versioned; what each one asks for is data."""

from django.conf import settings
from django.db import models

from skills.models.taxonomy import Named, in_language


class Ladder(models.Model):
    """One version of a pack's ladder. Learners stay on the version they joined."""

    pack = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pack", "version"], name="ladder_version_once"),
            models.UniqueConstraint(fields=["pack"], condition=models.Q(current=True), name="ladder_one_current"),
        ]

    def __str__(self) -> str:
        return f"{self.pack} v{self.version}"


class Tier(Named):
    class Kind(models.TextChoices):
        TIER = "tier"
        BRANCH = "branch"
        SPECIALISED = "specialised"

    ladder = models.ForeignKey(Ladder, on_delete=models.CASCADE, related_name="tiers")
    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind)
    height = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    summary_fr = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    years = models.CharField(max_length=12, blank=True)
    # Alternatives: [["a", "b"], ["c"]] reads (a or b) and c.
    presupposes = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["ladder", "code"], name="tier_code_once")]

    @property
    def summary(self) -> str:
        return in_language(self.summary_fr, self.summary_en)


class MatrixCell(models.Model):
    """The level of a skill that a tier asks for; a skill that it does not ask for has no row."""

    tier = models.ForeignKey(Tier, on_delete=models.CASCADE, related_name="cells")
    skill_code = models.SlugField(max_length=60)
    level = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tier", "skill_code"], name="cell_once"),
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=4), name="cell_level"),
        ]

    def __str__(self) -> str:
        return f"{self.skill_code} ≥ {self.level}"


class TierRequirement(Named):
    """Something besides skills that a tier asks for: `count` distinct works of `kind` on `target`."""

    class Kind(models.TextChoices):
        MODULE_PASSED = "module_passed"
        CAMPAIGN_PUBLISHED = "campaign_published"
        CAMPAIGN_REVIEWED = "campaign_reviewed"
        DOCUMENT_REVIEWED = "document_reviewed"
        SCENARIO_PASSED = "scenario_passed"
        EXERCISE_PASSED = "exercise_passed"
        CASE_STUDY = "case_study"
        REVIEW_GIVEN = "review_given"

    tier = models.ForeignKey(Tier, on_delete=models.CASCADE, related_name="requirements")
    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=24, choices=Kind)
    target = models.CharField(max_length=80, blank=True)
    count = models.PositiveSmallIntegerField(default=1)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["tier", "code"], name="requirement_once")]


class LearnerLadder(models.Model):
    """The ladder version a learner joined and the tier they aim at, when they chose one."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ladder")
    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT)
    target_code = models.SlugField(max_length=60, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.user_id} → {self.target_code}"
