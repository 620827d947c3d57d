"""Campaigns and images move one step up or down with buttons; nobody moves what is not theirs."""

import datetime as dt

import pytest

from portfolio.domain import editing, ordering
from portfolio.models import CampaignImage

from .conftest import TEXT


@pytest.fixture
def three(portfolio, skill):
    """The last days first: c, b, a."""

    def make(title, day):
        fields = {
            "client": "", "starts_on": dt.date(2026, 9, day), "ends_on": dt.date(2026, 9, day), "budget": None,
            "currency": "EUR", "channels": [], "skills": [], "practice": True,
        }  # fmt: skip
        return editing.create_campaign(portfolio, fields=fields, texts={"fr": {**TEXT, "title": title}, "en": {}})

    return {name: make(name, day) for day, name in enumerate("abc", 1)} | {"make": make}


@pytest.fixture
def images(campaign):
    return [
        CampaignImage.objects.create(campaign=campaign, path=f"{alt}.png", width=1, height=1, alt=alt, order=order)
        for order, alt in enumerate(("one", "two", "three"))
    ]


def order(portfolio):
    return "".join(portfolio.campaigns.values_list("slug", flat=True))


def alts(campaign):
    return list(campaign.images.values_list("alt", flat=True))


def test_campaigns_move_and_stop_at_the_ends(portfolio, three):
    assert order(portfolio) == "cba"
    ordering.move_campaign(three["a"], up=True)
    assert order(portfolio) == "cab"
    ordering.move_campaign(three["c"], up=True)
    ordering.move_campaign(three["b"], up=False)
    assert order(portfolio) == "cab"
    ordering.move_campaign(three["c"], up=False)
    assert order(portfolio) == "acb"
    assert list(portfolio.campaigns.values_list("order", flat=True)) == [0, 1, 2]


def test_a_new_campaign_comes_first_once_an_order_was_chosen(portfolio, three):
    ordering.move_campaign(three["a"], up=True)
    three["make"]("d", 1)
    assert order(portfolio) == "dcab"


def test_buttons_of_the_list(client, ada, portfolio, three):
    client.force_login(ada)
    page = client.get("/en/me/campaigns/").content.decode()
    assert page.count('value="up" disabled') == 1
    assert page.count('value="down" disabled') == 1
    assert "Move up: b" in page
    answer = client.post(f"/en/me/campaigns/{three['b'].uuid}/move/", {"action": "up"})
    assert answer["Location"] == f"/en/me/campaigns/#c-{three['b'].uuid}"
    assert order(portfolio) == "bca"
    client.post(f"/en/me/campaigns/{three['b'].uuid}/move/", {"action": "sideways\0"})
    assert order(portfolio) == "bca"


def test_one_campaign_has_no_buttons(client, ada, campaign):
    client.force_login(ada)
    assert "Move up" not in client.get("/en/me/campaigns/").content.decode()


def test_images_move_and_keep_what_was_typed(client, ada, campaign, images):
    client.force_login(ada)
    url = f"/en/me/campaigns/{campaign.uuid}/images/{images[2].uuid}/"
    answer = client.post(url, {"alt": "three, said better", "caption": "", "action": "up"})
    assert answer["Location"] == f"/en/me/campaigns/{campaign.uuid}/#image-{images[2].uuid}"
    assert alts(campaign) == ["one", "three, said better", "two"]
    client.post(url, {"alt": "", "action": "up"})
    assert alts(campaign) == ["one", "three, said better", "two"]


def test_ben_moves_nothing_of_ada(client, ben, portfolio, three, campaign, images):
    client.force_login(ben)
    before = order(portfolio)
    assert client.post(f"/en/me/campaigns/{three['b'].uuid}/move/", {"action": "up"}).status_code == 404
    url = f"/en/me/campaigns/{campaign.uuid}/images/{images[1].uuid}/"
    assert client.post(url, {"alt": "x", "action": "up"}).status_code == 404
    assert (order(portfolio), alts(campaign)) == (before, ["one", "two", "three"])


def test_an_image_of_another_campaign_is_not_found(client, ada, three, images):
    client.force_login(ada)
    url = f"/en/me/campaigns/{three['a'].uuid}/images/{images[0].uuid}/"
    assert client.post(url, {"alt": "x", "action": "down"}).status_code == 404
