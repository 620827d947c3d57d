"""Every form of ours that is refused tells it alike: first on its page, in focus, a link and a sentence a field."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.factories.summaries import summary_of
from tests.factories.work import send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("place", "data", "told"),
    [
        (
            "/en/start/",
            {"goal": "job"},
            [
                ("id_experience", "What experience do you have? Choose one of the options."),
                ("id_hours", "How much time a week? Choose one of the options."),
            ],
        ),
        ("/en/me/rhythm/", {"unit": "lessons", "amount": ""}, [("id_amount", "How many a week Give a number.")]),
        ("/en/me/rhythm/", {"amount": "2"}, [("id_unit", "I count in Choose one of the options.")]),
        (
            "/en/me/profile/",
            {"display_name": "Ada", "locale": "fr", "time_zone": ""},
            [("id_time_zone", "Time zone Choose one of the options.")],
        ),
        (
            "/en/me/data/erase/",
            {"email": "other@example.test"},
            [
                (
                    "id_email",
                    "Type your email address to confirm This is not the address of this account. It is written at "
                    "the top of the page.",
                )
            ],
        ),
        (
            "/en/me/career/rehearsals/",
            {"count": "99", "minutes": "2", "key": "6a1a1c7e-9c1a-4a52-8c5f-0f6f5f5f5f5f"},
            [("id_count", "How many questions Select a valid choice. 99 is not one of the available choices.")],
        ),
    ],
)
def test_a_refused_form(ada_client: Client, place: str, data: dict[str, Any], told: list[tuple[str, str]]) -> None:
    answer = ada_client.post(place, data)
    assert (answer.status_code, summary_of(answer)) == (422, told)


def test_a_task_without_its_work(ada_client: Client) -> None:
    answer = send(ada_client, language="en", kind="document")
    assert summary_of(answer) == [
        ("id_document", "Your document Choose one of your documents. Fill it in first if the list is empty.")
    ]
    answer = send(ada_client, language="en", version="1", kind="")
    assert summary_of(answer) == [("id_kind", "You hand in Choose what you hand in.")]
    assert "Not handed in. Correct these fields:" in answer.content.decode()


def test_signing_up_with_nothing(client: Client) -> None:
    assert summary_of(client.post("/fr/account/signup/", {})) == [
        ("id_display_name", "Votre nom Indiquez le nom que les autres liront."),
        ("id_email", "E-mail Indiquez une adresse e-mail."),
        ("id_password1", "Mot de passe Saisissez un mot de passe."),
    ]


def test_signing_in_with_nothing_or_with_a_wrong_password(client: Client, ada: User) -> None:
    told = [("id_login", "Email Give an email address."), ("id_password", "Password Type a password.")]
    assert summary_of(client.post("/en/account/login/", {})) == told
    answer = client.post("/en/account/login/", {"login": ada.email, "password": "wrong-wrong"})
    assert [field for field, _ in summary_of(answer)] == [""]
    assert "Correct these fields:" not in answer.content.decode()
