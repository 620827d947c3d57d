"""Signing in through another site, over real HTTP: a new account, a linked one, and never somebody else's."""

import http.client
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from accounts.models import User
from lib.turns import OneAtATime
from tests.factories import oidc
from tests.factories.people import PASSWORD, person

LOGIN = "/account/oidc/linkedin/login/"
CALLBACK = "/account/oidc/linkedin/login/callback/"
NOVA = {
    "sub": "ln-1", "name": "Nova  Quai", "given_name": "Nova", "family_name": "Quai",
    "email": "nova@example.test", "email_verified": True,
}  # fmt: skip


@pytest.fixture
def provider(settings):
    with oidc.serving() as found:
        settings.SOCIALACCOUNT_PROVIDERS = found.settings()
        found.claims = dict(NOVA)
        yield found


def redirected(url: str) -> str:
    """Where the provider sends the browser."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}")
        return connection.getresponse().headers["Location"]
    finally:
        connection.close()


def through(client: Client, address: str = LOGIN):
    """From our button to the provider and back: the answer to the callback."""
    away = client.post(address)
    assert away.status_code == 302, away.content.decode()[:500]
    back = urlsplit(redirected(away["Location"]))
    assert (back.scheme, back.netloc, back.path) == ("http", "testserver", CALLBACK)
    return client.get(f"{back.path}?{back.query}")


def signed_in(client: Client) -> int | None:
    user = client.session.get("_auth_user_id")
    return int(user) if user else None


def test_a_new_person_gets_an_account(provider, client, db):
    answer = through(client)
    assert (answer.status_code, answer["Location"]) == (302, "/fr/me/")
    user = User.objects.get()
    assert (user.email, user.display_name, user.locale) == ("nova@example.test", "Nova Quai", "fr")
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified
    assert SocialAccount.objects.get(user=user).uid == "ln-1"
    assert signed_in(client) == user.pk
    asked = provider.asked[0]
    assert (asked["client_id"], asked["response_type"]) == (oidc.CLIENT, "code")
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert len(asked["state"]) >= 12


def test_the_second_time_it_is_the_same_account(provider, client, db):
    through(client)
    provider.claims["email"] = "elsewhere@example.test"  # the address there may change, the person does not
    again = Client()
    through(again)
    assert signed_in(again) == User.objects.get().pk
    assert User.objects.get().email == "nova@example.test"


def test_an_account_with_the_same_address_is_not_taken_over(provider, client, db):
    ada = person("ada")
    provider.claims |= {"sub": "thief", "email": ada.email.upper(), "email_verified": True}
    answer = through(client)
    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)
    assert (ada.email, ada.display_name) == ("ada@example.test", "Ada")
    # The same page and the same step as for anybody new; the owner of the address is told.
    assert answer.status_code == 302
    assert [message.to for message in mail.outbox] == [[ada.email]]
    assert client.get("/fr/me/").status_code == 302


def test_an_address_the_other_site_did_not_check_needs_our_code(provider, client, db):
    provider.claims["email_verified"] = False
    answer = through(client)
    assert answer.status_code == 302
    assert signed_in(client) is None
    assert not EmailAddress.objects.filter(verified=True).exists()
    assert [message.to for message in mail.outbox] == [["nova@example.test"]]


def test_linking_from_the_account_pages(provider, client, db):
    ada = person("ada")
    client.post("/fr/account/login/", {"login": ada.email, "password": PASSWORD})
    client.post("/fr/account/reauthenticate/", {"password": PASSWORD})
    through(client, f"{LOGIN}?process=connect")
    assert SocialAccount.objects.get().user == ada
    other = Client()
    through(other)
    assert signed_in(other) == ada.pk


def test_its_owner_hears_of_a_linked_account_and_of_its_end(provider, client, db, django_capture_on_commit_callbacks):
    ada = person("ada")
    client.post("/fr/account/login/", {"login": ada.email, "password": PASSWORD})
    client.post("/fr/account/reauthenticate/", {"password": PASSWORD})
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        through(client, f"{LOGIN}?process=connect")
        client.post("/fr/account/3rdparty/", {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()
    assert [(*message.to, message.subject) for message in mail.outbox] == [
        (ada.email, "Un autre compte a été associé"),
        (ada.email, "Un compte associé a été retiré"),
    ]
    assert all("LinkedIn" in message.body for message in mail.outbox)


def test_what_is_linked_to_one_is_not_linked_to_another(provider, client, db):
    through(client)
    ben = person("ben")
    other = Client()
    other.post("/fr/account/login/", {"login": ben.email, "password": PASSWORD})
    other.post("/fr/account/reauthenticate/", {"password": PASSWORD})
    through(other, f"{LOGIN}?process=connect")
    assert SocialAccount.objects.get().user.email == "nova@example.test"


def test_the_second_factor_is_asked_after_the_other_site(provider, client, db):
    through(client)
    TOTP.activate(User.objects.get(), generate_totp_secret())
    again = Client()
    answer = through(again)
    assert answer["Location"].split("?")[0] == "/fr/account/2fa/authenticate/"
    assert signed_in(again) is None


@pytest.mark.parametrize("query", ["", "code=x", "code=x&state=forged", "error=access_denied&state=forged"])
def test_a_forged_way_back_signs_nobody_in(provider, client, db, query):
    answer = client.get(f"{CALLBACK}?{query}")
    assert answer.status_code in (200, 302, 401)
    assert signed_in(client) is None
    assert not User.objects.exists()


def test_a_way_back_works_in_its_own_browser_and_once(provider, client, db):
    away = client.post(LOGIN)
    back = urlsplit(redirected(away["Location"]))
    assert "code" in parse_qs(back.query)
    thief = Client()
    thief.get(f"{back.path}?{back.query}")
    assert signed_in(thief) is None
    client.get(f"{back.path}?{back.query}")
    client.post("/fr/account/logout/")
    client.get(f"{back.path}?{back.query}")
    assert signed_in(client) is None


def test_a_name_full_of_tricks(provider, client, db):
    provider.claims["name"] = "\0" + "<script>alert(1)</script> " * 20
    through(client)
    name = User.objects.get().display_name
    assert (len(name) <= 80, "\0" in name) == (True, False)
    assert "<script>alert" not in client.get("/fr/me/").content.decode()


def test_our_page_asks_before_it_leaves(provider, client, db):
    """A link alone starts nothing: the button is a form, so no other site can start a sign-in."""
    page = client.get(LOGIN)
    assert page.status_code == 200
    assert provider.asked == []


def test_others_have_their_turn_while_the_other_site_is_asked(provider, client, db):
    def work(environ, start_response):
        if environ["signs_in"]:
            through(client)
        return [b"done"]

    application, served = OneAtATime(work), []
    provider.meanwhile = lambda: served.extend(application({"signs_in": False}, None))
    assert application({"signs_in": True}, None) == [b"done"]
    assert signed_in(client)
    assert set(served) == {b"done"}
    assert len(served) >= 3  # its configuration, the token, the person
