"""A mentor reads what waits, and what they decided on themselves: the decided work of others is not on their desk."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import ADMINISTRATOR
from learning.models import WorkFile
from skills.models import Review, ReviewDecision
from tests.factories.people import person
from tests.factories.work import decide, hand_in_link, pdf, review_url, send, submission

from .test_work_files import file_url

pytestmark = pytest.mark.django_db
DECIDED = {"accepted": {"ecoute": 2}, "returned": {}}


def desk_of(client: Client, state: str) -> list[Review]:
    return [row.review for row in client.get(reverse("skills:desk"), {"state": state}).context["rows"]]


@pytest.fixture
def noor(db: None) -> User:
    return person("noor", "Mentor")


@pytest.fixture
def noor_client(noor: User) -> Client:
    client = Client()
    client.force_login(noor)
    return client


@pytest.mark.parametrize("outcome", DECIDED)
def test_decided_work_is_its_reviewers_and_administrators(
    outcome: str,
    ada_client: Client,
    mira_client: Client,
    noor_client: Client,
    paula_client: Client,
    root_client: Client,
) -> None:
    review = hand_in_link(ada_client)
    for client in (mira_client, noor_client, paula_client, root_client):
        assert desk_of(client, "waiting") == [review]
        assert client.get(review_url(review)).status_code == 200
    decide(mira_client, review, outcome, "Bien.", **DECIDED[outcome])
    for client, sees in ((mira_client, True), (noor_client, False), (paula_client, False), (root_client, True)):
        assert desk_of(client, outcome) == [review] * sees
        assert client.get(review_url(review)).status_code == (200 if sees else 404)


def test_an_administrator_by_group_alone_sees_all(ada_client: Client, mira_client: Client) -> None:
    review = hand_in_link(ada_client)
    decide(mira_client, review, ecoute=2)
    olga = person("olga", ADMINISTRATOR)
    User.objects.filter(pk=olga.pk).update(is_superuser=False)
    client = Client()
    client.force_login(olga)
    assert client.get(review_url(review)).status_code == 200


def test_the_next_version_is_open_to_everybody_again(
    ada_client: Client, mira_client: Client, noor_client: Client
) -> None:
    review = hand_in_link(ada_client)
    decide(mira_client, review, "returned", "Encore.")
    hand_in_link(ada_client, version="2")
    assert desk_of(noor_client, "waiting") == [review]
    decide(noor_client, review, ecoute=2)
    for client in (mira_client, noor_client):
        assert client.get(review_url(review)).status_code == 200


def test_a_second_reviewer_sees_what_asks_for_one(ada_client: Client, mira_client: Client, noor_client: Client) -> None:
    review = hand_in_link(ada_client)
    Review.objects.filter(pk=review.pk).update(state=Review.State.SECOND)
    assert noor_client.get(review_url(review)).status_code == 200


def test_files_go_with_the_work(ada_client: Client, mira_client: Client, noor_client: Client) -> None:
    assert send(ada_client, kind="file", file=pdf()).status_code == 302
    place = file_url(WorkFile.objects.get())
    assert [client.get(place).status_code for client in (mira_client, noor_client)] == [200, 200]
    decide(mira_client, submission().review, ecoute=2, **{"mesure-kpi": 0})
    assert [client.get(place).status_code for client in (mira_client, noor_client)] == [200, 404]


@pytest.mark.parametrize("name", ["review", "review_claim", "review_release"])
def test_who_comes_late_is_told_and_sees_nothing_of_it(
    name: str, ada_client: Client, mira_client: Client, noor_client: Client
) -> None:
    review = hand_in_link(ada_client)
    decide(mira_client, review, ecoute=2)
    data = {"outcome": "returned", "reasons": "Mon <b> texte", "round": 1, "state": "waiting"}
    late = noor_client.post(review_url(review, name), data if name == "review" else {})
    html = late.content.decode()
    assert (late.status_code, "Mon &lt;b&gt; texte" in html, "Mon <b>" in html) == (409, name == "review", False)
    assert review.name not in html
    assert ReviewDecision.objects.count() == 1


@pytest.mark.parametrize("name", ["review", "review_claim", "review_release"])
def test_whatever_the_late_page_leads_to_is_there(
    name: str, ada_client: Client, mira_client: Client, noor_client: Client
) -> None:
    """Its own address is a 404 for who came late: the other language and the choice of colours lead to the desk."""
    review = hand_in_link(ada_client)
    decide(mira_client, review, ecoute=2)
    data = {"outcome": "returned", "round": 1, "state": "waiting"}
    late = noor_client.post(review_url(review, name), data if name == "review" else {})
    html = late.content.decode()
    places = {unescape(place) for place in re.findall(r'<a [^>]*href="(/[^"]*)"', html)}
    assert {"/fr/desk/", "/en/desk/"} <= places
    assert 'name="next" value="/fr/desk/"' in html
    assert {place: noor_client.get(place).status_code for place in places if place.split("/")[2] == "desk"} == {
        "/fr/desk/": 200,
        "/en/desk/": 200,
    }
