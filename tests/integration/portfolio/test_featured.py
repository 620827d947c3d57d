"""Featured portfolios: a publisher's choice among public ones, gone as soon as the owner is not public any more."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts import personal_data
from portfolio.domain import importing, publishing
from portfolio.models import FeaturedPortfolio, Visibility
from portfolio.views.shown import featured_cards
from skills.models import Skill
from tests.factories.people import person

from .conftest import TODAY


@pytest.fixture
def skill(mini_pack):
    return Skill.objects.get(code="mesure-kpi")


@pytest.fixture
def public(portfolio, campaign, export):
    _, pending = importing.start(campaign, name="d.csv", data=export("generic-daily-fr.csv"), today=TODAY)
    importing.apply(pending, today=TODAY, locale="fr")
    publishing.publish(campaign)
    publishing.set_visibility(portfolio, visibility=Visibility.PUBLIC)
    return portfolio


@pytest.fixture
def featured(public):
    return FeaturedPortfolio.objects.create(portfolio=public)


@pytest.fixture
def paula(db):
    client = Client()
    client.force_login(person("paula", "Publisher"))
    return client


ADD = "/cms/snippets/portfolio/featuredportfolio/add/"


def test_the_home_page_shows_title_owner_and_a_figure(featured, visitor):
    page = visitor.get("/en/").content.decode()
    assert "La nuit du levain, Lune" in page
    assert "Ada L." in page
    # The file names no currency of its revenue: it is the campaign's.
    assert "<b>27.88</b> Return on ad spend (ROAS)" in page
    assert "Practice campaign" in page
    assert "ada@example.test" not in page


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.UNLISTED])
def test_private_is_gone_at_once_and_stays_gone(featured, public, visitor, visibility):
    assert "La nuit du levain" in visitor.get("/fr/").content.decode()
    publishing.set_visibility(public, visibility=visibility)
    for address in ("/fr/", "/en/"):
        assert "La nuit du levain" not in visitor.get(address).content.decode()
    publishing.set_visibility(public, visibility=Visibility.PUBLIC)
    assert featured_cards() == []


def test_what_is_hidden_is_not_featured(featured, public, campaign, ada):
    assert [card["owner"] for card in featured_cards()] == ["Ada L."]
    public.user.is_active = False
    public.user.save()
    assert featured_cards() == []
    public.user.is_active = True
    public.user.save()
    publishing.unpublish(campaign)
    assert featured_cards() == []


def test_at_most_seven_queries(featured, queries):
    with queries(7):
        assert len(featured_cards()) == 1
    FeaturedPortfolio.objects.all().delete()
    with queries(1):
        assert featured_cards() == []


def test_a_publisher_chooses_and_an_editor_does_not(public, ben, paula):
    assert paula.get(ADD).status_code == 200
    assert paula.post(ADD, {"portfolio": public.pk, "order": "1"}).status_code == 302
    assert FeaturedPortfolio.objects.get().portfolio == public
    cleo = Client()
    cleo.force_login(person("cleo", "Editor"))
    assert cleo.get(ADD).status_code == 403
    assert cleo.post(ADD, {"portfolio": public.pk, "order": "1"}).status_code == 403
    assert FeaturedPortfolio.objects.count() == 1


def test_only_public_portfolios_can_be_looked_up(public, ben, paula):
    hidden = publishing.create_portfolio(ben, handle="ben-hidden", language="fr")
    results = reverse("portfolio_chooser:choose_results")
    assert "ada" in paula.get(results).content.decode()
    assert "ben-hidden" not in paula.get(results).content.decode()
    assert "ada" in paula.get(results, {"q": "Ada"}).content.decode()
    assert "/p/ada" not in paula.get(results, {"q": "zz\0"}).content.decode()
    assert paula.get(reverse("portfolio_chooser:chosen", args=[public.pk])).status_code == 200
    assert paula.get(reverse("portfolio_chooser:chosen", args=[hidden.pk])).status_code == 404
    assert paula.post(ADD, {"portfolio": hidden.pk, "order": "1"}).status_code == 200
    assert not FeaturedPortfolio.objects.exists()
    with pytest.raises(ValidationError):
        FeaturedPortfolio(portfolio=hidden).full_clean()


def test_erasing_the_owner_erases_the_choice(featured, public, ada):
    assert {"kind": "featured"}.items() <= personal_data.holdings["portfolio"].rows(ada)[1].items()
    personal_data.erase(ada)
    assert not FeaturedPortfolio.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_featured_portfolio_has_no_copy(method, featured, paula):
    data = {"portfolio": featured.portfolio_id, "order": 5}
    where = f"/cms/snippets/portfolio/featuredportfolio/copy/{featured.pk}/"
    assert getattr(paula, method)(where, data).status_code == 404
    featured.refresh_from_db()
    assert (FeaturedPortfolio.objects.count(), featured.order) == (1, 0)
