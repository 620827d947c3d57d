"""The header says where one is: one main link is marked, and in the account menu one at most."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from tests.factories.learner import block, lesson, module, path, url

pytestmark = pytest.mark.django_db

MAIN = {
    "learning:dashboard": "learning:dashboard",
    "learning:path": "learning:dashboard",
    "learning:review": "learning:dashboard",
    "learning:documents": "learning:dashboard",
    "learning:notes": "learning:dashboard",
    "learning:rhythm": "learning:dashboard",
    "career:rehearsals": "learning:dashboard",
    "accounts:profile": "learning:dashboard",
    "accounts:notifications": "learning:dashboard",
    "skills:tracker": "skills:tracker",
    "skills:version": "skills:tracker",
    "skills:ladder": "skills:tracker",
    "portfolio:create": "portfolio:gallery",
    "portfolio:gallery": "portfolio:gallery",
}
MENU = {
    "learning:documents": "learning:documents",
    "learning:notes": "learning:notes",
    "career:rehearsals": "career:rehearsals",
    "accounts:profile": "accounts:profile",
    "accounts:data": "accounts:data",
    "learning:dashboard": None,
    "learning:review": None,
}


def marked(html: str, nav: str) -> list[str]:
    """The addresses marked as current in the navigation of this name."""
    found = re.search(rf'<nav class="nav" aria-label="(?:{nav})">(.*?)</nav>', html, re.S)
    assert found
    # The main links lead to sections, those of the account to pages.
    kind = "page" if nav == "Mon compte" else "true"
    return re.findall(rf'<a href="([^"]+)" aria-current="{kind}"', found[1])


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_main_link_of_a_page(mini_pack: None, ada_client: Client, language: str) -> None:
    with translation.override(language):
        found = {name: marked(shown(ada_client, reverse(name)), "Principale|Main") for name in MAIN}
        assert found == {name: [reverse(link)] for name, link in MAIN.items()}


def test_the_link_of_the_account_menu(mini_pack: None, ada_client: Client) -> None:
    found = {name: marked(shown(ada_client, reverse(name)), "Mon compte") for name in MENU}
    assert found == {name: [reverse(link)] if link else [] for name, link in MENU.items()}


@pytest.mark.parametrize("signed_in", [False, True])
def test_pages_of_editors_and_what_is_done_in_a_lesson_belong_to_the_paths(
    mini_pack: None, client: Client, ada: User, signed_in: bool
) -> None:
    if signed_in:
        client.force_login(ada)
    paths = [reverse("learning:path_index")]
    for address in ("/fr/parcours/", "/fr/modules/", "/fr/lecons/", module().url["fr"], path().url["fr"]):
        assert marked(shown(client, address), "Principale") == paths, address
    assert marked(shown(client, "/fr/"), "Principale") == []
    answered = client.post(url("activity", lesson("taux").key, block("taux", "avant"))).content.decode()
    assert marked(answered, "Principale") == paths


def test_the_lesson_of_a_visitor_belongs_to_the_paths(mini_pack: None, client: Client) -> None:
    html = shown(client, lesson("taux").url["fr"])
    assert marked(html, "Principale") == [reverse("learning:path_index")]
