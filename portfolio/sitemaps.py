"""What search engines are told of: what its owners show to everybody."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from portfolio.models import Campaign, Portfolio

# A sitemap's file holds 50,000 addresses at most, and the pages of the site stand in the same one.
NEWEST = 15_000


class PortfolioSitemap(Sitemap[Portfolio]):
    """Listed portfolios, the newest first. Read at every call: one made private is gone from the next."""

    def items(self) -> QuerySet[Portfolio]:
        return Portfolio.objects.listed().order_by("-updated_at", "pk")[:NEWEST]

    def location(self, item: Portfolio) -> str:
        return reverse("portfolio_public", args=[item.handle])

    def lastmod(self, item: Portfolio) -> datetime:
        return item.updated_at


class CampaignSitemap(Sitemap[Campaign]):
    """Published campaigns of listed portfolios, the newest first."""

    def items(self) -> QuerySet[Campaign]:
        rows = Campaign.objects.filter(portfolio__in=Portfolio.objects.listed(), published=True)
        return rows.select_related("portfolio").order_by("-updated_at", "pk")[:NEWEST]

    def location(self, item: Campaign) -> str:
        return reverse("campaign_public", args=[item.portfolio.handle, item.slug])

    def lastmod(self, item: Campaign) -> datetime:
        return item.updated_at
