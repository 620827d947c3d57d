"""The page of addresses offers only what can be done."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from tests.factories.people import PASSWORD, person


@pytest.fixture
def addresses(client, db):
    """As ada, who just gave her password."""
    ada = person("ada", locale="en")
    client.post("/en/account/login/", {"login": ada.email, "password": PASSWORD})
    return ada, lambda: client.get("/en/account/email/").content.decode()


def test_the_only_address_cannot_be_made_primary_or_removed(addresses):
    _, read = addresses
    found = read()
    assert "ada@example.test" in found
    assert [name for name in ("action_primary", "action_remove", "action_send") if name in found] == []
    assert "action_add" in found


def test_with_two_addresses_there_is_a_choice(addresses, client):
    ada, read = addresses
    EmailAddress.objects.create(user=ada, email="second@example.test", verified=True, primary=False)
    found = read()
    # Each address has its own buttons: none for the main one, and no code for one that is checked.
    assert [found.count(name) for name in ("action_primary", "action_remove", "action_send")] == [1, 1, 0]
    answer = client.post(reverse("account_email"), {"email": "second@example.test", "action_primary": ""})
    client.post(answer["Location"], {"password": PASSWORD})  # asked once more, then what was sent goes on
    assert EmailAddress.objects.get(user=ada, primary=True).email == "second@example.test"


def test_an_unchecked_only_address_can_get_its_code_again(addresses):
    ada, read = addresses
    EmailAddress.objects.filter(user=ada).update(verified=False)
    assert "action_send" in read()
