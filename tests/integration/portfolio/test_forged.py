"""Forged requests to campaigns: nothing changes, one line each."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from portfolio.models import Campaign
from tests.factories.auditing import Lines, forged

NAMES = (
    "campaign",
    "campaign_publish",
    "campaign_move",
    "campaign_delete",
    "image_new",
    "declare",
    "undeclare",
    "import",
    "import_answer",
    "import_apply",
    "import_cancel",
)


@pytest.mark.parametrize("name", NAMES)
def test_the_campaign_of_somebody_else(name: str, campaign: Campaign, ben: User, lines: Lines) -> None:
    client = Client()
    client.force_login(ben)
    place = reverse(f"portfolio:{name}", args=[campaign.uuid])
    assert forged(lines, lambda: client.post(place, {"action": "up"}), by=ben) == (404, ["campaign.foreign"])


@pytest.mark.parametrize("extra", [{"owner": "2"}, {"grade": "reviewed"}, {"uuid": "x"}], ids=str)
@pytest.mark.parametrize("name", ["campaign_publish", "campaign_move", "campaign_delete"])
def test_columns_beside_the_buttons_of_a_campaign(
    name: str, extra: dict[str, Any], campaign: Campaign, ada: User, lines: Lines
) -> None:
    client = Client()
    client.force_login(ada)
    place = reverse(f"portfolio:{name}", args=[campaign.uuid])
    assert forged(lines, lambda: client.post(place, extra), by=ada) == (400, ["campaign.fields"])
