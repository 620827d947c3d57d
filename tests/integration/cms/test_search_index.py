"""The index asked by our own statement and by Wagtail: the same public pages and terms."""

from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from cms import search_index
from cms.folding import fold
from cms.models import GlossaryTerm

QUERIES = ("engagement", "engag", "taux d'engagement", "portee campagnes", "clics", "lecon", "metier", "rien-de-tel")


@pytest.fixture
def terms(site: dict[str, Any]) -> None:
    for code, live in (("ctr", True), ("draft", False)):
        GlossaryTerm.objects.create(
            locale=site["home"].locale,
            code=code,
            term=f"Taux de clics {code}",
            aliases={"fr": ["CTR"], "en": ["CTR"]},
            definition="Clics.",
            live=live,
        )


def found(query: str, locale_id: int, operator: str = "and") -> search_index.Indexed:
    return search_index.indexed(fold(query), locale_id=locale_id, language="fr", operator=operator)


@pytest.mark.postgres
@pytest.mark.parametrize("operator", ["and", "or"])
@pytest.mark.parametrize("query", QUERIES)
def test_the_statement_finds_what_wagtail_finds(
    site: dict[str, Any], terms: None, monkeypatch: pytest.MonkeyPatch, query: str, operator: str
) -> None:
    ours = found(query, site["home"].locale_id, operator)
    monkeypatch.setattr(search_index, "_prepared", search_index._by_wagtail)
    assert found(query, site["home"].locale_id, operator) == ours


def test_only_what_is_public_and_published_is_found(site: dict[str, Any], terms: None) -> None:
    locale_id, lesson = site["home"].locale_id, site["first"]
    assert lesson.translation_key in {hit.key for hit in found("engagement", locale_id).pages}
    assert [term.code for term in found("ctr", locale_id).terms] == ["ctr"]
    restriction = PageViewRestriction.objects.create(
        page=lesson.get_parent(), restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert lesson.translation_key not in {hit.key for hit in found("engagement", locale_id).pages}
    restriction.delete()
    lesson.unpublish()
    assert lesson.translation_key not in {hit.key for hit in found("engagement", locale_id).pages}
