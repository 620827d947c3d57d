"""The second factor, from its set-up to signing in with a code and with a recovery code."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from tests.factories.people import PASSWORD, person

INDEX, TOTP = "/en/account/2fa/", "/en/account/2fa/totp/activate/"
CODES, SIGN_IN = "/en/account/2fa/recovery-codes/", "/en/account/2fa/authenticate/"


def code_of(secret: str) -> str:
    """What the app on the phone shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def wrong(secret: str) -> str:
    known = {format_hotp_value(hotp_value(secret, counter)) for counter in yield_hotp_counters_from_time()}
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in known)


def sign_in(client: Client, user):
    return client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def ada(db):
    return person("ada", locale="en")


@pytest.fixture
def protected(client, ada):
    """ada set up her app and read her recovery codes: (secret, codes)."""
    sign_in(client, ada)
    asked = client.get(TOTP)
    assert asked["Location"].startswith("/en/account/reauthenticate/")
    client.post(asked["Location"], {"password": PASSWORD})
    page = client.get(TOTP).content.decode()
    secret = client.session["mfa.totp.secret"]
    assert secret in page
    assert "data:image/svg+xml" in page or "<svg" in page
    refused = client.post(TOTP, {"code": wrong(secret)})
    assert refused.status_code == 200
    assert not Authenticator.objects.exists()
    done = client.post(TOTP, {"code": code_of(secret)})
    assert (done.status_code, done["Location"]) == (302, CODES)
    page = client.get(CODES).content.decode()
    codes = re.findall(r"\b[0-9a-f]{8}\b", page)
    client.post("/en/account/logout/")
    cache.clear()  # time goes by: the code just used has expired
    return secret, codes


def test_set_up_gives_an_app_and_ten_codes(ada, protected):
    _, codes = protected
    kinds = set(Authenticator.objects.filter(user=ada).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert len(codes) == len(set(codes)) == 10


def test_signing_in_asks_for_the_code(client, ada, protected):
    secret, _ = protected
    answer = sign_in(client, ada)
    assert answer["Location"].split("?")[0] == SIGN_IN
    assert not signed_in(client)
    assert client.get("/en/me/").status_code == 302
    for code in (wrong(secret), "", "12345\0", "9" * 5000, "<script>"):
        assert client.post(SIGN_IN, {"code": code}).status_code == 200
        assert not signed_in(client)
    cache.clear()
    assert client.post(SIGN_IN, {"code": code_of(secret)})["Location"] == "/en/me/"
    assert signed_in(client)


def test_a_code_works_once(client, ada, protected):
    secret, _ = protected
    code = code_of(secret)
    sign_in(client, ada)
    client.post(SIGN_IN, {"code": code})
    assert signed_in(client)
    other = Client()
    sign_in(other, ada)
    other.post(SIGN_IN, {"code": code})
    assert not signed_in(other)


def test_a_recovery_code_works_once(client, ada, protected):
    _, codes = protected
    sign_in(client, ada)
    client.post(SIGN_IN, {"code": codes[0]})
    assert signed_in(client)
    other = Client()
    sign_in(other, ada)
    other.post(SIGN_IN, {"code": codes[0]})
    assert not signed_in(other)
    other.post(SIGN_IN, {"code": codes[1]})
    assert signed_in(other)


def test_the_code_page_alone_signs_nobody_in(client, ada, protected):
    secret, _ = protected
    assert client.post(SIGN_IN, {"code": code_of(secret)}).status_code == 302
    assert not signed_in(client)


def test_ben_cannot_use_the_code_of_ada(client, ada, protected):
    secret, _ = protected
    ben = person("ben", "Mentor", locale="en")
    sign_in(client, ben)
    client.post(SIGN_IN, {"code": code_of(secret)})
    assert not signed_in(client)


def test_turning_it_off_asks_for_it_first(client, ada, protected):
    secret, _ = protected
    sign_in(client, ada)
    client.post(SIGN_IN, {"code": code_of(secret)})
    answer = client.post("/en/account/2fa/totp/deactivate/")
    assert answer["Location"].split("?")[0] in ("/en/account/2fa/reauthenticate/", "/en/account/reauthenticate/")
    assert Authenticator.objects.filter(user=ada, type="totp").exists()
