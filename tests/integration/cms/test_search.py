"""Search: words in any form, of one language, whatever is typed."""

from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.catalogue import _held
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


@pytest.mark.parametrize(
    ("typed", "total", "meant"),
    [
        ("tauw d'engagment", 0, "taux d'engagement"),
        ("METIRS", 0, "métiers"),
        ("campange", 0, "campagnes"),
        ("taux des campanges", 1, "taux des campagnes"),  # one word is found: what was meant is asked all the same
        ("xyzzy", 0, ""),
        ("taux xyzzy", 1, ""),
    ],
)
def test_misspelt_words_are_put_right(site: dict[str, Any], client: Client, typed: str, total: int, meant: str) -> None:
    found = find(typed, language="fr")
    assert (found.total, found.suggestion) == (total, meant)
    page = client.get("/fr/recherche/", {"q": typed}).content.decode()
    assert (f'href="/fr/recherche/?q={quote(meant)}"' in page) == bool(meant)


def test_a_suggestion_leads_somewhere_and_knows_only_what_is_public(site: dict[str, Any]) -> None:
    assert find("campange", language="en").suggestion == ""
    site["first"].unpublish()
    assert find("campange", language="fr").suggestion == ""


def test_what_is_found_costs_no_statement_more(site: dict[str, Any]) -> None:
    find("metier", language="fr")
    _held.kept.pop("vocabulary.1.fr", None)
    with CaptureQueriesContext(connection) as once:
        assert find("engagement", language="fr").total == 1
    assert "vocabulary.1.fr" not in _held.kept
    find("tauw", language="fr")
    with CaptureQueriesContext(connection) as thrice:  # all the words, the one put right, one of them
        assert find("taux des campanges", language="fr").suggestion == "taux des campagnes"
    assert len(thrice) == 3 * len(once)


@pytest.mark.parametrize("query", ["", "   ", "'\"%_*()", "\0", "x" * 5000, "AND OR NOT", "a:b NEAR(c)", "<script>"])
def test_search_page_survives_any_words(site: dict[str, Any], client: Client, query: str) -> None:
    response = client.get(reverse("cms_search"), {"q": query})
    assert response.status_code == 200
    assert b"<script>x" not in response.content


@pytest.mark.parametrize("address", ["/fr/recherche/", "/en/search/"])
def test_search_address(site: dict[str, Any], client: Client, address: str) -> None:
    assert client.get(address, {"q": "engagement"}).status_code == 200
