"""Totals of publications side by side: one bar each, or added up by the shortest time that leaves few bars."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, gettext, pgettext

from lib.dates import day_text
from lib.numbers import format_number

MOST_BARS = 24
Series = Sequence[tuple[dt.date, Decimal]]
# The day that a period begins with.
STARTS: dict[str, Callable[[dt.date], dt.date]] = {
    "day": lambda day: day,
    "week": lambda day: day - dt.timedelta(days=day.weekday()),
    "month": lambda day: day.replace(day=1),
    "year": lambda day: day.replace(month=1, day=1),
}


@dataclass(frozen=True)
class Bar:
    """One bar: `percent` of the longest, 0 to 100."""

    label: str
    value: str
    percent: int
    accent: bool = False


@dataclass(frozen=True)
class PublicationsChart:
    """What is drawn: the caption states the finding, `unit` says what a bar is."""

    caption: str
    unit: str
    bars: tuple[Bar, ...]


def by(period: str, series: Series) -> list[tuple[dt.date, Decimal]]:
    """Sums of each period, named by the day it begins with; `period` is one of `STARTS`."""
    sums: dict[dt.date, Decimal] = defaultdict(Decimal)
    for day, value in series:
        sums[STARTS[period](day)] += value
    return sorted(sums.items())


def publication_bars(series: Series, name: str) -> PublicationsChart | None:
    """The chart of one metric called `name`; None where no time divides many publications into a few bars."""
    period, shown = _grouped(series)
    if not period:
        return None
    language, each = get_language() or "fr", _words()[period]
    values = [value for _, value in shown]
    top = max(*values, Decimal(0))
    bars = tuple(
        Bar(
            label,
            format_number(value, language),
            int(max(value, Decimal(0)) * 100 / top) if top else 0,
            value == top > 0,
        )
        for label, value in zip(_labels(period, [day for day, _ in shown]), values, strict=True)
    )
    words = {"name": name, "least": format_number(min(values), language), "most": format_number(max(values), language)}
    caption = gettext("%(name)s: from %(least)s to %(most)s a %(period)s") % {**words, "period": each}
    if period == "publication":
        return PublicationsChart(caption, gettext("Total of each publication since it appeared"), bars)
    unit = gettext("Totals of the publications of each %(period)s, since each appeared") % {"period": each}
    return PublicationsChart(caption, unit, bars)


def _grouped(series: Series) -> tuple[str, Series]:
    if 2 <= len(series) <= MOST_BARS:
        return "publication", series
    for period in STARTS:
        if 2 <= len(shown := by(period, series)) <= MOST_BARS:
            return period, shown
    return "", ()


def _words() -> dict[str, str]:
    return {
        "publication": pgettext("period of a chart", "publication"),
        "day": pgettext("period of a chart", "day"),
        "week": pgettext("period of a chart", "week"),
        "month": pgettext("period of a chart", "month"),
        "year": pgettext("period of a chart", "year"),
    }


def _labels(period: str, days: Sequence[dt.date]) -> list[str]:
    if period == "year":
        return [str(day.year) for day in days]
    if period == "month":
        return [day_text(day, "YEAR_MONTH_FORMAT") for day in days]
    if period == "week":
        return [gettext("Week of %(day)s") % {"day": day_text(day)} for day in days]
    # Publications of one day are numbered.
    of_day, seen = Counter(days), Counter[dt.date]()
    labels = []
    for day in days:
        seen[day] += 1
        labels.append(f"{day_text(day)} ({seen[day]})" if of_day[day] > 1 else day_text(day))
    return labels
