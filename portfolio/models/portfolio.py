"""A public page about somebody's work, in one or two languages."""

import secrets

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

HANDLE = RegexValidator(
    r"^[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])$",
    _("3 to 40 lower-case letters, digits and hyphens, beginning and ending with a letter or a digit."),
)
RESERVED_HANDLES = frozenset(
    """
    admin administrator account accounts api about cms confirm contact credentials demo desk en fr healthz
    help home image images legal login logout me media moderator p portfolio privacy readyz recherche root s
    search security settings signup sitemap staff static status support system team tremplin unsubscribe
    verify www
    """.split()  # noqa: SIM905
)


def new_token() -> str:
    """128 bits, for links that cannot be guessed."""
    return secrets.token_urlsafe(22)


class Visibility(models.TextChoices):
    PRIVATE = "private", _("Private: only you")
    UNLISTED = "unlisted", _("Unlisted: whoever has the link")
    PUBLIC = "public", _("Public: everybody, search engines too")


class PortfolioQuerySet(models.QuerySet["Portfolio"]):
    def listed(self) -> "PortfolioQuerySet":
        """Those that anybody may come upon: public, of an active account, with a published campaign."""
        rows = self.filter(visibility=Visibility.PUBLIC, user__is_active=True)
        return rows.filter(campaigns__published=True).distinct()


class Portfolio(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="portfolio")
    handle = models.CharField(_("address"), max_length=40, unique=True, validators=[HANDLE])
    language = models.CharField(_("first language"), max_length=5, choices=settings.LANGUAGES, default="fr")
    visibility = models.CharField(_("visibility"), max_length=10, choices=Visibility, default=Visibility.PRIVATE)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    version = models.PositiveIntegerField(default=1)
    show_skills = models.BooleanField(_("show my skills and their proofs"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PortfolioQuerySet.as_manager()

    def __str__(self) -> str:
        return self.handle


class PortfolioText(models.Model):
    """What the page says, one row a language; the introduction is clean HTML."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="texts")
    locale = models.CharField(max_length=5, choices=settings.LANGUAGES)
    headline = models.CharField(_("headline"), max_length=140)
    intro = models.TextField(_("introduction"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["portfolio", "locale"], name="portfolio_text_once")]

    def __str__(self) -> str:
        return self.headline


class RetiredHandle(models.Model):
    """An address that was renamed: redirects, and is never given to anybody else."""

    handle = models.CharField(max_length=40, unique=True)
    portfolio = models.ForeignKey(Portfolio, on_delete=models.SET_NULL, null=True, related_name="retired_handles")
    retired_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.handle
