"""The words of the site are read beside the requests: a search never waits for them."""

import threading
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.management import call_command

from cms.catalogue import current_version, held, renew
from cms.models import LessonPage
from cms.search import find
from cms.vocabulary import NAME, prepare
from lib.background import background
from tests.factories.databases import PACKS
from tests.factories.sql import counted


@pytest.fixture
def serving() -> Iterator[None]:
    background.serving, background.pause, before = True, 0, background.pause
    yield
    background.serving, background.pause = False, before
    finished()


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
    assert "rate" in held(NAME.format("en")).words


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("mini_pack", "serving")
def test_publishing_has_the_words_read_without_any_search() -> None:
    page = LessonPage.objects.get(code="taux", locale__language_code="fr")
    page.title = "Zygomatique"
    page.save_revision().publish()
    finished()
    assert "zygomatique" in held(NAME.format("fr")).words
    assert find("zigomatique", language="fr").suggestion == "Zygomatique"
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
