"""Self-reviews over time as small charts: one dimension a panel, the title states what changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from career.domain.comparing import Rated
from lib.numbers import format_number

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 300, 132, 22, 256, 14, 104
HIGHEST = 3


@dataclass(frozen=True)
class SmallChart:
    """Coordinates are texts, so that no language puts a comma in them. `dots`: (x, y) of each rehearsal rated."""

    id: str
    name: str
    title: str
    points: str
    dots: tuple[tuple[str, str], ...]
    ticks: tuple[tuple[str, int], ...]
    end: tuple[str, str, str]
    first: str
    last: str


def small_chart(code: str, name: str, days: Sequence[str], values: Sequence[Rated | None]) -> SmallChart | None:
    """One dimension over the rehearsals, oldest first; None below two of them rated on it."""
    known = [(place, one) for place, one in enumerate(values) if one is not None]
    if len(known) < 2:
        return None
    language = get_language() or "fr"
    span = max(known[-1][0] - known[0][0], 1)

    def at(place: int, value: float) -> tuple[str, str]:
        x = LEFT + (RIGHT - LEFT) * (place - known[0][0]) / span
        return f"{x:.1f}", f"{BOTTOM - (BOTTOM - TOP) * value / HIGHEST:.1f}"

    dots = tuple(at(place, float(one.value)) for place, one in known)
    first, last = (format_number(one.value, language) for one in (known[0][1], known[-1][1]))
    words = {"name": name, "first": first, "last": last, "count": len(known)}
    if first == last:
        title = _("%(name)s stays at %(last)s over %(count)s rehearsals") % words
    else:
        title = _("%(name)s goes from %(first)s to %(last)s over %(count)s rehearsals") % words
    return SmallChart(
        id=f"chart-{code}",
        name=name,
        title=title[0].upper() + title[1:],
        points=" ".join(f"{x},{y}" for x, y in dots),
        dots=dots[:-1],
        ticks=tuple((at(known[0][0], value)[1], value) for value in (0, 1, 2, 3)),
        end=(*dots[-1], last),
        first=days[known[0][0]],
        last=days[known[-1][0]],
    )
