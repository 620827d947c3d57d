"""What every page is held to: no serious fault for assistive tools in either theme, nothing wider than a phone."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import ROOT

SHOTS = ROOT / "var" / "screenshots"


# Colours change over a frame or two: contrast is judged once nothing moves.
SETTLED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
    Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => done(true)))))"""


TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [
    [document.documentElement.scrollWidth, innerWidth],
    ...[...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 8).map((e) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 60)}`)]"""


def axe(page: Page, where: str) -> None:
    """No serious violation, in both themes."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(SETTLED)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}).response
        serious = [
            (v["id"], [n["html"][:160] for n in v["nodes"]][:3])
            for v in found["violations"]
            if v["impact"] in ("serious", "critical")
        ]
        assert serious == [], (where, scheme)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")


def narrow(page: Page, where: str) -> None:
    """Nothing wider than a phone."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate(SETTLED)
    assert page.evaluate(TOO_WIDE) == [], where
    page.set_viewport_size({"width": 1280, "height": 900})


def look(page: Page, where: str) -> None:
    axe(page, where)
    narrow(page, where)
    Path(SHOTS).mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(SHOTS / f"{where}.png"), full_page=True)
