"""What protects an account changed: its owner hears of it, in their language, at the address that was theirs."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client

from accounts.domain.protection import CHANGES
from tests.factories.people import PASSWORD, person

AGENT = "Mozilla/5.0 (Windows NT 10.0; rv:131.0) Gecko/20100101 Firefox/131.0"
NEW = "another-long-password"


@pytest.fixture
def ada(db):
    return person("ada")


@pytest.fixture
def own(ada):
    """ada, who has just given her password twice; what was sent meanwhile is forgotten."""
    client = Client(headers={"user-agent": AGENT}, REMOTE_ADDR="203.0.113.9")
    client.post("/fr/account/login/", {"login": ada.email, "password": PASSWORD})
    client.post("/fr/account/reauthenticate/", {"password": PASSWORD})
    mail.outbox.clear()
    return client


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Send a form, give the messages that left: address → subject."""

    def send(client: Client, address: str, **fields: str) -> list[tuple[str, str]]:
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(address, fields).status_code == 302
        return [(*message.to, message.subject) for message in mail.outbox]

    return send


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_every_notice_of_allauth_has_our_words():
    root = Path(allauth.__file__).parent / "templates"
    notices = {
        str(file.relative_to(root)).removesuffix("_message.txt")
        for file in root.rglob("*_message.txt")
        if "base_notification" in file.read_text() and "idp" not in file.parts
    }
    assert notices - {"account/email/email_confirm"} == set(CHANGES) - {"email_added", "recovery_code_used"}


def test_a_changed_password_is_told_with_what_helps_and_no_more(ada, own, sent):
    told = sent(own, "/fr/account/password/change/", oldpassword=PASSWORD, password1=NEW, password2=NEW)
    assert told == [(ada.email, "Votre mot de passe a été changé")]
    [message] = mail.outbox
    html = message.alternatives[0].content
    for text in ("Bonjour Ada,", "Firefox, Windows", "/fr/account/password/reset/", "security@"):
        assert text in message.body, text
        assert text in html, text
    for text in ("203.0.113.9", "Mozilla"):
        assert text not in message.body + html


def test_the_language_is_that_of_the_account(ada, own, sent):
    ada.locale = "en"
    ada.save()
    told = sent(own, "/fr/account/password/change/", oldpassword=PASSWORD, password1=NEW, password2=NEW)
    assert told == [(ada.email, "Your password was changed")]
    assert "Hello Ada," in mail.outbox[0].body


def test_a_password_chosen_with_a_code_is_told(ada, sent):
    client = Client()
    client.post("/fr/account/password/reset/", {"email": ada.email})
    code = re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", mail.outbox[0].body)[0]
    mail.outbox.clear()
    client.post("/fr/account/password/reset/confirm/", {"code": code})
    told = sent(client, "/fr/account/password/reset/complete/", password1=NEW, password2=NEW)
    assert told == [(ada.email, "Votre mot de passe a été changé")]


def test_an_app_added_and_removed_is_told(ada, own, sent):
    own.get("/fr/account/2fa/totp/activate/")
    code = code_of(own.session["mfa.totp.secret"])
    told = sent(own, "/fr/account/2fa/totp/activate/", code=code)
    assert told == [(ada.email, "Une application d’authentification a été ajoutée")]
    mail.outbox.clear()
    told = sent(own, "/fr/account/2fa/totp/deactivate/")
    assert told == [(ada.email, "L’application d’authentification a été retirée")]


def test_recovery_codes_made_and_used_are_told(ada, own, sent):
    TOTP.activate(ada, generate_totp_secret())
    assert sent(own, "/fr/account/2fa/recovery-codes/generate/") == [
        (ada.email, "De nouveaux codes de récupération ont été créés")
    ]
    mail.outbox.clear()
    codes = Authenticator.objects.get(user=ada, type="recovery_codes").wrap()
    assert isinstance(codes, RecoveryCodes)
    other = Client()
    other.post("/fr/account/login/", {"login": ada.email, "password": PASSWORD})
    told = sent(other, "/fr/account/2fa/authenticate/", code=codes.get_unused_codes()[0])
    assert told == [(ada.email, "Un code de récupération a servi")]
    assert "Codes restants\u00a0: 9." in mail.outbox[0].body


def test_a_removed_passkey_is_told(ada, own, sent):
    key = Authenticator.objects.create(user=ada, type="webauthn", data={"name": "Téléphone", "credential": {}})
    told = sent(own, f"/fr/account/2fa/webauthn/keys/{key.pk}/remove/")
    assert told == [(ada.email, "Une clé d’accès a été retirée")]


def test_a_second_address_is_told_to_the_main_one(ada, own, sent):
    own.post("/fr/account/email/", {"action_add": "", "email": "second@example.test"})
    [asked] = mail.outbox
    assert asked.to == ["second@example.test"]
    code = re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", asked.body)[0]
    mail.outbox.clear()
    told = sent(own, "/fr/account/confirm-email/", code=code)
    assert told == [(ada.email, "Une adresse a été ajoutée")]
    assert "second@example.test" in mail.outbox[0].body


def test_a_moved_main_address_is_told_to_both_and_a_removed_one_to_the_main(ada, own, sent):
    EmailAddress.objects.create(user=ada, email="second@example.test", verified=True, primary=False)
    told = sent(own, "/fr/account/email/", action_primary="", email="second@example.test")
    assert told == [(to, "Votre adresse principale a été changée") for to in (ada.email, "second@example.test")]
    mail.outbox.clear()
    told = sent(own, "/fr/account/email/", action_remove="", email=ada.email)
    assert told == [("second@example.test", "Une adresse a été retirée")]


def test_signing_up_tells_of_no_second_address(db, sent):
    client = Client()
    client.post("/fr/account/signup/", {"display_name": "Zoé", "email": "zoe@example.test", "password1": NEW})
    code = re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", mail.outbox[0].body)[0]
    assert "utilisateur" not in mail.outbox[0].body
    mail.outbox.clear()
    assert sent(client, "/fr/account/confirm-email/", code=code) == []
