"""Without a mouse: Tab, Enter, Space and arrows only, the focus seen at every stop and never caught."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect

from cms.versions import latest_versions
from tests.browser.acting import DEMO_PASSWORD, best_choice
from tests.browser.conftest import Site
from tests.browser.keys import FOCUS, press_on, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("rows")]


def choose(page: Page, group: Locator, value: str) -> None:
    """A radio button of a group: Tab into the group, then arrows."""
    tab_to(page, group.first)
    page.keyboard.press("Space")
    for _ in range(group.count()):
        if page.evaluate("() => document.activeElement.value") == value:
            break
        page.keyboard.press("ArrowDown")
    assert page.evaluate("() => [document.activeElement.value, document.activeElement.checked]") == [value, True]


def select_second(page: Page, field: Locator) -> None:
    tab_to(page, field)
    page.keyboard.press("ArrowDown")
    assert field.input_value() != ""


def test_a_journey_without_a_mouse(page: Page, site: Site) -> None:
    # Past the header, to a first lesson.
    page.goto("/fr/")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    assert page.evaluate(FOCUS)["seen"]
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#content$"))
    press_on(page, page.locator("form.hero a.btn"))
    expect(page).to_have_url(re.compile(r"/fr/lecons/metier-central/"))

    # A self-check, passed.
    check = page.locator("section[data-activity]:has(input[type=radio])").first
    options = check.locator("input[type=radio]")
    key = UUID(options.first.get_attribute("name") or "")
    right = next(o["id"] for o in latest_versions([key], "fr")[key].payload["options"] if o["correct"])
    choose(page, options, right)
    press_on(page, check.locator("button[type=submit]"))
    expect(check.locator("[role=status]")).to_contain_text("Juste")

    # A board by its selects.
    page.goto("/fr/lecons/clics-conversions/")
    board = page.locator("section[data-activity]:has(.place-row)").first
    for field in board.locator("select").all():
        select_second(page, field)
    press_on(page, board.locator("button[type=submit]"))
    expect(board.locator("[role=status]")).to_be_visible()

    # A step of a scenario.
    page.goto("/fr/lecons/esprit-de-service/")
    press_on(page, page.locator("form[action$='/play/'] button"))
    expect(page).to_have_url(re.compile(r"/fr/me/scenario/"))
    choose(page, page.locator("input[name=choice]"), best_choice(page))
    press_on(page, page.locator("main form button[type=submit]"))
    expect(page.locator(".outcome")).to_be_visible()

    # And in.
    page.goto("/fr/")
    press_on(page, page.locator("header a[href*='/account/login/']:visible").first)
    expect(page).to_have_url(re.compile(r"/account/login/"))
    press_on(page, page.locator("main details summary", has_text="mot de passe"))
    tab_to(page, page.locator("#id_login"))
    page.keyboard.type("learner@demo.test")
    tab_to(page, page.locator("#id_password"))
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/fr/me/$"))
