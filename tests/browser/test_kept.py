"""A session that ended while somebody wrote, in a real browser: nothing typed is lost, nothing goes without a click."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.acting import sign_in
from tests.browser.conftest import Site, watched

pytestmark = pytest.mark.browser
LEARNER = "learner@demo.test"


@pytest.fixture
def window(chromium: Browser, site: Site) -> Iterator[Page]:
    with watched(chromium, site, "403 (Forbidden)") as page:
        yield page


def out(window: Page) -> None:
    window.context.clear_cookies(name="sessionid")


def in_again(window: Page) -> None:
    """In another tab, which gives out a new token; then back."""
    other = window.context.new_page()
    sign_in(other, LEARNER)
    other.close()
    window.bring_to_front()
    window.evaluate("dispatchEvent(new Event('focus'))")


def test_a_rehearsal_says_that_one_is_signed_out_and_saves_once_one_is_back(window: Page) -> None:
    sign_in(window, LEARNER)
    window.goto("/fr/me/career/rehearsals/")
    window.locator("main form[action$='/rehearsals/'] button.btn").first.click()
    saved = window.locator("[data-saved]")
    out(window)
    window.locator("#text").fill("Écrit après la fin")
    expect(saved.locator("a[target=_blank]")).to_have_attribute("href", "/fr/account/login/")
    in_again(window)
    expect(saved).to_have_text("C’est enregistré.")
    window.reload()
    expect(window.locator("#text")).to_have_value("Écrit après la fin")


def test_a_paper_of_a_lesson_is_sent_by_a_click_of_who_signed_in_again(window: Page) -> None:
    sign_in(window, LEARNER)
    window.goto("/fr/lecons/s-organiser/")
    form = window.locator("form[data-autosave]").first
    out(window)
    in_again(window)
    form.locator("input:visible, textarea:visible").first.fill("avant le clic")
    expect(form.locator("[data-saved] a[target=_blank]")).to_be_visible()
    form.locator("button[type=submit]").first.click()
    expect(window.locator("main")).to_contain_text("Ce que vous avez écrit")
    window.locator("[data-kept] button").click()  # once: the script of the page takes the new token along
    expect(window.locator("form[data-autosave]").first).to_be_visible()
    window.goto("/fr/lecons/s-organiser/")
    typed = window.locator("form[data-autosave]").first.locator("input:visible, textarea:visible").first
    expect(typed).to_have_value("avant le clic")


def test_answers_of_a_quiz_stand_there_again_and_an_older_window_is_told(chromium: Browser, site: Site) -> None:
    with watched(chromium, site, "409 (Conflict)", "422 (Unprocessable") as window:
        window.goto("/fr/lecons/clics-conversions/")
        window.get_by_role("button", name=re.compile("Commencer le quiz")).click()
        form, place = window.locator("form#quiz"), window.url
        choices = "form#quiz section:has(input[type=radio])"
        first, second = (window.locator(choices).nth(n).locator("input").first for n in (0, 1))
        older = window.context.new_page()
        older.goto(place)

        # Kept after a moment, and what was chosen a moment before leaving too.
        first.check()
        expect(form.locator("[data-saved]")).to_have_text("Vos réponses sont gardées.")
        second.check()
        window.goto("/fr/lecons/clics-conversions/")
        window.goto(place)
        expect(first).to_be_checked()
        expect(second).to_be_checked()

        other = older.locator(choices).nth(1).locator("input").last
        other.check()
        expect(older.locator("[data-other]")).to_contain_text("une autre fenêtre")
        expect(other).to_be_checked()
        older.close(run_before_unload=False)

        window.locator("button[name=later]").click()
        expect(window.locator("main")).to_contain_text("Vos réponses sont gardées")
        window.goto(place)
        expect(first).to_be_checked()
        form.locator("button.btn:not(.quiet)").press("Enter")
        window.locator("button[name=anyway]").click()
        expect(window).to_have_url(re.compile("/result/$"))
