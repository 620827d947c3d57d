"""Pages of the catalogue as visitors get them."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.catalogue import get_catalogue
from tests.factories.fresh import forget
from tests.factories.sql import queries


@pytest.fixture(autouse=True)
def empty_cache(db: None) -> None:
    forget()


def test_pages_are_drawn(site: dict[str, Any], client: Client) -> None:
    for address in ("/fr/lecons/", "/fr/modules/", "/fr/modules/mesurer/", "/fr/parcours/", "/fr/parcours/metier/"):
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.content.count(b"<h1") == 1, address


def test_home_is_drawn(site: dict[str, Any], client: Client) -> None:
    assert client.get("/fr/").status_code == 200


def test_lesson_is_drawn_without_its_answers(site: dict[str, Any], client: Client) -> None:
    response = client.get("/fr/lecons/taux/", {"in": "mesurer"})
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<h1") == 1
    assert '<h2 id="pourquoi" data-block="' in html
    assert "/fr/lecons/portee/?in=mesurer" in html
    assert "4.0" not in html
    assert '<link rel="canonical" href="http://testserver/fr/lecons/taux/">' in html


def test_uncached_lesson_stays_within_its_queries(site: dict[str, Any], client: Client) -> None:
    get_catalogue()
    client.get("/fr/lecons/taux/")
    with queries(10):
        client.get("/fr/lecons/taux/")


def test_a_draft_lesson_is_not_served(site: dict[str, Any], client: Client) -> None:
    site["first"].unpublish()
    assert client.get("/fr/lecons/taux/").status_code == 404


def test_view_restrictions_hold(site: dict[str, Any], client: Client) -> None:
    PageViewRestriction.objects.create(page=site["first"].get_parent(), restriction_type=PageViewRestriction.LOGIN)
    response = client.get("/fr/lecons/taux/")
    assert response.status_code == 302
    assert "Pourquoi" not in response.content.decode()
