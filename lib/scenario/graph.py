"""A scenario without its texts: steps, choices and what they do to the dimensions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

LOWEST: Final = 0
HIGHEST: Final = 100
_EFFECT = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\s*[=: ]\s*([+\-\u2212]?\d{1,3})")

Values = tuple[int, ...]


@dataclass(frozen=True)
class Dimension:
    """What is measured from 0 to 100, and where it begins."""

    key: str
    start: int


@dataclass(frozen=True)
class Choice:
    """`next` is a step's key, "" where the scenario ends; `minutes` pass on the fictional clock."""

    key: str
    next: str
    best: bool
    minutes: int
    effects: Mapping[str, int]


@dataclass(frozen=True)
class Step:
    """`number`: its place on the best path, None elsewhere; `clock`: its own time, "" to go on from the one before."""

    key: str
    number: int | None
    clock: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Ending:
    """Holds when every dimension reaches `each` and their sum `total`."""

    key: str
    each: int
    total: int
    passed: bool

    def holds(self, values: Values) -> bool:
        return min(values, default=0) >= self.each and sum(values) >= self.total


@dataclass(frozen=True)
class Graph:
    """Everything that is judged. Lists stand as written, doubles included, so that a check can name them."""

    start: str
    start_clock: str
    each: int
    total: int
    dimensions: tuple[Dimension, ...]
    steps: tuple[Step, ...]
    endings: tuple[Ending, ...]

    @cached_property
    def by_key(self) -> dict[str, Step]:
        return {step.key: step for step in reversed(self.steps)}

    @property
    def first_values(self) -> Values:
        return tuple(dimension.start for dimension in self.dimensions)

    def after(self, values: Values, choice: Choice) -> Values:
        """The dimensions once the choice is made, each kept between 0 and 100."""
        pairs = zip(self.dimensions, values, strict=True)
        return tuple(max(LOWEST, min(HIGHEST, value + choice.effects.get(d.key, 0))) for d, value in pairs)

    def passes(self, values: Values) -> bool:
        return min(values, default=0) >= self.each and sum(values) >= self.total

    def ending(self, values: Values) -> Ending | None:
        """The first ending whose conditions hold."""
        return next((ending for ending in self.endings if ending.holds(values)), None)


def graph_of(payload: Mapping[str, Any]) -> Graph:
    """The graph of a scenario as plain data (`cms.scenario_versions.payload` gives the shape)."""
    return Graph(
        start=payload["start"],
        start_clock=payload["start_clock"],
        each=payload["pass"]["each"],
        total=payload["pass"]["total"],
        dimensions=tuple(Dimension(row["key"], row["start"]) for row in payload["dimensions"]),
        steps=tuple(
            Step(
                step["key"],
                step["number"],
                step["clock"],
                tuple(
                    Choice(row["key"], row["next"], row["best"], row["minutes"], dict(row["effects"]))
                    for row in step["choices"]
                ),
            )
            for step in payload["steps"]
        ),
        endings=tuple(Ending(row["key"], row["each"], row["total"], row["passed"]) for row in payload["endings"]),
    )


def walk(graph: Graph, choices: Iterable[tuple[str, str]]) -> list[Values]:
    """The dimensions before the first and after each of the (step, choice) pairs. Raises KeyError on unknown ones."""
    values = [graph.first_values]
    for step, chosen in choices:
        choice = {choice.key: choice for choice in graph.by_key[step].choices}[chosen]
        values.append(graph.after(values[-1], choice))
    return values


def best_path(graph: Graph) -> list[tuple[str, str]]:
    """The (step, choice) pairs along the best choices; stops where there is none or a step comes back."""
    path: list[tuple[str, str]] = []
    seen: set[str] = set()
    key = graph.start
    while key in graph.by_key and key not in seen:
        seen.add(key)
        best = next((choice for choice in graph.by_key[key].choices if choice.best), None)
        if best is None:
            break
        path.append((key, best.key))
        key = best.next
    return path


def parse_effects(text: str) -> dict[str, int]:
    """`vitesse -2, solution +8` → {"vitesse": -2, "solution": 8}. Raises ValueError with the unread part."""
    found: dict[str, int] = {}
    for part in filter(None, (piece.strip() for piece in re.split(r"[,;\n]", text))):
        match = _EFFECT.fullmatch(part)
        if not match or match[1] in found:
            raise ValueError(part)
        found[match[1]] = int(match[2].replace("\u2212", "-"))
    return found


def effects_text(effects: Mapping[str, int]) -> str:
    """What `parse_effects` reads."""
    return ", ".join(f"{key} {value:+d}" if value else f"{key} 0" for key, value in effects.items())
