"""Who sees what, by every way in: page, campaign page, image."""

import io
import re

import pytest
from django.urls import reverse
from PIL import Image

from portfolio.domain import editing, publishing
from portfolio.models import Visibility


def picture(**options):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG", **options)
    file.seek(0)
    return file


@pytest.fixture
def image(campaign):
    publishing.publish(campaign)
    return editing.add_image(campaign, file=picture(), alt="Un vélo")


def ways(portfolio, campaign, image):
    by_handle = [
        reverse("portfolio_public", args=[portfolio.handle]),
        reverse("campaign_public", args=[portfolio.handle, campaign.slug]),
        reverse("campaign_image", args=[image.uuid]),
    ]
    by_token = [
        reverse("portfolio_unlisted", args=[portfolio.token]),
        reverse("campaign_unlisted", args=[portfolio.token, campaign.slug]),
        reverse("campaign_image_unlisted", args=[portfolio.token, image.uuid]),
    ]
    return by_handle, by_token


@pytest.mark.parametrize("who", ["ada", "ben", "anonymous"])
@pytest.mark.parametrize(
    ("visibility", "handle_status", "token_status"),
    [("private", 404, 404), ("unlisted", 404, 200), ("public", 200, 200)],
)
def test_matrix(client, ada, ben, portfolio, campaign, image, who, visibility, handle_status, token_status):
    publishing.set_visibility(portfolio, visibility=Visibility(visibility))
    if who != "anonymous":
        client.force_login({"ada": ada, "ben": ben}[who])
    by_handle, by_token = ways(portfolio, campaign, image)
    for expected, urls in ((handle_status, by_handle), (token_status, by_token)):
        for url in urls:
            response = client.get(url)
            assert (url, response.status_code) == (url, 200 if who == "ada" else expected)
            if response.status_code == 200:
                stored = response["Cache-Control"]
                public = visibility == "public" and urls is by_handle
                assert ("no-store" in stored, "private" in stored) == (not public, True)


def test_private_answers_like_unknown(client, portfolio):
    private, unknown = client.get("/p/ada/"), client.get("/p/nobody-here/")
    assert (private.status_code, unknown.status_code) == (404, 404)
    bodies = [
        re.sub(rb'name="csrfmiddlewaretoken" value="\w+"|/p/[a-z-]+/', b"", response.content)
        for response in (private, unknown)
    ]
    assert bodies[0] == bodies[1]


def test_a_renewed_link_is_dead_for_pages_and_images(client, portfolio, campaign, image):
    publishing.set_visibility(portfolio, visibility=Visibility.UNLISTED)
    _, old = ways(portfolio, campaign, image)
    publishing.renew_token(portfolio)
    assert [client.get(url).status_code for url in old] == [404, 404, 404]


def test_a_draft_is_hidden_even_in_a_public_portfolio(client, portfolio, campaign, image):
    publishing.set_visibility(portfolio, visibility=Visibility.PUBLIC)
    publishing.unpublish(campaign)
    by_handle, by_token = ways(portfolio, campaign, image)
    assert [client.get(url).status_code for url in by_handle + by_token] == [200, 404, 404, 200, 404, 404]
    assert "La nuit du levain" not in client.get(by_handle[0]).content.decode()


def test_another_portfolios_token_does_not_open_an_image(client, ben, image):
    other = publishing.create_portfolio(ben, handle="ben-b", language="fr")
    publishing.set_visibility(other, visibility=Visibility.UNLISTED)
    assert client.get(reverse("campaign_image_unlisted", args=[other.token, image.uuid])).status_code == 404


def test_a_deactivated_account_is_not_shown(client, ada, portfolio, campaign, image):
    publishing.set_visibility(portfolio, visibility=Visibility.PUBLIC)
    ada.is_active = False
    ada.save()
    assert client.get("/p/ada/").status_code == 404


OWN = (
    *("campaign", "campaign_publish", "campaign_delete", "image_new", "declare", "undeclare"),
    *("import", "import_answer", "import_apply", "import_cancel"),
)
POST_ONLY = {"campaign_publish", "image_new", "declare", "undeclare", "import_answer", "import_apply", "import_cancel"}


@pytest.mark.parametrize("name", OWN)
def test_bens_visit_to_adas_campaign_finds_nothing(client, ben, campaign, name):
    client.force_login(ben)
    url = reverse(f"portfolio:{name}", args=[campaign.uuid])
    assert client.post(url).status_code == 404
    if name not in POST_ONLY:
        assert client.get(url).status_code == 404


def test_bens_visit_to_adas_figure_image_and_file_finds_nothing(client, ben, campaign, image):
    client.force_login(ben)
    assert client.get(reverse("portfolio:figure", args=[campaign.uuid, "ctr"])).status_code == 404
    assert client.post(reverse("portfolio:image", args=[campaign.uuid, image.uuid])).status_code == 404
    assert client.post(reverse("portfolio:import_undo", args=[campaign.uuid, campaign.uuid])).status_code == 404


def test_visitors_are_asked_to_sign_in(client, campaign):
    for name in ("edit", "create", "preview", "campaigns", "campaign_new"):
        assert client.get(reverse(f"portfolio:{name}")).status_code == 302
    assert client.get(reverse("portfolio:campaign", args=[campaign.uuid])).status_code == 302


def test_an_image_keeps_no_place(portfolio, campaign, private_store):
    exif = Image.Exif()
    exif[0x010F] = "CameraMaker"
    stored = editing.add_image(campaign, file=picture(exif=exif), alt="x")
    with private_store.open(stored.path) as file:
        data = file.read()
    assert b"CameraMaker" not in data
    assert (stored.width, stored.height) == (40, 30)
