"""Pages that answer a form at an address which only takes forms lead back to pages that open."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from portfolio.models import Campaign, DeclaredFigure
from portfolio.wording import label_of

pytestmark = pytest.mark.django_db


def leads(html: str) -> Iterator[str]:
    """Where the language links and the form of the display lead."""
    yield from re.findall(r'<a href="([^"]+)" lang="\w\w" hreflang', html)
    yield from re.findall(r'name="next" value="([^"]+)"', html)


def test_after_an_error_every_language_link_opens(ada_client: Client, campaign: Campaign) -> None:
    page = reverse("portfolio:campaign", args=[campaign.uuid])
    wrong = {
        reverse("portfolio:campaign_publish", args=[campaign.uuid]): {"version": "x"},
        reverse("portfolio:declare", args=[campaign.uuid]): {"metric": "reach", "value": "lots"},
    }
    for address, data in wrong.items():
        answer = ada_client.post(address, data)
        assert answer.status_code == 422
        found = list(leads(answer.content.decode()))
        assert len(found) == 2
        assert page in found
        for link in found:
            assert ada_client.get(link).status_code == 200, link


@pytest.mark.parametrize(
    ("language", "typed", "stored"),
    [
        ("fr", "120 400", "120400"),
        ("fr", "120\u202f400", "120400"),
        ("fr", "1 234,75", "1234.75"),
        ("fr", "8,50 %", "8.50"),
        ("en", "120,400", "120400"),
        ("en", "1,200.50", "1200.50"),
    ],
)
def test_numbers_are_taken_as_pages_show_them(
    language: str, typed: str, stored: str, ada_client: Client, campaign: Campaign
) -> None:
    address = reverse("portfolio:declare", args=[campaign.uuid])
    address = f"/{language}/{address[4:]}"
    assert ada_client.post(address, {"metric": "other", "label": "Orders", "value": typed}).status_code == 302
    assert DeclaredFigure.objects.get().value == Decimal(stored)


@pytest.mark.parametrize("typed", ["12 000 000 000 000 000 000", "1,2,3", "NaN", "1e400", "douze"])
def test_what_is_no_number_is_refused_and_kept(typed: str, ada_client: Client, campaign: Campaign) -> None:
    address = reverse("portfolio:declare", args=[campaign.uuid])
    answer = ada_client.post(address, {"metric": "other", "label": "Orders", "value": typed})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.content.decode()
    assert not DeclaredFigure.objects.exists()


def test_without_a_script_the_page_says_what_its_other_buttons_do_not_keep(
    ada_client: Client, campaign: Campaign
) -> None:
    address = reverse("portfolio:campaign", args=[campaign.uuid]).replace("/fr/", "/en/")
    told = '<noscript><p class="hint">First save what you typed in the story and the facts: '
    assert ada_client.get(address).content.decode().count(told) == 2


@pytest.mark.parametrize(
    ("metric", "name", "typed", "wrong"),
    [
        ("reach", "Reach (people)", {"value": "1200.5"}, ["value"]),
        ("followers_end", "Followers at the end", {"value": "0.25", "before": "10"}, ["value"]),
        ("leads", "Leads", {"value": "12", "before": "1.5"}, ["before"]),
        ("interactions", "Interactions", {"value": "1.5", "before": "1.5"}, ["before", "value"]),
        ("reach", "", {"value": "1,200.00"}, []),
        ("ctr", "", {"value": "1.5"}, []),
        ("spend", "", {"value": "1.5", "currency": "EUR"}, []),
        ("other", "", {"value": "4.5", "label": "Grade"}, []),
    ],
)
def test_people_and_things_are_whole(
    metric: str, name: str, typed: dict[str, str], wrong: list[str], ada_client: Client, campaign: Campaign
) -> None:
    address = reverse("portfolio:declare", args=[campaign.uuid]).replace("/fr/", "/en/")
    answer = ada_client.post(address, {"metric": metric, **typed})
    assert (answer.status_code, DeclaredFigure.objects.count()) == ((422, 0) if wrong else (302, 1))
    told = f"“{name}” counts people or things: give a whole number, without decimals."
    found = answer.context["form"].errors if wrong else {}
    assert {field: list(errors) for field, errors in found.items()} == {field: [told] for field in wrong}


@pytest.mark.parametrize(
    ("metric", "typed", "wrong"),
    [
        ("reach", {"value": "1234", "before": "-3"}, ["before"]),
        ("spend", {"value": "-1.5", "before": "-2", "currency": "EUR"}, ["before", "value"]),
        ("reach", {"value": "-1.5"}, ["value"]),
        ("roi", {"value": "-12.5", "before": "-3"}, []),
        ("other", {"value": "-4", "before": "-5", "label": "Balance"}, []),
    ],
)
def test_what_is_counted_or_paid_is_never_negative(
    metric: str, typed: dict[str, str], wrong: list[str], ada_client: Client, campaign: Campaign
) -> None:
    """Also before the campaign: the difference would be a figure that nobody had."""
    address = reverse("portfolio:declare", args=[campaign.uuid]).replace("/fr/", "/en/")
    answer = ada_client.post(address, {"metric": metric, **typed})
    assert (answer.status_code, DeclaredFigure.objects.count()) == ((422, 0) if wrong else (302, 1))
    found = answer.context["form"].errors if wrong else {}
    assert {name: list(said) for name, said in found.items()} == {
        name: ["This number cannot be negative."] for name in wrong
    }


def test_a_declared_figure_is_named_in_words(ada_client: Client, campaign: Campaign) -> None:
    declare = reverse("portfolio:declare", args=[campaign.uuid])
    assert ada_client.post(declare, {"metric": "reach", "value": "1200"}).status_code == 302
    html = ada_client.get(reverse("portfolio:campaign", args=[campaign.uuid])).content.decode()
    assert '<span class="sm">reach</span>' not in html
    assert f'<span class="sm">{escape(label_of("reach"))}</span>' in html
