"""A visitor's work moves into the account that signs up from the same browser: once, and nothing is lost."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from learning.models import (
    BlockProgress,
    LessonEvent,
    LessonProgress,
    Onboarding,
    Progress,
    QuizAttempt,
    UpdateSeen,
    VisitorProgress,
)
from skills.domain.rebuild import differences
from skills.models import Evidence
from tests.factories.learner import block, finish_taux, lesson, tick_all, url
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
MODELS = (BlockProgress, QuizAttempt, Onboarding)


def sign_up(client: Client, email: str = "nova@example.test") -> User:
    """Through the form, with the code of the message."""
    data = {"display_name": "Nova", "email": email, "password1": PASSWORD}
    answer = client.post(reverse("account_signup"), data)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    code = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[-1].body, re.MULTILINE)
    assert code, mail.outbox[-1].body
    answer = client.post(answer["Location"], {"code": code[1]})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return User.objects.get(email=email)


def test_a_visitor_who_only_reads_leaves_no_row(visitor: Client) -> None:
    visitor.get("/fr/lecons/lire-un-taux/")
    visitor.post(url("position", lesson("taux").key), {"block": str(block("taux", "calcul"))})
    assert visitor.cookies.get("sessionid") is None
    assert not any(model.objects.exists() for model in MODELS)


def test_the_calculator_keeps_nothing(visitor: Client) -> None:
    answer = visitor.post(
        url("activity", lesson("taux").key, block("taux", "calcul")), {"interactions": "360", "followers": "8 000"}
    )
    assert "4,50" in answer.content.decode() or "4,5" in answer.content.decode()
    assert visitor.cookies.get("sessionid") is None
    assert not any(model.objects.exists() for model in MODELS)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ({"interactions": "x", "followers": "2"}, "pas un nombre"),
        ({"interactions": "-4", "followers": "2"}, "Ce nombre ne peut pas être négatif."),
        ({"interactions": "384,5", "followers": "12.000"}, 'value="12\u202f000"'),
        ({"interactions": "1", "followers": "0"}, "il n’y a rien à calculer"),
        ({}, "il n’y a rien à calculer"),
    ],
)
def test_the_calculator_survives_anything(typed: dict[str, str], shown: str, visitor: Client) -> None:
    answer = visitor.post(url("activity", lesson("taux").key, block("taux", "calcul")), typed)
    assert answer.status_code == 200
    assert shown in answer.content.decode()


def test_signing_up_adopts_everything_once(visitor: Client) -> None:
    visitor.post(url("start"), {"goal": "job", "experience": "none", "hours": "4"})
    finish_taux(visitor)
    assert not Evidence.objects.exists()
    assert not LessonProgress.objects.exists()
    kept = VisitorProgress.objects.get()
    VisitorProgress.objects.update(update_seen=7, through=kept.lesson_key, through_passed=True)
    kept.refresh_from_db()
    attempt = QuizAttempt.objects.get()
    nova = sign_up(visitor)
    row = LessonProgress.objects.get()
    assert row.user == nova
    assert all(getattr(row, field.attname) == getattr(kept, field.attname) for field in Progress._meta.concrete_fields)
    assert UpdateSeen.objects.values_list("user", "lesson_key", "number").get() == (nova.pk, row.lesson_key, 7)
    assert not VisitorProgress.objects.exists()
    for model in MODELS:
        rows = list(model.objects.values_list("user", "visitor"))
        assert rows
        assert set(rows) == {(nova.pk, None)}, model
    assert Evidence.objects.filter(user=nova, withdrawn_at=None).count() == 2
    assert LessonEvent.objects.filter(user=nova).count() == 1
    assert differences(nova.pk) == []
    assert visitor.get(url("result", attempt.uuid)).status_code == 200
    visitor.post(reverse("account_logout"))
    assert visitor.get(url("result", attempt.uuid)).status_code == 404
    visitor.post(reverse("account_login"), {"login": nova.email, "password": PASSWORD})
    assert Evidence.objects.count() == 2
    assert LessonEvent.objects.count() == 1


def test_signing_in_merges_with_what_the_account_has(ada: User, ada_client: Client, visitor: Client) -> None:
    finish_taux(ada_client, right=False)
    when = LessonProgress.objects.get(user=ada).completed_at
    finish_taux(visitor)
    assert visitor.post(reverse("account_login"), {"login": ada.email, "password": PASSWORD}).status_code == 302
    progress = LessonProgress.objects.get()
    assert (progress.user_id, progress.completed_at) == (ada.pk, when)
    assert not VisitorProgress.objects.exists()
    assert [a.number for a in QuizAttempt.objects.order_by("number")] == [1, 2]
    assert not QuizAttempt.objects.exclude(user=ada).exists()
    assert BlockProgress.objects.filter(user=ada).count() == BlockProgress.objects.count() == 2
    assert LessonEvent.objects.count() == 1
    assert Evidence.objects.filter(user=ada).count() == 2  # the visitor's attempt passed
    assert differences(ada.pk) == []


def test_another_browser_adopts_nothing(visitor: Client, ben: User) -> None:
    tick_all(visitor)
    Client().post(reverse("account_login"), {"login": ben.email, "password": PASSWORD})
    assert BlockProgress.objects.get().user_id is None


def test_start_gives_a_place_and_a_lesson(visitor: Client) -> None:
    html = visitor.get(url("start", language="en")).content.decode()
    assert html.split("</main>")[0].count('type="radio"') == 11
    assert not Onboarding.objects.exists()
    refused = visitor.post(url("start", language="en"), {"goal": "job", "experience": "king"})
    assert refused.status_code == 422
    assert not Onboarding.objects.exists()
    data = {"goal": "job", "experience": "none", "hours": "4"}
    html = visitor.post(url("start", language="en"), data).content.decode()
    for text in ("Aim first at Intern, 1 m.", "Reading a rate", "about 1 week."):
        assert text in html
    visitor.post(url("start"), data | {"hours": "2"})
    assert Onboarding.objects.get().hours_per_week == 2
    again = visitor.get(url("start")).context["form"]
    assert [again[name].value() for name in data] == ["job", "none", "2"]
