"""The sentence beside the code of an address: somebody new has left nothing off."""

import pytest
from django.test import Client

from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db


def test_the_code_page_after_sign_up_welcomes_somebody_new(client: Client) -> None:
    data = {"display_name": "Zoé", "email": "zoe@example.test", "password1": PASSWORD}
    html = client.post("/en/account/signup/", data, follow=True).content.decode()
    assert ("One code, and you are in." in html, "Pick up where you left off." in html) == (True, False)
