"""What is counted has one name: conditions are those of the tier, steps those of skills only."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.factories.learner import url

pytestmark = pytest.mark.django_db


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main")[1].split("</main>")[0]).split())


@pytest.mark.parametrize(
    ("language", "left", "of"),
    [
        ("en", r"(\d+) conditions? left before", r"(\d+) of (\d+) conditions met for"),
        ("fr", r"Encore (\d+) conditions? avant", r"Conditions remplies pour .+? : (\d+) sur (\d+)"),
    ],
)
def test_the_greeting_counts_conditions_as_every_other_page_does(
    ada_client: Client, language: str, left: str, of: str
) -> None:
    dashboard = words(ada_client.get(url("dashboard", language=language)).content.decode())
    found, shares = re.findall(left, dashboard), re.findall(of, dashboard)
    assert len(found) == len(shares) == 1, dashboard[:600]
    met, total = map(int, shares[0])
    assert int(found[0]) == total - met > 0


def test_the_tracker_names_steps_what_it_counts_in_skills(ada_client: Client) -> None:
    with translation.override("en"):
        tracker = ada_client.get(reverse("skills:tracker"))
    missing = sum(group.missing for group in tracker.context["tracker"].groups)
    counted = [int(number) for number in re.findall(r"(\d+) steps? missing", words(tracker.content.decode()))]
    assert sum(counted) == missing > 0
