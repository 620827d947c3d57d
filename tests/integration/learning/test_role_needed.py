"""Editing pages of publishers tell other staff what they are, which role opens them and who gives it."""

import uuid
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cms.models import LessonPage
from tests.factories.people import person
from tests.factories.sql import counted

pytestmark = pytest.mark.django_db


def doors() -> dict[str, tuple[str, str]]:
    """Address → (title in French, in English)."""
    page = LessonPage.objects.get(code="taux", locale__language_code="fr")
    given = ("Prérequis levés", "Prerequisites lifted")
    judged = ("Rejuger des réponses", "Judge answers again")
    return {
        reverse("regrade_index"): judged,
        reverse("regrade", args=[uuid.uuid4()]): judged,
        reverse("prerequisite_waivers"): given,
        reverse("prerequisite_waiver_revoke", args=[7]): given,
        reverse("extra_attempts"): ("Essais accordés", "Attempts given"),
        reverse("publishing_impact", args=[page.pk]): ("Ce que publier change", "What publishing changes"),
        "/cms/snippets/portfolio/featuredportfolio/": ("Portfolios à la une", "Featured portfolios"),
        "/cms/snippets/portfolio/featuredportfolio/add/": ("Portfolios à la une", "Featured portfolios"),
    }


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_an_editor_reads_what_the_page_is_and_who_opens_it(mini_pack: None, root: User, locale: str) -> None:
    client = Client()
    client.force_login(person("eve", "Editor", "Mentor", locale=locale))
    for address, titles in doors().items():
        for answer in (client.get(address), client.post(address)):
            html = unescape(answer.content.decode())
            assert answer.status_code == 403, address
            assert html.count("<h1") == 1
            assert titles[locale == "en"] in html
            assert "Root" in html
            assert answer.context["group"] == "Publisher"
            assert len(answer.context["own"]) == 2
    assert reverse("wagtailadmin_home") in html


def test_importing_questions_is_for_editors(mini_pack: None, root: User) -> None:
    walter = person("walter", "Mentor")
    walter.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(walter)
    for answer in (client.get("/cms/snippets/cms/question/import/"), client.post("/cms/snippets/cms/question/import/")):
        assert (answer.status_code, answer.context["group"]) == (403, "Editor")


def test_the_draft_is_a_click_away(mini_pack: None, cleo_client: Client) -> None:
    page = LessonPage.objects.get(code="taux", locale__language_code="fr")
    answer = cleo_client.get(reverse("publishing_impact", args=[page.pk]))
    assert answer.context["back"][1] == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_names_are_what_administrators_show_of_themselves(mini_pack: None, cleo_client: Client, root: User) -> None:
    """Neither an e-mail address nor somebody who left."""
    person("zoe", "Administrator")
    User.objects.filter(email="zoe@example.test").update(is_active=False)
    root.display_name = "<b>Rose</b>"
    root.save()
    answer = cleo_client.get(reverse("extra_attempts"))
    assert answer.context["givers"] == ["<b>Rose</b>"]
    html = answer.content.decode()
    assert "&lt;b&gt;Rose&lt;/b&gt;" in html
    assert "root@example.test" not in html
    User.objects.filter(is_superuser=True).update(display_name="")
    assert cleo_client.get(reverse("extra_attempts")).context["givers"] == []


def test_scripts_and_outsiders_get_no_page(mini_pack: None, cleo_client: Client, ada_client: Client) -> None:
    for address in doors():
        answer = cleo_client.get(address, headers={"X-Requested-With": "XMLHttpRequest"})
        assert answer.status_code == 403
        assert "Root" not in answer.content.decode()
        assert ada_client.get(address).status_code == 403
        outside = Client().get(address)
        assert (outside.status_code, outside["Location"]) == (302, f"/account/go/login/?next={address}")


def test_the_refusal_asks_for_the_names_once(mini_pack: None, cleo_client: Client) -> None:
    cleo_client.get(reverse("extra_attempts"))
    with counted() as seen:
        cleo_client.get(reverse("extra_attempts"))
    asked = [text for text in seen.statements if "is_superuser" in text.split("WHERE")[-1]]
    assert len(asked) == 1
