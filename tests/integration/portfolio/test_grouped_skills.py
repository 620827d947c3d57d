"""The skills of a campaign stand in their groups; those with a choice are open."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from portfolio.models import Campaign
from skills.models import Skill

pytestmark = pytest.mark.django_db


def test_groups_open_where_something_is_chosen(client: Client, campaign: Campaign) -> None:
    client.force_login(campaign.portfolio.user)
    page = client.get(reverse("portfolio:campaign", args=[campaign.uuid]))
    groups = BeautifulSoup(page.content, "html.parser").select("details.picks")
    assert len(groups) == Skill.objects.values("group").distinct().count()
    found = {box["value"] for group in groups for box in group.select("input[name$=skills]")}
    assert found == set(Skill.objects.filter(archived=False).values_list("code", flat=True))
    for group in groups:
        assert group.has_attr("open") == bool(group.select("input[checked]"))
    assert {box["value"] for group in groups for box in group.select("input[checked]")} == set(campaign.skills)
