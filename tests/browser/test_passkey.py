"""A passkey added, told of by e-mail over SMTP, and used: a real browser with an authenticator of its own."""

from email.header import decode_header, make_header

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import DEMO_PASSWORD, newcomer, sign_in
from tests.browser.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("rows")]
NADIA = "nadia@example.test"


def give_an_authenticator(page: Page) -> None:
    """As a telephone that knows its owner: it keeps keys and asks for nothing."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    has = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True, **has}},
    )


def test_a_passkey_is_added_told_of_and_opens_the_account_alone(page: Page, site: Site) -> None:
    newcomer(NADIA, "Nadia")
    give_an_authenticator(page)
    sign_in(page, NADIA)
    page.goto("/fr/account/2fa/webauthn/add/")
    page.locator("input[name=password]").fill(DEMO_PASSWORD)  # asked again before a key is added
    page.locator("input[name=password]").press("Enter")
    page.locator("#id_name").fill("Téléphone")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/2fa/recovery-codes/**")  # the first key brings them
    page.goto("/fr/account/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("Téléphone")
    subjects = [str(make_header(decode_header(each["Subject"]))) for each in site.mail.messages if NADIA in each["To"]]
    assert "Une clé d’accès a été ajoutée" in subjects

    page.context.clear_cookies()
    page.goto("/fr/account/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/fr/me/")
    expect(page.locator("main h1").first).to_contain_text("Nadia")
