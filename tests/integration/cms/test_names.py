"""What the editing interface calls things: plurals are said, not made with an s; account pages share one layout."""

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

pytestmark = pytest.mark.django_db
OURS = ("accounts", "skills", "cms", "learning", "portfolio")


def test_every_model_of_the_editing_interface_says_its_plural():
    found = [model for model in (*get_page_models(), *get_snippet_models()) if model._meta.app_label in OURS]
    assert len(found) >= 12
    assert [m.__name__ for m in found if "verbose_name_plural" not in m._meta.original_attrs] == []


def test_the_interface_offers_only_zones_that_browsers_know(settings):
    """The system's list holds "localtime", on which the list of the browser fails."""
    zones = settings.WAGTAIL_USER_TIME_ZONES
    assert [name for name in zones if "/" not in name] == ["UTC"]
    assert "Europe/Paris" in zones


@pytest.mark.parametrize("name", ["accounts:profile", "accounts:notifications", "accounts:data", "usersessions_list"])
def test_account_links_stand_on_one_side(ada_client, name):
    with translation.override("en"):
        page = ada_client.get(reverse(name)).content.decode()
    main = page[page.index("<main") :]
    assert main.count('<nav class="subnav"') == 1
    assert main.index('<nav class="subnav"') < main.index("<h1")
    assert "<aside" not in main
