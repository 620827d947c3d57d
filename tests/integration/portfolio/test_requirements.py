"""What a campaign and a portfolio put in the ledger for the ladder, and take back."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from portfolio import works
from portfolio.domain import editing, importing, proving, publishing
from portfolio.models import Campaign, Visibility
from skills.domain import ledger
from skills.domain.rebuild import differences
from skills.models import Evidence

from .conftest import TEXT, TODAY

pytestmark = pytest.mark.django_db
STORY = {**TEXT, "audience": "Le quartier", "lessons": "Commencer par le soir"}


def claims(user):
    rows = Evidence.objects.filter(user=user, claim_kind="requirement", withdrawn_at=None)
    return sorted(rows.values_list("claim_code", flat=True))


def change(campaign, texts=None, **fields):
    campaign.refresh_from_db()
    kept = {name: getattr(campaign, name) for name in ("skills", "practice", "traits", "client", "channels")}
    editing.save_campaign(campaign, fields=kept | fields, texts=texts or {}, version=campaign.version)


def imported(campaign, export):
    _, pending = importing.start(campaign, name="jours.csv", data=export("generic-daily-fr.csv"), today=TODAY)
    return importing.apply(pending, today=TODAY, locale="fr")


def met(ada, campaign):
    return works.freeze(ada.pk, str(campaign.uuid), "fr").requirements


def test_a_trend_counts_with_its_result_only(ada, campaign, export):
    publishing.publish(campaign)
    assert claims(ada) == ["campaign_published:"]
    change(campaign, traits=["trend"])
    assert claims(ada) == ["campaign_published:"]
    editing.declare(campaign, metric="other", label="Commandes", before=Decimal(2), value=Decimal(4))
    assert claims(ada) == ["campaign_published:", "campaign_published:trend"]
    editing.undeclare(campaign, metric="other", label="Commandes")
    assert claims(ada) == ["campaign_published:"]
    file = imported(campaign, export)
    assert claims(ada) == ["campaign_published:", "campaign_published:trend"]
    importing.undo(file)
    assert claims(ada) == ["campaign_published:"]
    imported(campaign, export)
    publishing.unpublish(campaign)
    assert claims(ada) == []
    assert differences(ada.pk) == []


def test_a_portfolio_counts_while_it_is_public_and_shows_something(ada, portfolio, campaign):
    publishing.set_visibility(portfolio, visibility=Visibility.PUBLIC)
    assert claims(ada) == []
    publishing.publish(campaign)
    assert claims(ada) == ["campaign_published:", "campaign_published:portfolio"]
    row = Evidence.objects.get(claim_code="campaign_published:portfolio")
    assert row.practice is True  # nothing but practice in it
    change(campaign, practice=False)
    row = Evidence.objects.get(claim_code="campaign_published:portfolio", withdrawn_at=None)
    assert row.practice is False
    line = next(line for line in ledger.read(ada.pk, "fr") if line.proof.source_kind == "portfolio")
    assert line.source.url == "/fr/me/portfolio/"
    for visibility in (Visibility.UNLISTED, Visibility.PUBLIC, Visibility.PRIVATE):
        publishing.set_visibility(portfolio, visibility=visibility)
        public = visibility == Visibility.PUBLIC
        assert ("campaign_published:portfolio" in claims(ada)) is public
    publishing.set_visibility(portfolio, visibility=Visibility.PUBLIC)
    editing.delete_campaign(campaign)
    assert claims(ada) == []


def test_what_a_reviewed_campaign_shows(ada, campaign, export):
    assert met(ada, campaign) == ()
    _, pending = importing.start(campaign, name="d.csv", data=export("generic-daily-en.csv"), today=TODAY)
    importing.answer(pending, answers={"currency": "EUR"})
    importing.apply(pending, today=TODAY, locale="fr")
    change(campaign, traits=["coordinated"], channels=["Instagram", "Newsletter"])
    found = met(ada, campaign)
    plain = {target for kind, target, *_ in found if kind == "campaign_reviewed"}
    assert {"", "ctr", "multichannel", "coordinated", "full-funnel", "brands"} <= plain
    assert "roi" not in plain
    editing.declare(campaign, metric="cost", value=Decimal(100), currency="EUR")
    assert ("campaign_reviewed", "roi") in met(ada, campaign)
    assert "case_study" not in {row[0] for row in found}
    change(campaign, traits=[], channels=["Instagram"], client="  ")
    plain = {target for kind, target, *_ in met(ada, campaign)}
    assert plain & {"multichannel", "coordinated", "brands"} == set()


def test_two_campaigns_for_one_brand_are_one_brand(ada, portfolio, campaign, export):
    fields = {
        "starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2026, 9, 30), "budget": None, "currency": "EUR",
        "channels": [], "skills": [], "practice": False, "client": " LUNE ", "traits": [],
    }  # fmt: skip
    other = editing.create_campaign(portfolio, fields=fields, texts={"fr": TEXT, "en": {}})
    brands = []
    for one in (campaign, other):
        imported(one, export)
        brands += [row[2] for row in met(ada, one) if row[:2] == ("campaign_reviewed", "brands")]
    assert len(brands) == 2
    assert len(set(brands)) == 1
    change(other, client="Sillon")
    assert [row[2] for row in met(ada, other) if row[1] == "brands"] != brands[:1]


def test_a_case_study_is_the_whole_story_with_a_figure(ada, campaign):
    change(campaign, texts={"fr": STORY, "en": {}})
    assert met(ada, campaign) == ()
    editing.declare(campaign, metric="other", label="Commandes", before=Decimal(2), value=Decimal(4))
    assert met(ada, campaign) == (("case_study", ""),)
    change(campaign, texts={"fr": {**STORY, "lessons": ""}, "en": {}})
    assert met(ada, campaign) == ()


def test_traits_are_those_offered_and_nobody_elses(client, ada, ben, campaign):
    url = reverse("portfolio:campaign", args=[campaign.uuid])
    data = {
        "version": campaign.version, "client": "Lune", "starts_on": "2026-09-01", "ends_on": "2026-09-30",
        "currency": "EUR", "fr-title": "T", "fr-role": "R", "fr-goal": "G", "fr-actions": "A",
    }  # fmt: skip
    client.force_login(ben)
    assert client.post(url, data | {"traits": ["trend"]}).status_code == 404
    client.force_login(ada)
    for forged in ("portfolio", "multichannel", "roi", "x\0y", "x" * 5000):
        assert client.post(url, data | {"traits": [forged]}).status_code in (400, 422)
    assert client.post(url, data | {"traits": ["trend", "coordinated"]}).status_code == 302
    assert Campaign.objects.get().traits == ["trend", "coordinated"]


def test_every_proof_of_campaigns_is_named_by_one_statement(
    ada, portfolio, campaign, shown, export, django_assert_num_queries
):
    fields = {name: getattr(campaign, name) for name in ("client", "starts_on", "ends_on", "channels", "skills")}
    english = {**TEXT, "title": "Bread at night"}
    other = editing.create_campaign(portfolio, fields=fields, texts={"fr": {**TEXT, "title": "Autre"}, "en": english})
    imported(other, export)
    publishing.publish(other)
    for language, titles in (("fr", {"Autre", "La nuit du levain"}), ("en", {"Bread at night", "La nuit du levain"})):
        ledger.read(ada.pk, language)  # what a process reads once
        with django_assert_num_queries(2):  # the ledger, and the campaigns
            lines = [line for line in ledger.read(ada.pk, language) if line.proof.source_kind != "portfolio"]
        assert {line.proof.source_kind for line in lines} == {"campaign", "campaign_import"}
        assert {line.source.title for line in lines} == titles
        for line in lines:
            uuid = campaign.uuid if line.source.title == "La nuit du levain" else other.uuid
            assert line.proof.source_key == str(uuid)
            assert line.source.url == f"/{language}/me/campaigns/{uuid}/"


def test_rebuilding_finds_what_was_published_before(ada, portfolio, campaign):
    publishing.publish(campaign)
    publishing.set_visibility(portfolio, visibility=Visibility.PUBLIC)
    Evidence.objects.all().delete()
    assert len(proving.rebuild(True)) == 2
    assert claims(ada) == []
    proving.rebuild(False)
    assert claims(ada) == ["campaign_published:", "campaign_published:portfolio"]
    assert proving.rebuild(True) == []
