"""The editing interface opens in the language of the account."""

import re

import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from tests.factories.people import person
from tests.factories.sql import counted

HOME = {"fr": "Tableau de bord", "en": "Dashboard"}


def opened(client: Client, **headers: str) -> tuple[str, str, str]:
    """(language of the page, language of the answer, title of the page)."""
    response = client.get("/cms/", headers=headers)
    html = response.content.decode()
    lang = re.search(r'<html[^>]* lang="(\w+)', html)
    title = re.search(r"<title>(.*?)</title>", html, re.S)
    assert lang
    assert title
    return lang[1], response["Content-Language"], " ".join(title[1].split())


@pytest.mark.django_db
@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("accepted", ["fr", "en", "de"])
def test_the_account_decides_not_the_browser(locale, accepted, mini_pack):
    client = Client()
    client.force_login(person("eve", "Editor", locale=locale))
    lang, answered, title = opened(client, accept_language=accepted)
    assert (lang, answered) == (locale, locale)
    assert HOME[locale] in title


@pytest.mark.django_db
def test_a_language_chosen_in_the_editing_interface_comes_first(mini_pack, cleo, cleo_client):
    UserProfile.objects.create(user=cleo, preferred_language="en")
    assert opened(cleo_client, accept_language="fr")[0] == "en"


@pytest.mark.django_db
def test_the_site_itself_keeps_the_language_of_its_address(mini_pack):
    client = Client()
    client.force_login(person("eve", "Editor", locale="en"))
    assert 'lang="fr"' in client.get("/fr/").content.decode()


@pytest.mark.django_db
def test_it_costs_no_statement(mini_pack, cleo, settings):
    def cost() -> int:
        client = Client()
        client.force_login(cleo)
        client.get("/cms/pages/")
        with counted() as seen:
            assert client.get("/cms/pages/").status_code == 200
        return len(seen)

    found = cost()
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "CmsLanguage" not in name]
    assert cost() == found
