"""One word for the language of what is edited, in both languages of the editing interface."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from accounts.models import User
from cms.models import LessonPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]
WORDS = {"fr": ("Langue", "Langues"), "en": ("Language", "Languages")}
OTHERS = {"Locale", "Locales", "Région", "Régions"}


def words(client: Client, address: str) -> set[str]:
    """Every label, heading of a column and name of a filter."""
    answer = client.get(address)
    assert answer.status_code == 200
    html = answer.json()["html"] if answer["Content-Type"].startswith("application/json") else answer.content
    page = BeautifulSoup(html, "html.parser")
    found = page.select("label, th, legend, h2, h3, button, .w-field__label")
    return {" ".join(tag.get_text().split()).rstrip(" *:") for tag in found}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_lists_and_choosers_name_the_language(language: str, cleo: User, cleo_client: Client) -> None:
    UserProfile.objects.create(user=cleo, preferred_language=language)
    one, many = WORDS[language]
    page = LessonPage.objects.filter(locale__language_code="fr").first()
    assert page
    alone = LessonPage(title="Seule", objective="Voir.", minutes=5, locale=page.locale)
    page.get_parent().add_child(instance=alone)
    wanted = {
        reverse("wagtailsnippets_cms_question:list"): one,
        reverse("wagtailsnippetchoosers_cms_question:choose"): one,
        reverse("wagtailsnippetchoosers_cms_glossaryterm:choose"): one,
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]): one,
        reverse("wagtail_localize:submit_page_translation", args=[alone.pk]): many,
    }
    for address, word in wanted.items():
        found = words(cleo_client, address)
        assert word in found, (address, found)
        assert not found & OTHERS, (address, found)
