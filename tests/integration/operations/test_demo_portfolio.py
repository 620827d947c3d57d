"""The demo has one public portfolio, marked as practice; a second run changes nothing of it."""

import pytest
from django.core.management import call_command
from django.test import Client

from portfolio.models import Campaign, Portfolio, PortfolioText, ResultFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


def test_one_portfolio_is_public_once(client: Client) -> None:
    call_command("seed_demo")
    portfolio, campaign = Portfolio.objects.get(), Campaign.objects.get()
    assert (portfolio.user.email, portfolio.language, portfolio.visibility) == ("learner@demo.test", "fr", "public")
    assert (campaign.published, campaign.practice) == (True, True)
    assert f"/p/{portfolio.handle}/" in client.get("/fr/portfolios/").content.decode()
    page = client.get(f"/p/{portfolio.handle}/{campaign.slug}/").content.decode()
    assert "levain.csv" in page
    assert "<polyline" in page
    PortfolioText.objects.update(headline="Autre")
    call_command("seed_demo")
    assert [Portfolio.objects.count(), Campaign.objects.count(), ResultFile.objects.count()] == [1, 1, 1]
    assert PortfolioText.objects.get(locale="fr").headline == "Autre"
