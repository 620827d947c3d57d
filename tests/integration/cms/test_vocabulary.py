"""The words of the site are read beside the requests: a search never waits for them."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from cms.catalogue import current_version, held, renew
from cms.models import LessonPage
from cms.search import find
from cms.spelling import _letters
from cms.vocabulary import NAME, prepare
from lib.background import background
from tests.factories.databases import PACKS
from tests.factories.sql import counted


@pytest.fixture
def serving() -> Iterator[None]:
    # A moment: a table in memory cannot be read while what publishing does at its end goes on.
    background.serving, background.pause, before = True, 0.1, background.pause
    yield
    background.serving, background.pause = False, before
    finished()


@pytest.fixture
def being_read() -> Callable[[], None]:
    """As after a publication or a start, while another process reads the words of the site."""

    def begin() -> None:
        renew()
        for language in ("fr", "en"):
            cache.set(f"cms.vocabulary.reading.{current_version()}.{language}", True)

    return begin


def finished() -> None:
    for thread in threading.enumerate():
        if thread.name == "background vocabulary":
            thread.join(30)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("mini_pack", "serving")
def test_the_first_search_answers_at_once_and_the_next_one_suggests() -> None:
    find("taux", language="fr")
    with counted() as seen:
        assert find("tauw", language="fr").suggestion == ""
    assert [text for text in seen.statements if "cms_lessonpage" in text] == []
    finished()
    assert find("tauw", language="fr").suggestion == "taux"
    assert find("tauw", language="fr").preparing is False
    assert "rate" in held(NAME.format("en")).words


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("mini_pack", "serving")
def test_publishing_has_the_words_read_without_any_search() -> None:
    page = LessonPage.objects.get(code="taux", locale__language_code="fr")
    page.title = "Zygomatique"
    with transaction.atomic():  # as in a request: a table in memory cannot be read while publishing goes on
        page.save_revision().publish()
    finished()
    assert "zygomatique" in held(NAME.format("fr")).words
    assert find("zigomatique", language="fr").suggestion == "Zygomatique"
    with transaction.atomic():
        page.unpublish()
    finished()
    assert find("zigomatique", language="fr").suggestion == ""


@pytest.mark.django_db
@pytest.mark.usefixtures("mini_pack")
def test_a_page_that_left_suggests_nothing_even_before_the_words_are_read_again() -> None:
    prepare()
    assert "zygomatique" not in held(NAME.format("fr")).words
    renew()
    assert held(NAME.format("fr")) is None


@pytest.mark.django_db
@pytest.mark.usefixtures("mini_pack")
def test_of_several_processes_one_reads() -> None:
    cache.set(f"cms.vocabulary.reading.{current_version()}.fr", True)
    prepare()
    assert held(NAME.format("fr")) is None
    assert "rate" in held(NAME.format("en")).words


@pytest.mark.django_db
def test_loading_a_pack_leaves_the_words_read(mini_pack: None) -> None:
    call_command("load_pack", str(PACKS / "mini"))
    assert "taux" in held(NAME.format("fr")).words


@pytest.mark.django_db
@pytest.mark.usefixtures("mini_pack")
@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Spelling suggestions are being prepared"), ("fr", "Les suggestions d’orthographe se préparent")],
)
def test_a_page_without_suggestion_says_that_they_are_being_prepared(
    client: Client, language: str, told: str, being_read: Callable[[], None]
) -> None:
    being_read()
    place = {"fr": "/fr/recherche/?q=zzz%26%22%3E", "en": "/en/search/?q=zzz%26%22%3E"}[language]
    page = client.get(place).content.decode()
    assert (told in page, f'href="{place}"' in page) == (True, True)
    assert told not in client.get(place.split("?")[0], {"q": "taux" if language == "fr" else "rate"}).content.decode()
    cache.clear()
    prepare()
    assert told not in client.get(place).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("mini_pack")
def test_words_read_before_a_publication_or_a_start_help_until_they_are_read_again(
    being_read: Callable[[], None],
) -> None:
    prepare()
    being_read()
    found = find("tauw", language="fr")
    assert (found.suggestion, found.preparing) == ("taux", False)
    assert held(NAME.format("fr")) is None


@pytest.mark.django_db
@pytest.mark.usefixtures("mini_pack")
@pytest.mark.parametrize("query", ["zigomatique", "zigomatique tauw"])
def test_words_read_before_tell_nothing_of_a_page_that_left(query: str, being_read: Callable[[], None]) -> None:
    page = LessonPage.objects.get(code="taux", locale__language_code="fr")
    page.title = "Zygomatique"
    page.save_revision().publish()
    renew()
    prepare()
    being_read()
    assert "Zygomatique" in find(query, language="fr").suggestion
    page.unpublish()
    being_read()
    found = find(query, language="fr")
    assert (found.suggestion, found.preparing) == ("", True)


@pytest.mark.django_db
@pytest.mark.usefixtures("mini_pack")
def test_a_correction_by_words_read_before_costs_no_search_for_each_of_many_words(
    being_read: Callable[[], None],
) -> None:
    prepare()
    being_read()
    few = find("tauw " + "taux " * 7, language="fr")
    assert (few.suggestion, few.preparing) == (("taux " * 8).strip(), False)
    with counted() as eight:
        find("tauw " + "taux " * 7, language="fr")
    with counted() as many:
        found = find("tauw " + "taux " * 50, language="fr")
    assert (found.suggestion, found.preparing) == ("", True)
    assert len(many.statements) < len(eight.statements)


@pytest.mark.django_db
@pytest.mark.usefixtures("mini_pack")
def test_a_word_put_right_is_found_although_others_are_found_without_it() -> None:
    prepare()
    words = held(NAME.format("fr"))
    words.words["zygomatique"] = ("Zygomatique", 40)
    words.by_length[11] = (*words.by_length.get(11, ()), ("zygomatique", _letters("zygomatique")))
    assert words.corrected("taux zigomatique") == "taux Zygomatique"
    found = find("taux zigomatique", language="fr")
    assert (found.total > 0, found.suggestion) == (True, "")
    assert find("tauw zzzz", language="fr").suggestion == "taux"
