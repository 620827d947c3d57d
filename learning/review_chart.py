"""The days to come as data for a template: bars already placed, the finding in words, the same rows for a table."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.domain.review_plan import Held, Plan
from lib.dates import day_text

WIDTH, BASE, TALLEST, STEP, BAR = 280, 84, 64, 20, 13


@dataclass(frozen=True)
class Bar:
    """One day. Coordinates are whole numbers, so that no language puts a comma in them."""

    x: int
    y: int
    height: int
    middle: int
    label: str  # the day of the month, on every second bar
    today: bool


@dataclass(frozen=True)
class Forecast:
    title: str
    bars: tuple[Bar, ...]
    most: int
    rows: tuple[tuple[str, int], ...]


def forecast(plan: Plan[Held]) -> Forecast:
    """Bars start at zero and share one scale; a day without cards keeps its place on the line."""
    most = max(count for _day, count in plan.forecast)
    bars = []
    for place, (day, count) in enumerate(plan.forecast):
        height = max(3, round(TALLEST * count / most)) if count else 0
        x = place * STEP
        label = "" if place % 2 else str(day.day)
        bars.append(Bar(x, BASE - height, height, x + BAR // 2, label, place == 0))
    total = sum(count for _day, count in plan.forecast)
    title = (
        ngettext("%(count)s card in the next 14 days", "%(count)s cards in the next 14 days", total) % {"count": total}
        if total
        else _("No card in the next 14 days")
    )
    return Forecast(title, tuple(bars), most, tuple((day_text(day, "l j F"), count) for day, count in plan.forecast))
