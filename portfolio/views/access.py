"""Whose page it is: the learner's own portfolio and campaigns, and nobody else's."""

import uuid

from django.http import Http404, HttpRequest

from lib.forged import foreign
from portfolio.models import Campaign, Portfolio


def own_portfolio(request: HttpRequest) -> Portfolio | None:
    """The learner's portfolio, once they made one."""
    return Portfolio.objects.filter(user_id=request.user.pk or 0).first()


def own_campaign(request: HttpRequest, campaign: uuid.UUID) -> Campaign:
    """One of the learner's campaigns; somebody else's does not exist."""
    if not request.user.is_authenticated:
        raise Http404
    rows = Campaign.objects.select_related("portfolio").prefetch_related("texts", "images")
    row = rows.filter(uuid=campaign, portfolio__user_id=request.user.pk).first()
    if row is None:
        asked = Campaign.objects.filter(uuid=campaign)
        foreign("campaign.foreign", asked, user_id=request.user.pk, campaign=campaign)
        raise Http404
    return row
