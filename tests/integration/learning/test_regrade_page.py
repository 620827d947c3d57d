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
from tests.factories.learner import lesson
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
