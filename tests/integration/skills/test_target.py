"""The tier one aims at: chosen without an account, kept through sign-up, never over what the account chose."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from skills.domain.choosing import picker
from skills.domain.joining import adopt_target, join_ladder
from skills.models import LearnerLadder

AIM, LADDER = "/en/me/target/", "/en/ladder/"


def sign_in(client: Client, email: str) -> None:
    answer = client.post(reverse("account_login"), {"login": email, "password": "a long password"})
    assert answer.status_code == 302


def test_a_visitor_aims_without_an_account(client, ladder):
    answer = client.post(AIM, {"tier": "high"})
    assert (answer.status_code, answer["Location"]) == (302, "/en/ladder/?tier=high#tier")
    assert not LearnerLadder.objects.exists()
    page = client.get(LADDER).content.decode()
    assert "high tier, 3 m" in page
    assert "This is the tier you aim for." in page
    assert "Sign up to keep it" in page


@pytest.mark.parametrize("code", ["", "none", "low\0", "x" * 5000, "../low"])
def test_an_unknown_target_is_not_kept(client, ladder, code):
    assert client.post(AIM, {"tier": code}).status_code == 404
    assert "target" not in client.session
    assert client.get(LADDER, {"tier": code}).status_code == 200


def test_sign_up_keeps_the_target(client, ladder):
    client.post(AIM, {"tier": "side"})
    data = {"display_name": "Nova", "email": "nova@example.test", "password1": "correct-horse-battery"}
    answer = client.post(reverse("account_signup"), data)
    code = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[-1].body, re.MULTILINE)
    assert client.post(answer["Location"], {"code": code[1]}).status_code == 302
    row = LearnerLadder.objects.get()
    assert (row.user.email, row.target_code, row.ladder.version) == ("nova@example.test", "side", 1)
    assert "target" not in client.session


def test_the_account_keeps_the_target_it_had(client, ada, ladder):
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    join_ladder(ada.pk, "low")
    client.post(AIM, {"tier": "high"})
    sign_in(client, ada.email)
    assert LearnerLadder.objects.get(user=ada).target_code == "low"
    assert "target" not in client.session


def test_a_target_of_another_ladder_is_dropped(ada, ladder):
    assert adopt_target(ada.pk, "gone") is False
    assert not LearnerLadder.objects.exists()


def test_the_picker(ada, ladder, queries):
    shown = picker(None, aim="")
    assert [c.tier.code for c in shown.tiers] == ["high", "low"]
    assert [(c.tier.code, c.steps) for c in shown.branches] == [("side", 1)]
    assert [(c.steps, c.modules, c.works, c.branches) for c in shown.tiers] == [(5, 0, 2, 1), (3, 1, 0, 0)]
    assert (shown.chosen.code, shown.aimed, shown.place) == ("high", False, None)
    assert [(skill.code, level) for skill, level in shown.most] == [("kpi", 3), ("copy", 2)]
    assert (picker(None, aim="side").chosen.code, picker(None, aim="nothing").aimed) == ("side", False)
    join_ladder(ada.pk, "low")
    picker(ada.pk, aim="")  # reads the ladder into the cache
    with queries(2, exactly=True):
        mine = picker(ada.pk, aim="high")
    assert (mine.chosen.code, mine.aimed) == ("low", True)


def test_no_picker_before_a_pack_is_loaded(db):
    assert picker(None, aim="") is None
