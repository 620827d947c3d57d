"""A campaign: what was wanted, what was done, what changed in numbers."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portfolio.models.portfolio import Portfolio


class Campaign(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="campaigns")
    slug = models.SlugField(_("address"), max_length=80)
    practice = models.BooleanField(_("practice campaign"), default=False)
    client = models.CharField(_("for whom"), max_length=120, blank=True)
    channels = models.JSONField(_("channels"), default=list, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    budget = models.DecimalField(_("budget"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    skills = models.JSONField(_("skills shown"), default=list, blank=True)
    # What it is besides its figures (`skills.domain.requirements`), as its owner says and a reviewer can see.
    traits = models.JSONField(_("what it shows"), default=list, blank=True)
    published = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["order", "-ends_on"]
        constraints = [
            models.UniqueConstraint(fields=["portfolio", "slug"], name="campaign_slug_once"),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="campaign_dates"),
        ]

    def __str__(self) -> str:
        return self.slug


class CampaignText(models.Model):
    """One row a language; every long text is clean HTML."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="texts")
    locale = models.CharField(max_length=5, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=120)
    role = models.CharField(_("your role"), max_length=160)
    goal = models.TextField(_("goal"))
    audience = models.TextField(_("audience"), blank=True)
    actions = models.TextField(_("actions"))
    lessons = models.TextField(_("lessons learned"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "locale"], name="campaign_text_once")]

    def __str__(self) -> str:
        return self.title


class CampaignImage(models.Model):
    """A re-encoded image; the file lives in the private storage, behind the permission check of the campaign."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="images")
    path = models.CharField(max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(_("text alternative"), max_length=250)
    caption = models.CharField(_("caption"), max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.alt
