"""Judging answers again: the page, the e-mails, the history."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts import personal_data
from accounts.domain.notifications import kinds
from accounts.models import Notification, User
from learning.models import Regrade, RegradedAnswer
from tests.factories.learner import lesson, take_quiz
from tests.factories.people import person
from tests.integration.learning.test_regrade import JUDGE, half, judge, new_key

pytestmark = pytest.mark.django_db


def test_the_page_is_for_publishers_and_keeps_to_what_it_showed(
    ada_client: Client, cleo_client: Client, mira_client: Client, paula_client: Client
) -> None:
    half(ada_client)
    key = new_key()
    index, page = reverse("regrade_index"), reverse("regrade", args=[key])
    for client in (ada_client, mira_client, cleo_client, Client()):
        for address in (index, page):
            assert client.get(address).status_code in (302, 403)
            assert client.post(address, {"mode": JUDGE, "number": 0, "seal": "0" * 64}).status_code in (302, 403)
    assert "taux-q1" in paula_client.get(index).content.decode()
    form = paula_client.get(page).context["form"].initial
    html = unescape(paula_client.get(page).content.decode())
    assert ["Ada" in html, "50 → <b>100</b>" in html] == [True, True]
    assert paula_client.post(page, form | {"seal": "0" * 64}).status_code == 200
    assert paula_client.post(page, form | {"seal": "forged\x00", "number": "-1"}).status_code == 200
    assert paula_client.post(page, form | {"mode": "everything"}).status_code == 200
    assert paula_client.post(page, form | {"reason": "a" * 2001}).status_code == 200
    assert paula_client.post(page, form | {"reason": "a\x00b"}).status_code == 200
    assert Regrade.objects.count() == 0
    assert paula_client.post(page, form).status_code == 302
    assert paula_client.post(page, form).status_code == 200
    assert [Regrade.objects.count(), Notification.objects.filter(kind="regraded").count()] == [1, 1]
    assert paula_client.get(reverse("regrade", args=[lesson("taux").key])).status_code == 404


def test_what_rises_stands_apart_from_what_falls_with_whose_quiz_turns(
    ada_client: Client, ben: User, ben_client: Client, visitor: Client, paula_client: Client
) -> None:
    half(ada_client)
    half(ada_client)
    take_quiz(ben_client)
    take_quiz(visitor)
    take_quiz(paula_client, right=False)
    User.objects.update(locale="en")
    page = reverse("regrade", args=[new_key("99")])  # nobody said 99: what was right falls, what was wrong stays
    answer = paula_client.get(page)
    told = answer.context
    assert (told["rise"], told["fall"], told["unchanged"], told["failing"], told["passing"]) == (0, 2, 3, 2, 0)
    [fallen, risen] = told["sides"]
    assert (fallen.falls, fallen.count, fallen.turned.names, fallen.turned.more) == (True, 2, ("Ben",), 1)
    assert (risen.falls, risen.count, risen.lines) == (False, 0, ())
    html = " ".join(unescape(answer.content.decode()).split())
    assert "<b>2</b> fall</li>" in html
    assert "<b>3</b> unchanged</li>" in html
    assert "2 attempts are not passed any more. Ben and 1 person more</p>" in html
    assert html.count("100 → <b>50</b>") == 2
    assert "Points that rise" not in html
    new_key("12")
    told = paula_client.get(page).context
    assert (told["rise"], told["fall"], told["unchanged"], told["failing"], told["passing"]) == (3, 2, 0, 2, 2)
    [fallen, risen] = told["sides"]
    assert [(line.name, line.change.old_percent, line.change.new_percent, line.turns) for line in risen.lines] == [
        ("Ada", 50, 100, True),
        ("Ada", 50, 100, True),
        ("Paula", 0, 50, False),
    ]
    assert (risen.turned.attempts, risen.turned.names, risen.turned.more) == (2, ("Ada",), 0)
    User.objects.filter(pk=ben.pk).update(display_name="")
    assert paula_client.get(page).context["sides"][0].turned.more == 2


def test_names_are_told_up_to_a_dozen_and_cost_one_statement(paula_client: Client, queries: Any) -> None:
    for number in range(14):
        client = Client()
        client.force_login(person(f"learner{number:02}"))
        half(client)
    page = reverse("regrade", args=[new_key()])
    paula_client.get(page)
    with queries(40) as seen:
        answer = paula_client.get(page)
    turned = answer.context["sides"][1].turned
    assert (turned.attempts, len(turned.names), turned.more) == (14, 12, 2)
    assert len([text for text in seen.statements if "display_name" in text and " IN (" in text]) == 1


def test_e_mails_of_many_leave_by_the_command(
    ada: User, ada_client: Client, paula: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    half(ada_client)
    with django_capture_on_commit_callbacks(execute=True):
        judge(paula, new_key())
    mail.outbox.clear()
    call_command("send_notifications")
    call_command("send_notifications")
    assert [(m.to, m.subject) for m in mail.outbox] == [
        # A subject has plain spaces.
        ([ada.email], " ".join(kinds["regraded"].sentence(Notification.objects.get(kind="regraded").params).split()))
    ]


def test_the_history_is_exported_and_erased(ada: User, ada_client: Client, paula: User) -> None:
    half(ada_client)
    judge(paula, new_key())
    assert len(personal_data.holdings["regraded_answers"].rows(ada)) == 1
    personal_data.erase(ada)
    assert RegradedAnswer.objects.count() == 0
    personal_data.erase(paula)
    assert Regrade.objects.get().by is None
