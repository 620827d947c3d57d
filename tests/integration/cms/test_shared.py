"""The page that visitors share: drawn once, no token of anybody in it, never given to somebody with a session."""

import re

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from cms.catalogue import VERSION_KEY
from cms.middleware import shared_key
from cms.models import LessonPage
from tests.factories.fresh import forget

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture
def url(mini_pack: None) -> str:
    forget()
    page = LessonPage.objects.live().filter(locale__language_code="fr").first()
    assert page is not None
    return str(page.url)


def test_a_second_visitor_costs_no_statement(url, queries):
    first = Client().get(url)
    with queries(0):
        second = Client().get(url)
    assert TOKEN.sub("", second.content.decode()) == TOKEN.sub("", first.content.decode())
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert "private" in second["Cache-Control"]


def test_tokens_belong_to_their_reader_and_work(url):
    Client().get(url)
    one, two = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    pages = [client.get(url).content.decode() for client in (one, two)]
    tokens = [TOKEN.search(page)[1] for page in pages]
    assert tokens[0] != tokens[1]
    assert one.post("/fr/theme/", {"theme": "dark", "csrfmiddlewaretoken": tokens[0]}).status_code == 302
    assert one.post("/fr/theme/", {"theme": "dark", "csrfmiddlewaretoken": tokens[1]}).status_code == 403


@pytest.mark.parametrize("query", ["in=nobody-knows", "in=a&in=b", "in=x&y=1", "lang=xx"])
def test_invented_questions_are_answered_and_not_kept(url: str, rf: RequestFactory, query: str) -> None:
    assert Client().get(f"{url}?{query}").status_code == 200
    key = shared_key(rf.get(f"{url}?{query}"))
    assert key is None or cache.get(key) is None


def test_somebody_signed_in_gets_a_page_of_their_own(url, ada_client):
    visitor = Client().get(url).content.decode()
    own = ada_client.get(url).content.decode()
    again = Client().get(url).content.decode()
    assert "Ada" in own or "account/logout" in own
    assert "account/logout" not in again
    assert TOKEN.sub("", visitor) == TOKEN.sub("", again)


def test_publishing_shows_at_once(url, django_capture_on_commit_callbacks):
    Client().get(url)
    page = LessonPage.objects.live().get(
        url_path__endswith=f"/{url.strip('/').split('/')[-1]}/", locale__language_code="fr"
    )
    page.title = "Un titre neuf"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert "Un titre neuf" in Client().get(url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert Client().get(url).status_code == 404


def test_themes_and_modules_are_kept_apart_and_odd_addresses_are_not_kept(url):
    client = Client()
    assert 'data-theme="dark"' not in client.get(url).content.decode()
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in client.get(url).content.decode()
    assert Client().get(url, {"in": "<script>alert(1)</script>"}).status_code == 200
    assert "alert(1)" not in Client().get(url, {"in": "<script>alert(1)</script>"}).content.decode()


def test_what_another_process_unpublished_is_not_kept_under_its_new_version(url):
    assert Client().get(url).status_code == 200
    LessonPage.objects.update(live=False)
    cache.set(VERSION_KEY, "of-another-process", None)
    assert [Client().get(url).status_code for _ in range(2)] == [404, 404]
