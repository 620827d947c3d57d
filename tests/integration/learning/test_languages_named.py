"""Words in the other language say which one it is, for whoever hears the page."""

import re

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation
from django.utils.html import escape

from accounts.models import User
from cms.catalogue import renew
from skills.models import Review
from tests.factories.learner import begin, block, lesson, page, play_best, take_quiz, url
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
    assert f'<h1 class="fs-4">{review.title["en"]}<' in mira_client.get(_en(place)).content.decode()
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


def test_an_attempt_made_in_the_other_language(ada_client: Client) -> None:
    said = "This attempt was made in French: its questions and answers stay in French."
    made = take_quiz(ada_client, right=False)
    prompt = made.answers.select_related("version")[0].version.payload["prompt"]
    english = ada_client.get(url("result", made.uuid, language="en")).content.decode()
    assert said in english
    assert f'<span lang="fr">{escape(prompt)}</span>' in english
    assert not re.search(r"<(div|section)[^>]* lang=", english)  # the words around it are the page's
    french = ada_client.get(url("result", made.uuid)).content.decode()
    assert f"<span>{escape(prompt)}</span>" in french
    assert 'lang="fr"' not in french.split("<main")[1].split("</main>")[0]
    begun = begin(ada_client, language="en")
    html = ada_client.get(url("attempt", begun.uuid)).content.decode()
    assert '<legend class="b mb-4" lang="en">' in html
    assert re.search(r'<label class="opt"><input [^>]*><span lang="en">', html)


def test_a_run_played_in_the_other_language(ada_client: Client) -> None:
    said = "This run was played in French: its texts stay in French."
    run = play_best(ada_client)
    english = ada_client.get(url("debrief", run.uuid, language="en")).content.decode()
    assert said in english
    for dimension in run.version.payload["dimensions"]:
        assert f'<span lang="fr">{dimension["label"]}</span>' in english
    assert said not in ada_client.get(url("debrief", run.uuid)).content.decode()


def test_a_dashboard_and_a_document_that_fall_back_on_french(ada_client: Client) -> None:
    write_report(ada_client)
    for code in ("taux", "tri"):
        page(code, "en").unpublish()
    renew()
    taux, tri = lesson("taux").title["fr"], lesson("tri").title["fr"]
    assert f'“<span lang="fr">{taux}</span>”' in ada_client.get("/en/me/").content.decode()
    assert f'lang="fr">{taux}</a>' in ada_client.get("/en/me/path/").content.decode()
    place = lesson("tri").key, block("tri", "rapport")
    html = ada_client.get(url("document", *place, language="en")).content.decode()
    assert f'lang="fr">{tri}</a>' in html
    assert re.search(r'<h2 class="fs-1" lang="fr">', html)
    assert ' lang="fr"' not in ada_client.get(url("document", *place)).content.decode().split("<main")[1]


def test_the_title_of_a_review_is_in_the_language_that_it_has() -> None:
    review = Review(title={"fr": "Un tri", "en": "Un tri"})
    with translation.override("en"):
        assert (review.name, review.lang) == ("Un tri", "fr")
        review.title = {"fr": "Un tri", "en": "A sort"}
        assert (review.name, review.lang) == ("A sort", "en")
        assert (Review(title={}).name, Review(title={"fr": "Un tri"}).lang) == ("", "fr")


@pytest.mark.parametrize(
    ("address", "shown"),
    [("/fr/lecons/a/", ' lang="fr"'), ("/en/lessons/a/", ""), ("/p/ada/", ""), ("", ""), ('/"></', "")],
)
def test_the_language_that_an_address_leads_to(address: str, shown: str) -> None:
    with translation.override("en"):
        assert Template("<p{{ x|if_leads_abroad }}>").render(Context({"x": address})) == f"<p{shown}>"
        inner = Template("{{ t|told_at:x }}").render(Context({"x": address, "t": "<b>"}))
    assert inner == (f"<span{shown}>&lt;b&gt;</span>" if shown else "&lt;b&gt;")


def _en(address: str) -> str:
    return address.replace("/fr/", "/en/", 1)
