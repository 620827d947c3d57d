"""Account pages say what to do next, in words of one language; titles are sentences."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.factories.people import PASSWORD, person

pytestmark = pytest.mark.django_db
NEW = "another-long-password"


@pytest.fixture
def own():
    """ada in French, who has just given her password twice."""
    person("ada")
    client = Client()
    client.post("/fr/account/login/", {"login": "ada@example.test", "password": PASSWORD})
    client.post("/fr/account/reauthenticate/", {"password": PASSWORD})
    return client


def main_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", re.search(r"<main.*?</main>", answer.content.decode(), re.S)[0])


def field(html: str, name: str) -> str:
    return re.search(rf'<input[^>]*name="{name}"[^>]*>', html)[0]


def test_the_list_of_keys_is_in_french(own):
    keys = {"Portable": {"clientExtensionResults": {"credProps": {"rk": True}}}, "Bureau": {}}
    for name, credential in keys.items():
        Authenticator.objects.create(
            user_id=own.session["_auth_user_id"], type="webauthn", data={"name": name, "credential": credential}
        )
    html = main_of(own, "/fr/account/2fa/webauthn/")
    assert "Ajoutée le " in html
    assert html.count("N’a pas encore servi.") == 2
    for text in ("Not used", "Ajoutée à", "Non spécifiée"):
        assert text not in html


def test_a_new_key_signs_in_alone_unless_somebody_says_otherwise(own):
    html = main_of(own, "/fr/account/2fa/webauthn/add/")
    assert " checked" in field(html, "passwordless")
    assert "Nom de la clé" in html
    assert ">Name" not in html


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_with_passkeys_hold_the_words_for_a_refusal(own, language):
    for client, address in ((own, "2fa/webauthn/add/"), (Client(), "login/")):
        html = client.get(f"/{language}/account/{address}").content.decode()
        assert re.findall(r'data-error="(\w+)"', html) == ["refused", "known", "other"]
        assert "js/passkey" in html


def test_the_second_step_names_recovery_codes():
    ada = person("ada", "Mentor", locale="en")
    client = Client()
    client.post("/en/account/login/", {"login": ada.email, "password": PASSWORD})
    html = main_of(client, "/en/account/2fa/authenticate/")
    assert "one of your recovery codes" in html
    assert " autofocus" in field(html, "code")
    assert 'autocomplete="one-time-code"' in field(html, "code")
    for text in ("Sign In", "Two-Factor Authentication"):
        assert text not in html


def test_the_field_of_a_code_has_the_focus(own):
    own.post("/fr/account/email/", {"action_add": "", "email": "second@example.test"})
    visitor = Client()
    visitor.post("/fr/account/signup/", {"display_name": "Z", "email": "zoe@example.test", "password1": NEW})
    for client in (own, visitor):
        html = main_of(client, "/fr/account/confirm-email/")
        assert " autofocus" in field(html, "code")
        assert "Rien après quelques minutes" in html


def test_the_last_page_of_a_new_password_leads_on():
    assert 'href="/fr/account/login/"' in main_of(Client(), "/fr/account/password/reset/done/")


def test_a_main_address_that_stays_is_told(own):
    EmailAddress.objects.create(
        user_id=own.session["_auth_user_id"], email="second@example.test", verified=True, primary=False
    )
    answer = own.post("/fr/account/email/", {"action_primary": "", "email": "ada@example.test"}, follow=True)
    html = answer.content.decode()
    assert "rien n’a changé" in html
    assert "principale enregistrée" not in html
    assert EmailAddress.objects.get(primary=True).email == "ada@example.test"
