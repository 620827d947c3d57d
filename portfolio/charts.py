"""Charts as data for SVG templates: points already placed, a title that states the finding, the data as a table."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, gettext

from lib.dates import day_text
from lib.numbers import format_number
from portfolio.domain.figures import Figures
from portfolio.domain.series import over_time, publications
from portfolio.publication_bars import Bar, PublicationsChart, by, publication_bars
from portfolio.wording import label_of, period_of, show_outcome

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 400, 56, 330, 22, 206
PREFERRED = ("interactions", "impressions", "views", "clicks", "conversions")
MOST_ROWS = 60


@dataclass(frozen=True)
class Tick:
    """A grid line: its height and its label."""

    y: str
    label: str


@dataclass(frozen=True)
class LineChart:
    """One metric over time. Coordinates are texts, so that no language puts a comma in them."""

    id: str
    title: str
    caption: str
    unit: str
    points: str
    ticks: tuple[Tick, ...]
    first: str
    last: str
    end_x: str
    end_y: str
    end_label: str
    table: tuple[tuple[str, str], ...]
    column: str


@dataclass(frozen=True)
class BarChart:
    """Before and after of one result."""

    caption: str
    bars: tuple[Bar, ...]
    note: str = ""


def line_chart(figures: Figures, *, key: str) -> LineChart | None:
    """The first preferred metric known on three days or more; long series are summed by week."""
    for metric in PREFERRED:
        series = over_time(figures.rows, metric)
        if len(series) >= 3:
            weekly = len(series) > MOST_ROWS
            return _line(by("week", series) if weekly else series, label_of(metric), key=key, weekly=weekly)
    return None


def publications_chart(figures: Figures) -> PublicationsChart | None:
    """The first preferred metric known of two publications or more."""
    for metric in PREFERRED:
        series = publications(figures.rows, metric)
        if len(series) >= 2:
            return publication_bars(series, label_of(metric))
    return None


def bar_charts(figures: Figures) -> list[BarChart]:
    """One small chart for each declared before and after; results of different kinds never share one."""
    charts = []
    for item in figures.outcomes:
        if item.before is None or item.before < 0 or item.value < 0:
            continue
        shown, top = show_outcome(item), max(item.before, item.value)
        share = [int(value * 100 / top) if top else 0 for value in (item.before, item.value)]
        bars = (
            Bar(gettext("Before"), shown.before, share[0]),
            Bar(gettext("After"), shown.value, share[1], accent=True),
        )
        charts.append(BarChart(f"{shown.name} {shown.change}".strip(), bars, shown.note))
    return charts


def nice_top(value: Decimal) -> Decimal:
    """The next 1, 2, 3, 5 or 10 times a power of ten: grid lines stay round."""
    if value <= 0:
        return Decimal(1)
    power = Decimal(10) ** value.adjusted()
    return next(step * power for step in map(Decimal, (1, 2, 3, 5, 10)) if step * power >= value)


def _line(series: Sequence[tuple[dt.date, Decimal]], name: str, *, key: str, weekly: bool) -> LineChart:
    language = get_language() or "fr"
    days = [day for day, _ in series]
    values = [value for _, value in series]
    top, span = nice_top(max(values)), max((days[-1] - days[0]).days, 1)
    xs = [f"{LEFT + (RIGHT - LEFT) * (day - days[0]).days / span:.1f}" for day in days]
    ys = [_y(value, top) for value in values]
    # Months in words: 09/01 is the first of September to some readers of English and a day of January to others.
    axis = "MONTH_DAY_FORMAT" if days[0].year == days[-1].year else "DATE_FORMAT"
    words = {"name": name, "first": format_number(values[0], language), "last": format_number(values[-1], language)}
    caption = gettext("%(name)s went from %(first)s to %(last)s") % words
    return LineChart(
        id=key,
        title=f"{caption}. {period_of((days[0], days[-1]))}.",
        caption=caption,
        unit=gettext("By week") if weekly else gettext("By day"),
        points=" ".join(f"{x},{y}" for x, y in zip(xs, ys, strict=True)),
        ticks=tuple(Tick(_y(top * n / 2, top), format_number(top * n / 2, language)) for n in range(3)),
        first=day_text(days[0], axis),
        last=day_text(days[-1], axis),
        end_x=xs[-1],
        end_y=ys[-1],
        end_label=words["last"],
        table=tuple((day_text(day), format_number(value, language)) for day, value in series),
        column=name,
    )


def _y(value: Decimal, top: Decimal) -> str:
    return f"{BOTTOM - (BOTTOM - TOP) * float(value / top):.1f}"
