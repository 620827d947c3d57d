"""My path and the best one as two lines: the sum of the dimensions after each decision."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from learning.domain.scenario import Run

LEFT, RIGHT, TOP, BOTTOM = 52, 560, 20, 240


@dataclass(frozen=True)
class Chart:
    """Coordinates are texts, so that no language puts a comma in them. `rows`: decision, mine, best ("" where none)."""

    title: str
    mine: str
    best: str
    mine_end: tuple[str, str, int]
    best_end: tuple[str, str, int]
    lines: tuple[tuple[str, int], ...]
    marks: tuple[tuple[str, int], ...]
    rows: tuple[tuple[int, int | str, int | str], ...]


def chart(mine: Run, best: Run) -> Chart:
    sums = [_sums(mine), _sums(best)]
    last = max(len(values) for values in sums) - 1
    low, high = min(map(min, sums)) // 50 * 50, -(-max(map(max, sums)) // 50) * 50
    span = max(high - low, 50)

    def x(index: int) -> str:
        return f"{LEFT + (RIGHT - LEFT) * index / max(last, 1):.1f}"

    def y(value: int) -> str:
        return f"{BOTTOM - (BOTTOM - TOP) * (value - low) / span:.1f}"

    points = [" ".join(f"{x(index)},{y(value)}" for index, value in enumerate(values)) for values in sums]
    ends = [(x(len(values) - 1), y(values[-1]), values[-1]) for values in sums]
    mine_end, best_end = ends[0][2], ends[1][2]
    title = _("You end at %(mine)s points in all, the best path at %(best)s.") % {"mine": mine_end, "best": best_end}
    rows = tuple(
        (index, *(values[index] if index < len(values) else "" for values in sums)) for index in range(last + 1)
    )
    step = 50 if span <= 200 else 100
    return Chart(
        title=title,
        mine=points[0],
        best=points[1],
        mine_end=ends[0],
        best_end=ends[1],
        lines=tuple((y(value), value) for value in range(low, low + span + 1, step)),
        marks=tuple((x(index), index) for index in range(last + 1)),
        rows=rows,  # type: ignore[arg-type]
    )


def _sums(run: Run) -> list[int]:
    first = run.decisions[0].before if run.decisions else run.values
    return [sum(first), *(sum(decision.after) for decision in run.decisions)]
