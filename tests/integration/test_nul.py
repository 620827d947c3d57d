"""PostgreSQL keeps no NUL character: no text form of the accounts and portfolios fails on one, and none is stored."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models

from portfolio.domain import editing, importing, publishing
from portfolio.models import CampaignImage
from tests.factories.people import PASSWORD

NUL = "a\0b"
DAY = "2026-09-01"
TEXT = {"title": "T", "role": "R", "goal": "G", "audience": "", "actions": "A", "lessons": ""}
FACTS = {"client": "c", "starts_on": DAY, "ends_on": DAY, "budget": "", "currency": "EUR", "version": "1"}
STORY = {f"{code}-{name}": value for code in ("fr", "en") for name, value in TEXT.items()}
PROFILE = {"display_name": "Ada", "locale": "fr", "time_zone": "Europe/Paris"}
PORTFOLIO = {"handle": "ada", "language": "fr", "version": "1", "show_skills": "on"}
HEADS = {"fr-headline": "h", "fr-intro": "i", "en-headline": "h", "en-intro": "i"}
FIGURE = {"metric": "other", "label": "l", "before": "1", "value": "2", "currency": "EUR", "note": "n"}
SIGN_UP = {"display_name": "N", "email": "n@example.test", "password1": PASSWORD}

# Address below /en/, what a good form holds there. `*`: as a visitor.
FORMS = {
    "me/profile/": PROFILE,
    "me/data/erase/": {"email": "x@example.test"},
    "theme/": {"theme": "dark", "next": "/"},
    "me/notifications/": {"email": "tier_reached"},
    "me/portfolio/": {**PORTFOLIO, **HEADS},
    "me/portfolio/visibility/": {"visibility": "public"},
    "me/campaigns/new/": {**FACTS, **STORY, "channels": "Facebook", "skills": "x"},
    "me/campaigns/{campaign}/": {**FACTS, **STORY, "channels": "Facebook", "skills": "x"},
    "me/campaigns/{campaign}/publish/": {"action": "hide"},
    "me/campaigns/{campaign}/move/": {"action": "up"},
    "me/campaigns/{campaign}/images/{image}/": {"alt": "a", "caption": "c", "action": "keep"},
    "me/campaigns/{campaign}/figures/": FIGURE,
    "me/campaigns/{campaign}/figures/remove/": {"metric": "other", "label": "l"},
    "me/campaigns/{campaign}/import/answer/": {"answer-currency": "EUR", "save_as": "s", "column-0": "ignore"},
    "*account/login/": {"login": "ada@example.test", "password": PASSWORD},
    "*account/signup/": SIGN_UP,
    "*account/password/reset/": {"email": "ada@example.test"},
    "*account/login/code/": {"email": "ada@example.test"},
    "account/reauthenticate/": {"password": PASSWORD},
    "account/email/": {"email": "new@example.test", "action_add": ""},
    "account/password/change/": {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD},
    "account/2fa/totp/activate/": {"code": "123456"},
}
CASES = [(address, name) for address, fields in FORMS.items() for name in fields]


@pytest.fixture
def places(db, ada, settings, tmp_path):
    """ada's campaign with an image and a file that waits: what the addresses name."""
    options = {"location": tmp_path, "base_url": None}
    settings.STORAGES = {**settings.STORAGES, "private": {**settings.STORAGES["private"], "OPTIONS": options}}
    portfolio = publishing.create_portfolio(ada, handle="ada", language="fr", headline="h")
    fields = {
        "client": "", "starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2026, 9, 1), "budget": None,
        "currency": "EUR", "channels": [], "skills": [], "practice": True,
    }  # fmt: skip
    campaign = editing.create_campaign(portfolio, fields=fields, texts={"fr": TEXT, "en": {}})
    image = CampaignImage.objects.create(campaign=campaign, path="x.png", width=1, height=1, alt="a")
    data = b"date,campaign,impressions,clicks,cost,conversions,revenue\n2026-09-01,A,10,1,1,1,1\n"
    importing.start(campaign, name="d.csv", data=data, today=dt.date(2026, 11, 22))
    return {"campaign": campaign.uuid, "image": image.uuid}


def stored() -> list[str]:
    """Every text column of these apps that holds a NUL."""
    found = []
    for label in ("accounts", "account", "portfolio", "mfa"):
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.concrete_fields:
                if isinstance(field, (models.CharField, models.TextField, models.JSONField)):
                    values = model._default_manager.values_list(field.name, flat=True)
                    found += [f"{model.__name__}.{field.name}" for value in values if "\0" in str(value)]
    return found


@pytest.mark.parametrize(("address", "name"), CASES)
def test_a_nul_is_refused_or_left_out(address, name, places, client, ada):
    if not address.startswith("*"):
        client.force_login(ada)
    url = f"/en/{address.lstrip('*')}".format(**places)
    answer = client.post(url, {**FORMS[address], name: NUL})
    assert answer.status_code in (200, 302, 404, 409, 422)
    assert stored() == []


@pytest.mark.parametrize("name", ["alt", "caption", "file"])
def test_a_nul_beside_an_upload(name, places, client, ada):
    client.force_login(ada)
    file = SimpleUploadedFile(NUL if name == "file" else "x.png", b"no image")
    data = {"alt": "a", "caption": "c", "file": file} | ({name: NUL} if name != "file" else {})
    assert client.post(f"/en/me/campaigns/{places['campaign']}/images/", data).status_code == 422
    assert stored() == []


def test_a_nul_in_the_name_of_a_result_file(places, client, ada):
    client.force_login(ada)
    data = b"date,campaign,impressions,clicks,cost,conversions,revenue\n2026-09-01,B,10,1,1,1,1\n"
    url = f"/en/me/campaigns/{places['campaign']}/import/"
    answer = client.post(url, {"file": SimpleUploadedFile("d\0.csv", data)})
    assert answer.status_code in (302, 422)
    assert stored() == []


@pytest.mark.parametrize(
    "path", ["/p/a%00b/", "/p/ada/a%00b/", "/s/a%00b/", "/unsubscribe/a%00b/", "/en/portfolios/?page=%00"]
)
def test_a_nul_in_an_address(path, places, client):
    assert client.get(path).status_code in (200, 404)


def test_a_nul_in_the_first_form_of_all(client, ada):
    client.force_login(ada)
    for name in ("handle", "language", "headline"):
        data = {"handle": "ada", "language": "fr", "headline": "h", name: NUL}
        assert client.post("/en/me/portfolio/new/", data).status_code == 422
    assert stored() == []
