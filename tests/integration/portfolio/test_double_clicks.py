"""The second click, and the other tab: an answer in words, never an error page, and no file lost."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from lib import files
from portfolio.domain import importing, publishing
from portfolio.models import PendingImport, Portfolio
from portfolio.text_forms import MAX_TEXT, CampaignTextForm

from .conftest import TODAY

pytestmark = pytest.mark.django_db
CSV = b"date,campaign,impressions,clicks,cost,conversions,revenue\n2026-03-01,A,1000,10,1,1,1\n"


def test_an_address_taken_between_check_and_save(ada, ben, monkeypatch):
    publishing.create_portfolio(ada, handle="taken", language="fr")
    mine = publishing.create_portfolio(ben, handle="ben", language="fr")
    monkeypatch.setattr(publishing, "check_handle", lambda *args, **kwargs: None)
    with pytest.raises(ValidationError):
        publishing.rename(mine, handle="taken")
    mine.refresh_from_db()
    assert mine.handle == "ben"
    assert not mine.retired_handles.exists()
    mine.delete()
    client = Client()
    client.force_login(ben)
    answer = client.post(reverse("portfolio:create"), {"handle": "taken", "language": "fr", "headline": "Je."})
    assert answer.status_code == 422
    assert not Portfolio.objects.filter(user=ben).exists()


def test_making_it_twice_makes_one(ada):
    first = publishing.create_portfolio(ada, handle="ada", language="fr")
    assert publishing.create_portfolio(ada, handle="ada", language="fr") == first


def test_an_import_cancelled_meanwhile_is_not_applied(campaign):
    _, pending = importing.start(campaign, name="a.csv", data=CSV, today=TODAY)
    assert pending
    PendingImport.objects.all().delete()
    with pytest.raises(importing.NotReady):
        importing.apply(pending, today=TODAY, locale="fr")
    assert not campaign.result_files.exists()


def test_applying_twice_says_so_and_keeps_the_file(campaign, django_capture_on_commit_callbacks):
    _, pending = importing.start(campaign, name="a.csv", data=CSV, today=TODAY)
    again = PendingImport.objects.get(pk=pending.pk)
    stored = importing.apply(pending, today=TODAY, locale="fr")
    with pytest.raises(importing.AlreadyImported):
        importing.apply(again, today=TODAY, locale="fr")
    with django_capture_on_commit_callbacks(execute=True):
        importing.cancel(campaign)
    assert files.load(stored.path) == CSV


def test_a_text_has_an_end():
    text = {"title": "T", "role": "R", "goal": "g" * (MAX_TEXT + 1), "actions": "a"}
    assert set(CampaignTextForm(text, required=True).errors) == {"goal"}
