"""A cast of two, a private store of its own, and ada's campaign."""

import datetime as dt
from decimal import Decimal as D
from pathlib import Path

import pytest
from django.core.files.storage import storages

from accounts.models import User
from portfolio.domain import editing, importing, publishing
from portfolio.models import Visibility
from skills.models import Skill, SkillGroup

EXPORTS = Path(__file__).parents[2] / "files" / "exports"
TODAY = dt.date(2026, 11, 22)
TEXT = {"title": "La nuit du levain", "role": "Idée", "goal": "But", "audience": "", "actions": "Faits", "lessons": ""}


@pytest.fixture(autouse=True)
def private_store(settings, tmp_path):
    options = {"location": tmp_path, "base_url": None}
    settings.STORAGES = {**settings.STORAGES, "private": {**settings.STORAGES["private"], "OPTIONS": options}}
    return storages["private"]


@pytest.fixture
def ada(db):
    return User.objects.create_user("ada@example.test", "secret-secret", display_name="Ada L.")


@pytest.fixture
def ben(db):
    return User.objects.create_user("ben@example.test", "secret-secret", display_name="Ben")


@pytest.fixture
def portfolio(ada):
    return publishing.create_portfolio(ada, handle="ada", language="fr", headline="Je mesure.")


@pytest.fixture
def skill(db):
    group = SkillGroup.objects.create(code="g", name_fr="G", name_en="G")
    return Skill.objects.create(
        group=group, code="mesure-kpi", name_fr="Mesure", name_en="Measurement", summary_fr="x", summary_en="x"
    )


@pytest.fixture
def campaign(portfolio, skill):
    fields = {
        "client": "Lune",
        "starts_on": dt.date(2026, 9, 1),
        "ends_on": dt.date(2026, 9, 30),
        "budget": None,
        "currency": "EUR",
        "channels": [],
        "skills": [skill.code],
        "practice": True,
    }
    return editing.create_campaign(portfolio, fields=fields, texts={"fr": TEXT, "en": {}})


@pytest.fixture
def export():
    return lambda name: (EXPORTS / name).read_bytes()


@pytest.fixture
def shown(portfolio, campaign, export):
    """The campaign published, with an import and a declared result."""
    _, pending = importing.start(campaign, name="d.csv", data=export("generic-daily-en.csv"), today=TODAY)
    importing.answer(pending, answers={"currency": "EUR"})
    importing.apply(pending, today=TODAY, locale="fr")
    editing.declare(campaign, metric="other", label="Commandes", before=D(29), value=D(40), note="caisse")
    publishing.publish(campaign)
    publishing.set_visibility(portfolio, visibility=Visibility.PUBLIC)
    return campaign
