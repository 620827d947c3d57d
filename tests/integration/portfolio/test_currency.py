"""Amounts of a file that does not say its currency, beside amounts that do."""

from decimal import Decimal

import pytest

from portfolio.domain import editing, importing, publishing
from portfolio.domain.figures import figures
from portfolio.models import Campaign, Visibility

from .conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def unsaid(campaign: Campaign, export) -> Campaign:
    _, pending = importing.start(campaign, name="d.csv", data=export("generic-daily-en.csv"), today=TODAY)
    importing.apply(pending, today=TODAY, locale="fr")
    editing.declare(campaign, metric="cost", value=Decimal(100), currency="EUR")
    return campaign


def test_the_campaigns_currency_is_used_and_said(client, ada, unsaid):
    (roi,) = figures(unsaid).of("roi")
    assert (roi.reason, roi.currency, roi.assumed, roi.value is None) == ("", "EUR", ("revenue",), False)
    client.force_login(ada)
    html = client.get(f"/en/me/campaigns/{unsaid.uuid}/figures/roi/").content.decode()
    assert "taken to be that of the campaign, EUR" in html


def test_what_rests_on_it_says_so_wherever_it_stands(client, ada, portfolio, campaign, export):
    """A cost in euros, a revenue that says nothing."""
    client.force_login(ada)
    said = "taken to be that of the campaign, EUR"
    _, pending = importing.start(campaign, name="d.csv", data=export("generic-daily-fr.csv"), today=TODAY)
    page = f"/en/me/campaigns/{campaign.uuid}/"
    assert client.get(f"{page}import/").content.decode().count(said) == 1
    importing.apply(pending, today=TODAY, locale="fr")
    publishing.publish(campaign)
    publishing.set_visibility(portfolio, visibility=Visibility.PUBLIC)
    shown = (page, "/en/me/campaigns/", f"{page}figures/roas/", "/p/ada/?lang=en", f"/p/ada/{campaign.slug}/?lang=en")
    assert [client.get(one).content.decode().count(said) for one in shown] == [1] * len(shown)


def test_another_currency_of_the_campaign_is_no_way_round(unsaid):
    fields = {
        name: getattr(unsaid, name) for name in ("client", "starts_on", "ends_on", "budget", "channels", "skills")
    }
    fields |= {"practice": True, "currency": "USD", "traits": []}
    editing.save_campaign(unsaid, fields=fields, texts={}, version=unsaid.version)
    (roi,) = figures(Campaign.objects.get(pk=unsaid.pk)).of("roi")
    assert (roi.value, roi.reason) == (None, "currencies:EUR,USD")


def test_without_any_currency_the_page_names_what_lacks_it(client, ada, unsaid):
    Campaign.objects.update(currency="XXX")
    (roi,) = figures(Campaign.objects.get(pk=unsaid.pk)).of("roi")
    assert (roi.value, roi.reason) == (None, "no_currency:revenue")
    client.force_login(ada)
    html = client.get(f"/en/me/campaigns/{unsaid.uuid}/figures/roi/").content.decode()
    assert "Nothing says in which currency “Revenue” is" in html
