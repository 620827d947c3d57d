"""Choosing a question for a lesson lists those in the language of the lesson; all of them where the editor asks."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import LessonIndexPage, LessonPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mini_pack")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_form_names_its_language_and_the_list_keeps_to_it(language: str, paula_client: Client) -> None:
    page = LessonPage.objects.filter(locale__language_code=language).order_by("pk")[0]
    index = LessonIndexPage.objects.get(locale__language_code=language)
    forms = [reverse("wagtailadmin_pages:add", args=["cms", "lessonpage", index.pk])]
    if language == "fr":  # English is edited text by text, and chooses nothing
        forms.append(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    for where in forms:
        html = paula_client.get(where).content.decode()
        config = re.search(r'<script id="wagtail-config" type="application/json">(.*?)</script>', html, re.S)
        assert config is not None
        assert json.loads(config[1])["ACTIVE_CONTENT_LOCALE"] == language  # what the chooser of Wagtail asks with
    choose = reverse("wagtailsnippetchoosers_cms_question:choose_results")
    shown = paula_client.get(choose, {"locale": language}).context["results"]
    assert {row.locale.language_code for row in shown} == {language}
    everything = paula_client.get(choose, {"locale": ""}).context["results"]
    assert {row.locale.language_code for row in everything} == {"fr", "en"}
