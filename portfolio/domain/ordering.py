"""The order of campaigns in a portfolio and of images in a campaign: one step up or down at a time."""

from typing import Any

from django.db import models, transaction

from portfolio.models import Campaign, CampaignImage, Portfolio


def move_campaign(campaign: Campaign, *, up: bool) -> None:
    """One place up or down among all campaigns of the portfolio; at the end of the list nothing happens."""
    with transaction.atomic():
        portfolio = Portfolio.objects.select_for_update().get(pk=campaign.portfolio_id)
        _step(portfolio.campaigns.order_by("order", "-ends_on", "pk"), campaign.pk, up=up)
        portfolio.save(update_fields=["updated_at"])


def move_image(image: CampaignImage, *, up: bool) -> None:
    """The same among the images of a campaign; the first one stands at the top of its page."""
    with transaction.atomic():
        campaign = Campaign.objects.select_for_update().get(pk=image.campaign_id)
        _step(campaign.images.order_by("order", "pk"), image.pk, up=up)
        campaign.save(update_fields=["updated_at"])


def make_room(portfolio: Portfolio) -> None:
    """A new campaign comes first where an order was chosen; elsewhere the last days decide."""
    if portfolio.campaigns.filter(order__gt=0).exists():
        portfolio.campaigns.update(order=models.F("order") + 1)


def _step(rows: models.QuerySet[Any], pk: int, *, up: bool) -> None:
    """Swap with the neighbour, then number everything from 0: rows made before any order was chosen all stand at 0."""
    ordered = list(rows)
    at = next((place for place, row in enumerate(ordered) if row.pk == pk), None)
    to = None if at is None else at - 1 if up else at + 1
    if at is None or to is None or not 0 <= to < len(ordered):
        return
    ordered[at], ordered[to] = ordered[to], ordered[at]
    for place, row in enumerate(ordered):
        if row.order != place:
            rows.model._default_manager.filter(pk=row.pk).update(order=place)
