"""A body that nobody can read is refused in words, on every address and in both languages; it is never an error."""

import pytest
from django.test import Client

FORM = "application/x-www-form-urlencoded"
BODIES = {
    "another charset": (f"{FORM}; charset=utf-7", "login=ada"),
    "no boundary": ("multipart/form-data", "login=ada"),
    "too many fields": (FORM, "&".join(f"field{number}=1" for number in range(2_001))),
    "too much text": (FORM, "login=" + "x" * 6_000_000),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("content_type", "body"), BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("checked", [True, False], ids=["token asked", "no token asked"])
@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/fr/account/login/", "Ce formulaire n’a pas pu être lu."),
        ("/en/account/signup/", "This form could not be read."),
    ],
)
def test_a_body_that_cannot_be_read(address: str, title: str, content_type: str, body: str, *, checked: bool) -> None:
    client = Client(enforce_csrf_checks=checked)
    client.get(address)
    token = client.cookies["csrftoken"].value
    answer = client.generic("POST", address, body.encode(), content_type, headers={"x-csrftoken": token})
    assert answer.status_code == 400
    assert f"<h1>{title}</h1>" in answer.content.decode()
