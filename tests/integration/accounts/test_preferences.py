"""Profile and display."""

import pytest
from allauth.account.models import EmailAddress

pytestmark = pytest.mark.django_db
PROFILE, THEME = "/en/me/profile/", "/en/theme/"


def test_the_profile_is_saved_and_speaks_the_language_chosen(client, ada):
    client.force_login(ada)
    assert client.get(PROFILE).status_code == 200
    response = client.post(PROFILE, {"display_name": "Ada L.", "locale": "fr", "time_zone": "America/Montreal"})
    assert (response.status_code, response.url) == (302, "/fr/me/profile/")
    assert "C’est enregistré." in client.get(response.url).content.decode()
    ada.refresh_from_db()
    assert (ada.display_name, ada.locale, ada.time_zone) == ("Ada L.", "fr", "America/Montreal")


def test_the_first_page_opens_in_the_language_of_the_account(client, ada, queries):
    assert client.get("/", headers={"accept-language": "fr"}).url == "/fr/"
    client.force_login(ada)
    with queries(2):  # session and account, which are read for every page that brings a session
        assert client.get("/", headers={"accept-language": "fr"}).url == "/en/"


def test_signing_in_leads_to_the_language_of_the_account(client, ada):
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    bare = client.get("/account/login/?next=/fr/me/skills/", headers={"accept-language": "fr"})
    assert bare.url == "/fr/account/login/?next=/fr/me/skills/"
    signed_in = client.post("/fr/account/login/", {"login": ada.email, "password": "a long password"})
    assert (signed_in.status_code, signed_in.url) == (302, "/en/me/")
    assert "Successfully signed in as" in client.get("/en/me/").content.decode()


def test_signing_in_leads_to_the_address_that_was_asked_for(client, ada):
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    data = {"login": ada.email, "password": "a long password", "next": "/fr/me/skills/"}
    assert client.post("/fr/account/login/", data).url == "/fr/me/skills/"


def test_what_the_form_refuses_is_neither_saved_nor_shown_as_ours(client, ada):
    client.force_login(ada)
    response = client.post(PROFILE, {"display_name": "Zoé Zut", "locale": "xx", "time_zone": "Europe/Paris"})
    assert response.status_code == 422
    assert 'aria-hidden="true">AL<' in response.content.decode()
    ada.refresh_from_db()
    assert (ada.display_name, ada.locale) == ("Ada Lune", "en")


def test_an_address_or_a_role_cannot_be_posted(client, ada):
    client.force_login(ada)
    data = {"display_name": "Ada", "locale": "en", "time_zone": "Europe/Paris"}
    client.post(PROFILE, {**data, "email": "x@example.test", "is_staff": "1", "is_superuser": "1"})
    ada.refresh_from_db()
    assert (ada.email, ada.is_staff, ada.is_superuser) == ("ada@example.test", False, False)


@pytest.mark.parametrize(
    ("wanted", "landed"),
    [
        ("/en/ladder/", "/en/ladder/"),
        ("https://evil.test/", "/"),
        ("//evil.test/", "/"),
        ("/\\evil.test", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_theme_leads_back_to_this_site_only(client, wanted, landed):
    response = client.post(THEME, {"theme": "dark", "next": wanted})
    assert (response.status_code, response.url) == (302, landed)
    cookie = response.cookies["theme"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("dark", True, "Lax")


def test_an_unknown_theme_sets_nothing(client):
    assert (client.get(THEME).status_code, client.get(THEME).url) == (302, "/en/")
    assert "theme" not in client.post(THEME, {"theme": "<script>", "next": "/"}).cookies
