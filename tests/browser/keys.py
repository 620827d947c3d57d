"""Without a mouse: Tab from stop to stop, the focus seen at each and never caught."""

from playwright.sync_api import Locator, Page

MOST_STOPS = 160

# What has the focus, and whether one sees it: a ring on the control, or on the label that stands for a hidden one.
FOCUS = """() => {
    const e = document.activeElement
    if (!e || e === document.body) return null
    const ring = (x) => {
        const s = getComputedStyle(x)
        return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'
    }
    const stand = [e, e.nextElementSibling, ...(e.labels || [])].filter(Boolean)
    window.stops = window.stops || []
    let number = window.stops.indexOf(e)
    if (number < 0) number = window.stops.push(e) - 1
    return {number, seen: stand.some(ring), what: e.outerHTML.slice(0, 160)}
}"""


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until `wanted` has the focus; every stop is seen, and none holds the focus."""
    before = None
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is not None:
            assert focus["seen"], focus["what"]
            assert focus["number"] != before, ("caught", focus["what"])
            before = focus["number"]
        if wanted.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"{wanted} was not reached")


def press_on(page: Page, wanted: Locator) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")
