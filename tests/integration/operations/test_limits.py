"""The limits that the product is held against answer at all: an error would be a very fast limit."""

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def _as_served(settings: object) -> None:
    settings.MIDDLEWARE = []  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = "operations.benchmarks.limits"  # type: ignore[attr-defined]


@pytest.mark.parametrize(("path", "text"), [("/bare/", "x" * 20_000), ("/personal/", "None")])
def test_the_limits_answer(db: None, client: Client, path: str, text: str) -> None:
    assert client.get(path).content.decode() == text


def test_stock_search_finds_pages(mini_pack: None, client: Client) -> None:
    page = client.get("/search/", {"q": "taux"}).content.decode()
    assert page.count("<li>") >= 1
    assert 'href="http' in page or 'href="/' in page
