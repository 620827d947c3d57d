"""Portfolios that publishers put on the home page."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portfolio.models.portfolio import Portfolio, Visibility


class FeaturedQuerySet(models.QuerySet["FeaturedPortfolio"]):
    def for_home(self) -> "FeaturedQuerySet":
        """Those that are public now, in the publisher's order."""
        rows = self.filter(portfolio__in=Portfolio.objects.listed())
        return rows.select_related("portfolio__user").order_by("order", "pk")


class FeaturedPortfolio(models.Model):
    """A publisher's choice; it ends when the owner no longer shows the portfolio to everybody."""

    portfolio = models.OneToOneField(
        Portfolio, on_delete=models.CASCADE, related_name="featured", verbose_name=_("portfolio")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FeaturedQuerySet.as_manager()

    class Meta:
        verbose_name = _("featured portfolio")
        verbose_name_plural = _("featured portfolios")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.portfolio.handle

    def clean(self) -> None:
        super().clean()
        if self.portfolio_id and self.portfolio.visibility != Visibility.PUBLIC:
            raise ValidationError({"portfolio": _("Only a public portfolio can stand on the home page.")})
