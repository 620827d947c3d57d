"""Is any other way through as good as the best path? Exact, without walking every path.

Steps are taken in order. At each of them only the states (values of the dimensions) that some deviation leads to are
kept, once each, and only those that can still reach the best path's total:

* by dimension: the highest end that each dimension can reach alone from its value (a table, computed backwards);
* by sum: the values plus the largest sum of changes on any way to an end, negative changes counted no lower than the
  lowest value that can stand there (a dimension at 0 loses nothing more).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lib.scenario.graph import HIGHEST, LOWEST, Graph, Step, Values, best_path, walk

BUDGET: Final = 30_000
_COMPARED: Final = 400

Path = tuple[str, ...]


class TooLarge(Exception):
    """More states than the budget allows: no answer."""


@dataclass(frozen=True)
class Rival:
    """Another way through, as its choices' keys, and the sum of its dimensions at the end."""

    total: int
    path: Path


def strongest_rival(graph: Graph, order: list[Step], budget: int = BUDGET) -> Rival | None:
    """The best of the paths that leave the best path somewhere and end at its total or above; None if there is none.

    `order`: the reachable steps, each before those it leads to. Raises TooLarge.
    """
    bounds = _Bounds(graph, order)
    path = best_path(graph)
    wanted = sum(walk(graph, path)[-1])
    along = dict(zip((step for step, _ in path), walk(graph, path), strict=False))
    waiting: dict[str, dict[Values, Path]] = {step.key: {} for step in order}
    trail: Path = ()
    found: Rival | None = None
    for step in order:
        states: list[tuple[Values, Path, bool]] = [(v, p, False) for v, p in _front(waiting.pop(step.key)).items()]
        if step.key in along:
            trail = _trail(path, step.key)
            states.append((along[step.key], trail, True))
        budget -= len(states)
        if budget < 0:
            raise TooLarge
        for values, taken, on_best in states:
            for choice in step.choices:
                if on_best and choice.best:
                    continue
                after = graph.after(values, choice)
                if choice.next:
                    if bounds.reach(choice.next, after) >= wanted:
                        waiting[choice.next].setdefault(after, (*taken, choice.key))
                elif sum(after) >= wanted and (found is None or sum(after) > found.total):
                    found = Rival(sum(after), (*taken, choice.key))
    return found


def _trail(path: list[tuple[str, str]], key: str) -> Path:
    steps = [step for step, _ in path]
    return tuple(choice for _, choice in path[: steps.index(key)])


def _front(states: dict[Values, Path]) -> dict[Values, Path]:
    """Without the states that another one equals or beats in every dimension: more is never worse later."""
    if len(states) > _COMPARED:
        return states
    kept: dict[Values, Path] = {}
    for values in sorted(states, key=sum, reverse=True):
        if not any(all(a >= b for a, b in zip(other, values, strict=True)) for other in kept):
            kept[values] = states[values]
    return kept


class _Bounds:
    """What can at most be reached at the end, from a step and values."""

    def __init__(self, graph: Graph, order: list[Step]) -> None:
        names = [dimension.key for dimension in graph.dimensions]
        lowest = _lowest(graph, order)
        self.highest: dict[str, list[list[int]]] = {}
        self.gain: dict[str, int] = {}
        for step in reversed(order):
            tables = [[LOWEST] * (HIGHEST + 1) for _ in names]
            gains = []
            for choice in step.choices:
                effects = [choice.effects.get(name, 0) for name in names]
                for index, effect in enumerate(effects):
                    onward = self.highest[choice.next][index] if choice.next else None
                    for value in range(HIGHEST + 1):
                        after = max(LOWEST, min(HIGHEST, value + effect))
                        tables[index][value] = max(tables[index][value], onward[after] if onward else after)
                change = sum(max(e, -low) for e, low in zip(effects, lowest[step.key], strict=True))
                gains.append(change + (self.gain[choice.next] if choice.next else 0))
            self.highest[step.key], self.gain[step.key] = tables, max(gains)

    def reach(self, step: str, values: Values) -> int:
        alone = sum(table[value] for table, value in zip(self.highest[step], values, strict=True))
        return min(alone, sum(values) + self.gain[step])


def _lowest(graph: Graph, order: list[Step]) -> dict[str, Values]:
    """The lowest value each dimension can have on arriving at a step."""
    lowest: dict[str, Values] = {graph.start: graph.first_values}
    for step in order:
        for choice in step.choices:
            if choice.next:
                after = graph.after(lowest[step.key], choice)
                known = lowest.get(choice.next, after)
                lowest[choice.next] = tuple(min(pair) for pair in zip(known, after, strict=True))
    return lowest
