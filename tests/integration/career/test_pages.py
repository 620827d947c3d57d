"""What pages allow the browser, which campaigns they name, and what they compare."""

import datetime as dt

import pytest
from django.test import Client

from accounts.models import User
from career.models import RehearsalAnswer
from portfolio.models import Campaign, CampaignText, DeclaredFigure, Portfolio
from tests.factories.rehearsals import begun, finished, send, url

pytestmark = pytest.mark.django_db


def campaign(user: User, slug: str, **fields: object) -> Campaign:
    portfolio, _ = Portfolio.objects.get_or_create(user=user, defaults={"handle": user.display_name, "language": "fr"})
    day = dt.date(2026, 3, 1)
    row = Campaign.objects.create(portfolio=portfolio, slug=slug, starts_on=day, ends_on=day, **fields)
    CampaignText.objects.create(campaign=row, locale="fr", title=f"Campagne {slug}", role="R", goal="G", actions="A")
    return row


def test_only_the_page_of_the_question_may_use_the_microphone(ada: User, ada_client: Client) -> None:
    row = begun(ada)
    page = ada_client.get(url("answer", row.uuid, 1))
    assert "microphone=(self)" in page["Permissions-Policy"]
    assert "media-src 'self' blob:" in page["Content-Security-Policy"]
    assert "connect-src 'self'" in page["Content-Security-Policy"]
    other = ada_client.get(url("rehearsals"))
    assert "microphone=()" in other["Permissions-Policy"]
    assert "blob:" not in other["Content-Security-Policy"]
    assert page["Cache-Control"] == "private, no-store"


def test_campaigns_that_would_answer_are_ones_own(ada: User, ben: User, ada_client: Client) -> None:
    mine = campaign(ada, "mienne", skills=["mesure-kpi"])
    campaign(ada, "autre", skills=["redaction-web"])
    campaign(ben, "ben", skills=["mesure-kpi"])
    DeclaredFigure.objects.create(campaign=mine, metric="other", label="Places vendues", value=258)
    row = begun(ada)
    assert "Campagne mienne" not in ada_client.get(url("answer", row.uuid, 1)).content.decode()
    send(ada_client, row.uuid)
    html = ada_client.get(url("self_review", row.uuid, 1)).content.decode()
    assert ("Campagne mienne" in html, "Campagne autre" in html, "Campagne ben" in html) == (True, False, False)
    assert "Places vendues" in html


def test_rehearsals_are_compared_by_dimension_and_by_question(ada: User, ada_client: Client) -> None:
    html = ada_client.get(url("compare", language="en")).content.decode()
    assert "Nothing to compare yet." in html
    for value in ("1", "3"):
        row = finished(ada)
        ada_client.post(url("self_review", row, 1), {"version": "2", "rate-structure": value, "note": f"note {value}"})
    html = ada_client.get(url("compare", language="en")).content.decode()
    assert "Structure goes from 1 to 3 over 2 rehearsals" in html
    assert html.count('<svg viewBox="0 0 300 132"') == 1
    assert "Quels réseaux avez-vous tenus ?" in html  # answered twice
    html = ada_client.get(url("question", "reseaux", language="en")).content.decode()
    assert html.index("note 3") < html.index("note 1")


def test_questions_are_named_in_the_language_of_the_reader_where_they_are_published(
    bank: None, ada: User, ada_client: Client
) -> None:
    finished(ada)
    finished(ada)
    french, english = "Quels réseaux avez-vous tenus ?", "Which networks have you run?"
    for page in (
        url("rehearsals", language="en"),
        url("compare", language="en"),
        url("question", "reseaux", language="en"),
    ):
        html = ada_client.get(page).content.decode()
        assert (english in html, french in html) == (True, False), page
    assert french in ada_client.get(url("rehearsals")).content.decode()


def test_questions_that_are_not_published_there_say_their_language(ada: User, ada_client: Client) -> None:
    finished(ada)
    html = ada_client.get(url("rehearsals", language="en")).content.decode()
    assert '<li lang="fr">Quels réseaux avez-vous tenus ?</li>' in html


def test_no_mark_and_no_sum_is_ever_stored(ada: User) -> None:
    finished(ada)
    names = {field.name for field in RehearsalAnswer._meta.get_fields()}
    assert not names & {"score", "mark", "total", "points"}


def test_a_question_is_gone_from_the_bank_and_old_answers_stay(ada: User, ada_client: Client) -> None:
    finished(ada)
    html = ada_client.get(url("question", "reseaux", language="en")).content.decode()
    assert ("a posté" in html, "Rehearse it once more" in html) == (True, False)


def test_the_bank_leads_to_a_rehearsal(catalogue_pack: None, visitor: Client) -> None:
    from cms.reference import get_reference

    page = get_reference().pages["interview"].url["en"]
    html = visitor.get(page).content.decode()
    assert f"{url('rehearsals', language='en')}?question=reseaux" in html


def test_words_found_are_named_and_never_ticked(ada: User, ada_client: Client) -> None:
    """One matching word says nothing of the point: the person who answered judges."""
    row = finished(ada, "Notre but était la portée.")
    html = ada_client.get(url("self_review", row, 1, language="en")).content.decode()
    points = html.split("What a strong answer contains")[1].split("The trap")[0]
    assert "whether the point is made is yours to judge" in points
    assert (points.count("mentioned"), points.count("its words are not in your answer")) == (1, 1)
    assert "<i>but</i>" in points
    assert "#i-check" not in points
    assert points.count('class="mark wait"') == 2
