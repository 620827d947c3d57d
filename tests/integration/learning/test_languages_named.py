"""Words in the other language say which one it is, for whoever hears the page."""

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from accounts.models import User
from cms.catalogue import renew
from tests.factories.learner import lesson, page, url
from tests.factories.work import decide, hand_in_link, hand_in_report, review_url, write_report
from tests.integration.learning.test_notes import write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "here", "shown"),
    [
        ("fr", "en", ' lang="fr"'),
        ("en", "fr", ' lang="en"'),
        ("fr", "fr", ""),
        (None, "en", ""),
        ('"><script>', "en", ""),
    ],
)
def test_only_what_is_known_and_differs(language: str | None, here: str, shown: str) -> None:
    with translation.override(here):
        assert Template("<p{{ x|if_other }}>").render(Context({"x": language})) == f"<p{shown}>"


def test_notes(ada_client: Client) -> None:
    write(ada_client, "Rappeler Nour", quote="Écrivez la base")  # on the French page
    english = ada_client.get(url("notes", language="en")).content.decode()
    assert '<blockquote class="quoted" lang="fr">Écrivez la base' in english
    assert 'class="mw-44 stack g-2 anywhere" lang="fr"' in english
    assert '<q class="quoted" lang="fr">' in ada_client.get(lesson("taux").url["en"]).content.decode()
    french = ada_client.get(url("notes")).content.decode()
    assert '<blockquote class="quoted">Écrivez la base' in french


def test_the_desk_and_what_comes_back(ada: User, ada_client: Client, mira_client: Client) -> None:
    review = hand_in_link(ada_client, note="Voici mon tri.")
    place = review_url(review)
    assert '<div class="serif" lang="fr"><p>Voici mon tri.' in mira_client.get(_en(place)).content.decode()
    assert '<div class="serif"><p>Voici mon tri.' in mira_client.get(place).content.decode()
    decide(mira_client, review, "returned", "Il manque la base.")
    html = ada_client.get(url("work", review.subject, language="en")).content.decode()
    assert '<div class="serif" lang="fr"><p>Il manque la base.' in html
    assert '<div class="serif" lang="fr"><p>Voici mon tri.' in html
    report = hand_in_report(ada_client)
    assert (
        '<article class="doc sheet stack g-5" lang="fr">' in mira_client.get(_en(review_url(report))).content.decode()
    )


def test_titles_that_fall_back_on_french(ada_client: Client) -> None:
    write_report(ada_client)
    page("tri", "en").unpublish()
    renew()
    title = lesson("tri").title["fr"]
    for place in (url("documents", language="en"), "/en/modules/measurement/"):
        html = ada_client.get(place).content.decode()
        assert f' lang="fr">{title}<' in html, place
        assert f">{lesson('taux').title['fr']}<" not in html


def _en(address: str) -> str:
    return address.replace("/fr/", "/en/", 1)
