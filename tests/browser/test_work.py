"""A scenario to its debrief, a task to its acceptance at the desk, and the pages of reference, in a real browser."""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from accounts.models import User
from learning.models import DocumentVersion
from tests.browser.acting import play_to_the_end, sign_in
from tests.browser.conftest import Site, watched
from tests.browser.looking import look

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("rows")]

REFERENCE = {
    "tools-fr": "/fr/outils/",
    "certifications-fr": "/fr/certifications/",
    "interviews-fr": "/fr/entretiens/",
    "roles-compared-fr": "/fr/metiers/?compare=analyste-mesures&compare=community-manager",
    "ladder-compared-fr": "/fr/echelle/?tier=coordinateur&with=manager-junior",
}


@pytest.fixture
def desk(chromium: Browser, site: Site, page: Page) -> Iterator[Page]:
    """The mentor's own browser, signed in with the second factor that the desk asks for."""
    mentor = User.objects.get(email="mentor@demo.test")
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(mentor, secret)
    context = chromium.new_context(
        base_url=site.url, locale="fr-FR", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    other = context.new_page()
    sign_in(other, mentor.email, secret)
    yield other
    context.close()


def test_a_scenario_to_its_debrief(page: Page, site: Site) -> None:
    page.goto("/fr/lecons/esprit-de-service/")
    page.locator("form[action$='/play/'] button").click()
    look(page, "scenario-step-fr")
    assert play_to_the_end(page) > 1
    look(page, "scenario-debrief-fr")
    page.goto("/fr/lecons/esprit-de-service/")
    expect(page.locator("section:has(form[action$='/play/'])")).to_contain_text("Réussi")


def test_a_task_from_its_document_to_the_ledger(page: Page, desk: Page) -> None:
    # The calendar of the lesson is filled in, and handed in as it stands.
    sign_in(page, "learner@demo.test")
    page.goto("/fr/lecons/s-organiser/")
    sheet = page.locator("section[data-activity]:has(form[data-autosave])")
    for field in sheet.locator("input:visible, textarea:visible").all():
        field.fill("12")
    sheet.locator("button[type=submit]").first.click()
    expect(sheet.locator("[data-saved]")).to_contain_text("enregistré.")
    page.goto("/fr/me/documents/")
    page.locator("main").get_by_role("link", name=re.compile("Calendrier éditorial")).first.click()
    expect(page).to_have_url(re.compile(r"/fr/me/documents/[0-9a-f-]{36}/"))
    look(page, "document-fr")
    page.goto("/fr/lecons/s-organiser/")
    page.locator("a[href*='/me/tasks/']").click()
    page.locator("input[name=kind][value=document]").check()
    page.locator("select[name=document]").select_option(index=1)
    page.locator("textarea[name=note]").fill("Deux semaines pour un club inventé.")
    look(page, "task-fr")
    page.locator("button[name=do][value=submit]").click()
    expect(page).to_have_url(re.compile(r"/fr/me/documents/work/"))
    look(page, "work-fr")

    # The mentor finds it, reads it beside what was asked, and accepts it.
    desk.goto("/fr/desk/")
    look(desk, "desk-fr")
    desk.get_by_role("link", name="Une quinzaine qui tient").click()
    expect(desk.locator("main")).to_contain_text("Deux semaines pour un club inventé.")
    look(desk, "review-fr")
    desk.locator("fieldset.rubric input[value='3']").check()
    desk.locator("input[name=outcome][value=accepted]").check()
    desk.locator("form:has(input[name=outcome]) button.btn").click()
    expect(desk).to_have_url(re.compile(r"/fr/desk/$"))

    # The learner holds level 3, reviewed, and the requirement of the second tier.
    page.goto("/fr/me/skills/?tier=coordinateur")
    expect(page.locator("#calendrier-editorial .ratio")).to_contain_text("3 / 2")
    page.goto("/fr/me/why/tier/coordinateur/")
    row = page.locator("tr", has_text="Un calendrier éditorial de deux semaines, relu")
    expect(row.locator("td").last).to_have_text("+1")


@pytest.mark.parametrize("where", REFERENCE)
def test_pages_of_reference(page: Page, site: Site, where: str) -> None:
    answer = page.goto(REFERENCE[where])
    assert answer is not None
    assert answer.status == 200
    look(page, where)


@pytest.fixture
def window(chromium: Browser, site: Site) -> Iterator[Page]:
    """A page that is refused what another window replaced, and whose connection goes away."""
    with watched(chromium, site, "409 (Conflict)", "ERR_INTERNET_DISCONNECTED") as page:
        yield page


def test_what_is_typed_goes_with_the_page_and_two_windows_never_replace_each_other(window: Page) -> None:
    """Nobody waits for the autosave: a link, a connection that is gone, a second window."""
    where = "/fr/lecons/s-organiser/"
    asked: list[str] = []

    def ask(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    def opened(one: Page) -> tuple[Locator, Locator]:
        one.goto(where)
        form = one.locator("form[data-autosave]").first
        return form, form.locator("input:visible, textarea:visible").first

    sign_in(window, "learner@demo.test")
    window.on("dialog", ask)
    form, field = opened(window)
    field.press("Control+A")  # another journey of this learner may have left something there
    field.press_sequentially("en partant")
    window.locator("header a").first.click()
    for _ in range(10):  # the page asked for may be made before what was typed has arrived
        form, field = opened(window)
        if field.input_value() == "en partant":
            break
    expect(field).to_have_value("en partant")
    assert asked == []

    other = window.context.new_page()
    theirs, their_field = opened(other)
    their_field.fill("celui de l’autre")
    expect(theirs.locator("[data-saved]")).to_have_text("C’est enregistré.")
    with window.expect_response(lambda response: response.status == 409):
        field.fill("le mien")
    expect(form.locator("[data-save] a[href^='#other-']")).to_be_visible()
    form.locator("button[type=submit]").first.click()  # pressed all the same: refused, told, and both texts are there
    expect(window.locator("[data-other]")).to_be_focused()
    expect(window.locator("[data-other]")).to_contain_text("celui de l’autre")
    expect(window.locator("form[data-autosave]").first.locator("input:visible, textarea:visible").first).to_have_value(
        "le mien"
    )
    with window.expect_response(lambda response: response.status == 409):
        window.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")  # a phone asks nobody before it leaves
    assert any("le mien" in str(version.state) for version in DocumentVersion.objects.all())
    window.locator("button[name=replace]").click()
    expect(window.locator("[data-saved]").first).to_contain_text("enregistré.")
    assert asked == []

    form, field = opened(window)
    expect(field).to_have_value("le mien")
    window.context.set_offline(True)
    field.click()
    field.fill("sans connexion")
    expect(form.locator("[data-saved]")).to_contain_text("Pas encore enregistré")
    with window.expect_event("dialog"):
        window.evaluate("setTimeout(() => location.reload())")
    window.context.set_offline(False)
    assert asked == ["beforeunload"]
