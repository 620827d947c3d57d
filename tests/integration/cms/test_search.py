"""Search: words in any form, of one language, whatever is typed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.folding import fold, stem
from cms.models import (
    GlossaryTerm,
)
from cms.search import find
from tests.factories.fresh import forget


@pytest.fixture(autouse=True)
def empty_cache(db: None) -> None:
    forget()


@pytest.mark.parametrize(
    ("word", "expected"),
    [("métiers", "metier"), ("niveaux", "niveau"), ("campagnes", "campagn"), ("kpis", "kpi"), ("2026", "2026")],
)
def test_stems(word: str, expected: str) -> None:
    assert fold(word) == expected
    assert stem("taux") != ""


@pytest.mark.parametrize(
    "query", ["métier", "metier", "METIERS", "campagne", "l'engagement", "engag", "portee campagnes"]
)
def test_search_ignores_accents_plurals_and_elisions(site: dict[str, Any], query: str) -> None:
    assert site["first"].translation_key in {lesson.key for lesson in find(query, language="fr").lessons}


def test_search_keeps_to_its_language_and_to_what_is_published(site: dict[str, Any]) -> None:
    assert find("engagement", language="en").total == 0
    GlossaryTerm.objects.create(
        locale=site["home"].locale, code="ctr", term="Taux de clics", aliases={"fr": ["CTR"]}, definition="Clics."
    )
    GlossaryTerm.objects.create(
        locale=site["home"].locale, code="draft", term="Brouillon", definition="Clics.", live=False
    )
    assert [term.code for term in find("ctr", language="fr").terms] == ["ctr"]
    assert find("brouillon", language="fr").terms == ()
    site["first"].unpublish()
    assert find("engagement", language="fr").lessons == ()


def test_search_without_result_suggests(site: dict[str, Any]) -> None:
    found = find("tauw d'engagment", language="fr")
    assert (found.total, found.suggestion) == (0, "Le taux d'engagement")


@pytest.mark.parametrize("query", ["", "   ", "'\"%_*()", "\0", "x" * 5000, "AND OR NOT", "a:b NEAR(c)", "<script>"])
def test_search_page_survives_any_words(site: dict[str, Any], client: Client, query: str) -> None:
    response = client.get(reverse("cms_search"), {"q": query})
    assert response.status_code == 200
    assert b"<script>x" not in response.content


@pytest.mark.parametrize("address", ["/fr/recherche/", "/en/search/"])
def test_search_address(site: dict[str, Any], client: Client, address: str) -> None:
    assert client.get(address, {"q": "engagement"}).status_code == 200
