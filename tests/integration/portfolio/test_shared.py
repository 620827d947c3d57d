"""Public portfolio pages are drawn once for visitors, and gone the moment somebody takes them back."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from portfolio.domain import publishing
from portfolio.models import Visibility
from portfolio.views import public


@pytest.fixture
def addresses(portfolio, campaign):
    cache.clear()
    publishing.publish(campaign)
    publishing.set_visibility(portfolio, visibility=Visibility.PUBLIC)
    return [
        reverse("portfolio_public", args=[portfolio.handle]),
        reverse("campaign_public", args=[portfolio.handle, campaign.slug]),
    ]


@pytest.mark.parametrize("index", [0, 1])
def test_a_second_visitor_costs_no_statement(addresses, index, queries):
    first = Client().get(addresses[index])
    with queries(0):
        second = Client().get(addresses[index])
    for header in ("Content-Language", "Cache-Control", "Content-Security-Policy", "X-Content-Type-Options"):
        assert second[header] == first[header]
    assert (first.status_code, second.status_code) == (200, 200)


@pytest.mark.parametrize("index", [0, 1])
def test_private_again_at_once(addresses, index, portfolio, django_capture_on_commit_callbacks):
    assert Client().get(addresses[index]).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        publishing.set_visibility(portfolio, visibility=Visibility.PRIVATE)
    assert Client().get(addresses[index]).status_code == 404


def test_private_within_five_seconds_even_if_nobody_told_the_cache(addresses):
    assert public.SHARED_SECONDS < 5


def test_owners_and_others_with_a_session_have_their_own(addresses, ada, ben):
    for user in (ada, ben):
        client = Client()
        client.force_login(user)
        assert "account/logout" in client.get(addresses[0]).content.decode()
    assert "account/logout" not in Client().get(addresses[0]).content.decode()


def test_unlisted_pages_are_not_kept(portfolio, campaign, queries):
    publishing.publish(campaign)
    publishing.set_visibility(portfolio, visibility=Visibility.UNLISTED)
    address = reverse("portfolio_unlisted", args=[portfolio.token])
    assert Client().get(address).status_code == 200
    publishing.set_visibility(portfolio, visibility=Visibility.PRIVATE)
    assert Client().get(address).status_code == 404


def test_languages_are_kept_apart(addresses):
    assert Client().get(addresses[0] + "?lang=en")["Content-Language"] == "en"
    assert Client().get(addresses[0] + "?lang=fr")["Content-Language"] == "fr"
    assert Client().get(addresses[0] + "?lang=xx").status_code == 200
