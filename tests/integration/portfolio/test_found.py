"""What search engines and networks are told of a portfolio: all of what is public, nothing of the rest."""

import re

import pytest
from django.urls import reverse

from portfolio.domain import editing, publishing
from portfolio.models import Visibility
from skills.models import Skill
from tests.integration.portfolio.test_permissions import picture


def told(client, url):
    """The properties that a network reads on a page."""
    html = client.get(url).content.decode()
    return dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[a-z:_]+)" content="([^"]*)">', html))


def addresses(client):
    return re.findall(r"<loc>http://[^/]+(/p/[^<]+)</loc>", client.get("/sitemap.xml").content.decode())


@pytest.fixture
def skill(mini_pack):
    """The one of the pack, whose site the sitemap is about."""
    return Skill.objects.get(code="mesure-kpi")


@pytest.fixture
def public(portfolio, campaign):
    publishing.publish(campaign)
    publishing.set_visibility(portfolio, visibility=Visibility.PUBLIC)
    return reverse("portfolio_public", args=["ada"]), reverse("campaign_public", args=["ada", campaign.slug])


def test_what_is_public_is_in_the_sitemap(client, public):
    assert addresses(client) == list(public)
    assert "/fr/" in client.get("/sitemap.xml").content.decode()


def test_a_draft_and_a_portfolio_without_work_are_not(client, portfolio, campaign, public):
    publishing.unpublish(campaign)
    assert addresses(client) == []


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.UNLISTED])
def test_what_is_not_public_any_more_has_left_at_the_next_request(client, portfolio, public, visibility):
    assert len(addresses(client)) == 2
    publishing.set_visibility(portfolio, visibility=visibility)
    assert addresses(client) == []


def test_a_closed_account_is_not_there(client, ada, public):
    ada.is_active = False
    ada.save()
    assert addresses(client) == []


def test_a_shared_page_says_what_it_is(client, portfolio, campaign, public):
    page, _ = public
    image = editing.add_image(campaign, file=picture(), alt='Un vélo "rouge"')
    assert told(client, page) == {
        "og:type": "profile",
        "og:site_name": "Tremplin",
        "og:locale": "fr_FR",
        "og:url": f"http://testserver{page}?lang=fr",
        "og:title": "Ada L.",
        "og:description": "Je mesure.",
        "og:image": f"http://testserver{reverse('campaign_image', args=[image.uuid])}",
        "og:image:width": "40",
        "og:image:height": "30",
        "og:image:alt": "Un vélo &quot;rouge&quot;",
        "twitter:card": "summary_large_image",
    }


def test_a_shared_campaign_without_an_image(client, campaign, public):
    _, page = public
    shown = told(client, f"{page}?lang=en")
    assert (shown["og:title"], shown["og:description"]) == ("La nuit du levain", "Idée")
    assert (shown["og:locale"], shown["og:url"]) == ("en_GB", f"http://testserver{page}?lang=en")
    assert "og:image" not in shown
    assert shown["twitter:card"] == "summary"


def test_nothing_is_said_of_an_unlisted_page_or_a_preview(client, ada, portfolio, campaign, public):
    ways = [
        reverse("portfolio_unlisted", args=[portfolio.token]),
        reverse("campaign_unlisted", args=[portfolio.token, campaign.slug]),
    ]
    client.force_login(ada)
    ways += [reverse("portfolio:preview"), reverse("portfolio:preview_campaign", args=[campaign.slug])]
    assert [told(client, way) for way in ways] == [{}, {}, {}, {}]
    assert [client.get(way).status_code for way in ways] == [200, 200, 200, 200]
