"""The week on the dashboard, and the rhythm that somebody chooses."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from learning.models import LessonProgress, Onboarding, Rhythm
from tests.factories.learner import block, finish_taux, lesson, tick_all, url

pytestmark = pytest.mark.django_db


def week(client: Client) -> str:
    html = client.get(url("dashboard", language="en")).content.decode()
    section = html.split('aria-labelledby="week-title"')[1].split("</section>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", section)).strip()


def choose(client: Client, **data: Any) -> int:
    return client.post(url("rhythm"), data).status_code


def test_what_was_done_this_week(ada: User, ada_client: Client) -> None:
    assert "Work when you can" in week(ada_client)
    assert "day with work" not in week(ada_client)
    tick_all(ada_client)
    assert week(ada_client).count("day with work") == 1
    finish_taux(ada_client)
    assert "1 lesson completed this week." in week(ada_client)
    assert choose(ada_client, unit="lessons", amount=3) == 302
    assert "1 of your 3 lessons this week." in week(ada_client)
    assert choose(ada_client, unit="lessons", amount=1) == 302
    assert "1 lesson this week: that is what you planned." in week(ada_client)
    assert choose(ada_client, unit="hours", amount=2) == 302
    assert "10 min of your 2 h this week." in week(ada_client)
    assert choose(ada_client, unit="hours", amount=2, paused="on") == 302
    assert "Your rhythm is paused." in week(ada_client)
    assert Rhythm.objects.get(user=ada).paused


def test_the_hours_told_at_the_start_stand_in(ada: User, ada_client: Client) -> None:
    Onboarding.objects.create(user=ada, goal="job", experience="none", hours_per_week=4)
    assert "0 min of your 4 h this week." in week(ada_client)
    html = ada_client.get(url("rhythm")).content.decode()
    assert 'name="amount" value="4"' in html
    choose(ada_client, unit="lessons", amount=2)
    assert "0 of your 2 lessons this week." in week(ada_client)


def test_a_week_off_says_where_one_stopped(ada: User, ada_client: Client) -> None:
    choose(ada_client, unit="lessons", amount=2)
    then = timezone.now() - dt.timedelta(days=15)
    entry = lesson("taux")
    LessonProgress.objects.create(user=ada, lesson_key=entry.key, seen_at=then, last_block=block("taux", "calcul"))
    assert "A week off is fine: here is where you stopped. Reading a rate" in week(ada_client)
    html = ada_client.get(url("dashboard", language="en")).content.decode()
    assert html.count(f'href="{entry.url["en"]}?in=mesure#{block("taux", "calcul")}"') == 2


@pytest.mark.parametrize(
    "data",
    [
        {"unit": "lessons", "amount": 0},
        {"unit": "lessons", "amount": 41},
        {"unit": "days", "amount": 3},
        {"unit": "hours", "amount": "3\0"},
        {"amount": 3},
    ],
)
def test_what_makes_no_sense_is_refused(data: dict[str, Any], ada_client: Client) -> None:
    assert choose(ada_client, **data) == 422
    assert not Rhythm.objects.exists()


def test_another_persons_rhythm_is_not_touched(ada: User, ben: User, ada_client: Client, ben_client: Client) -> None:
    choose(ada_client, unit="lessons", amount=3)
    assert choose(ben_client, unit="hours", amount=9, user=ada.pk, user_id=ada.pk) == 400
    choose(ben_client, unit="hours", amount=9)
    assert list(Rhythm.objects.order_by("amount").values_list("user", "amount")) == [(ada.pk, 3), (ben.pk, 9)]
