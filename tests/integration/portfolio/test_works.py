"""A campaign handed in for a task: frozen as it stands, verified only with an imported figure."""

import datetime as dt
from decimal import Decimal

import pytest

from learning.domain.reviewed import shown
from learning.models import SubmissionVersion
from portfolio import works
from portfolio.domain import editing, importing
from portfolio.models import Campaign

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)


def imported(campaign, export):
    _, pending = importing.start(campaign, name="jours.csv", data=export("generic-daily-fr.csv"), today=TODAY)
    importing.apply(pending, today=TODAY, locale="fr")


def test_own_campaigns_are_offered_and_nobody_elses(ada, ben, campaign):
    assert works.offered(ada.pk, "en") == [(str(campaign.uuid), "La nuit du levain")]
    assert works.offered(ben.pk, "fr") == []
    assert works.freeze(ben.pk, str(campaign.uuid), "fr") is None
    assert works.freeze(ada.pk, "nonsense", "fr") is None


def test_a_campaign_without_imported_figures_is_no_verified_campaign(ada, campaign):
    editing.declare(campaign, metric="clicks", value=Decimal(12))
    frozen = works.freeze(ada.pk, str(campaign.uuid), "fr")
    assert (frozen.requirements, frozen.practice, frozen.work_key) == ((), True, str(campaign.uuid))
    assert frozen.content["texts"] == {"goal": "<p>But</p>", "actions": "<p>Faits</p>"}


def test_an_imported_figure_verifies_it(ada, campaign, export):
    imported(campaign, export)
    frozen = works.freeze(ada.pk, str(campaign.uuid), "en")
    assert frozen.requirements[0] == ("campaign_reviewed", "")
    assert ("campaign_reviewed", "ctr") in frozen.requirements
    assert {figure["kind"] for figure in frozen.content["figures"]} == {"imported"}
    Campaign.objects.all().delete()
    assert frozen.content["title"] == "La nuit du levain"  # what was handed in outlives the campaign


def test_who_reads_it_reads_the_names_of_figures_in_their_own_language(ada, campaign, export):
    imported(campaign, export)
    content = works.freeze(ada.pk, str(campaign.uuid), "fr").content
    version = SubmissionVersion(content={"kind": "campaign", "work": content}, task={})
    told = {language: shown(version, language)["content"]["work"] for language in ("fr", "en")}
    names = {language: {figure["name"] for figure in work["figures"]} for language, work in told.items()}
    assert "Taux de clics (CTR)" in names["fr"]
    assert "Click-through rate (CTR)" in names["en"]
    assert told["fr"]["figures"] == content["figures"]
    assert "," in told["fr"]["figures"][0]["value"] or "\xa0" in told["fr"]["figures"][0]["value"]
    assert told["en"]["title"] == told["fr"]["title"]  # what somebody wrote stays as it was written
    before = {name: value for name, value in content.items() if name != "spoken"}
    old = SubmissionVersion(content={"kind": "campaign", "work": before}, task={})
    assert shown(old, "en")["content"]["work"] == before
