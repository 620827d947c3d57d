"""The pattern of lessons comes first among the addresses under /fr/ and /en/: it must take none of the interface's own."""

import re
from collections.abc import Iterable, Iterator

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils import translation

from cms.models.base import RESERVED_SLUGS
from config.urls import FIRST_WORDS_OF_INTERFACE_ADDRESSES

LANGUAGES = ("fr", "en")
OF_PAGES = {"lesson_or_page", "wagtail_serve"}


def patterns(found: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, str]]:
    """Every pattern as it reads in the active language, with its name."""
    for pattern in found:
        text = before + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, text)
        else:
            yield text, pattern.name or ""


def interface(language: str) -> list[str]:
    """What stands behind /fr/ or /en/, but for the patterns of pages."""
    with translation.override(language):
        own = [
            text.removeprefix(f"{language}/")
            for text, name in patterns(get_resolver().url_patterns)
            if text.startswith(f"{language}/") and name not in OF_PAGES
        ]
    assert len(own) > 100
    return own


def test_every_address_of_several_words_begins_with_one_that_is_named() -> None:
    found = {text.split("/")[0] for language in LANGUAGES for text in interface(language) if len(text.split("/")) > 2}
    assert found == set(FIRST_WORDS_OF_INTERFACE_ADDRESSES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_two_words_lead_to(language: str) -> None:
    """Written out where the pattern has no argument."""
    plain = [text for text in interface(language) if re.fullmatch(r"[\w-]+/[\w-]+/", text)]
    assert len(plain) > 10
    with translation.override(language):
        for address in plain:
            assert resolve(f"/{language}/{address}").url_name not in OF_PAGES, address
        assert resolve(f"/{language}/a/b/").url_name == "lesson_or_page"
        for word in FIRST_WORDS_OF_INTERFACE_ADDRESSES:
            try:
                found = resolve(f"/{language}/{word}/nothing-of-ours/").url_name
            except Resolver404:
                continue
            assert found != "lesson_or_page", word


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_editors_may_hide_an_address_of_the_interface(language: str) -> None:
    first = {text.split("/")[0].rstrip("$") for text in interface(language)} - {"", "_util"}  # no slug begins with _
    assert first - RESERVED_SLUGS == set()
