"""A run through a scenario, told from its frozen version and the choices made. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lib.scenario import Clock, Graph, best_path, graph_of, later, parse_clock
from lib.scenario.graph import Values

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Meter:
    """One dimension: its value, and what the last decision changed (None before the first)."""

    key: str
    label: str
    value: int
    change: int | None


@dataclass(frozen=True)
class Moment:
    """The fictional time: on the clock where the scenario has one, else as minutes gone by."""

    clock: Clock | None
    elapsed: int


@dataclass(frozen=True)
class Decision:
    """One choice made: the step and choice as frozen, the dimensions before and after, the time it was made at."""

    turn: int
    step: Payload
    choice: Payload
    before: Values
    after: Values
    at: Moment

    @property
    def changes(self) -> Values:
        """What really changed, after keeping values between 0 and 100."""
        return tuple(new - old for new, old in zip(self.after, self.before, strict=True))


@dataclass(frozen=True)
class Run:
    """Where a run stands. `step` is None once it has ended."""

    payload: Payload
    decisions: tuple[Decision, ...]
    values: Values
    step: Payload | None
    now: Moment

    @property
    def turn(self) -> int:
        """The number of the decision to come, from 1."""
        return len(self.decisions) + 1

    @property
    def total(self) -> int:
        return sum(self.values)

    @property
    def lowest(self) -> Meter:
        return min(self.meters, key=lambda meter: meter.value)

    @cached_property
    def meters(self) -> tuple[Meter, ...]:
        return meters(self.payload, self.values, self.decisions[-1].changes if self.decisions else None)

    @property
    def ending(self) -> Payload | None:
        """The ending reached; None while the run is open."""
        found = graph_of(self.payload).ending(self.values) if self.step is None else None
        return next((row for row in self.payload["endings"] if found and row["key"] == found.key), None)

    @property
    def passed(self) -> bool:
        return self.step is None and graph_of(self.payload).passes(self.values)


def meters(payload: Payload, values: Values, changes: Values | None) -> tuple[Meter, ...]:
    return tuple(
        Meter(row["key"], row["label"], value, changes[index] if changes is not None else None)
        for index, (row, value) in enumerate(zip(payload["dimensions"], values, strict=True))
    )


def told(payload: Payload, choices: Iterable[str]) -> Run:
    """The run after the choices made, named by their keys in order. Raises KeyError on one that its step has not."""
    graph = graph_of(payload)
    steps = {step["key"]: step for step in payload["steps"]}
    step: Payload | None = steps[payload["start"]]
    values = graph.first_values
    now = _arriving(Moment(parse_clock(payload["start_clock"]), 0), steps[payload["start"]])
    decisions: list[Decision] = []
    for key in choices:
        if step is None:
            raise KeyError(key)
        choice = {row["key"]: row for row in step["choices"]}[key]
        after = _after(graph, step["key"], key, values)
        decisions.append(Decision(len(decisions) + 1, step, choice, values, after, now))
        now = Moment(later(now.clock, choice["minutes"]) if now.clock else None, now.elapsed + choice["minutes"])
        values, step = after, steps[choice["next"]] if choice["next"] else None
        if step is not None:
            now = _arriving(now, step)
    return Run(payload, tuple(decisions), values, step, now)


def best(payload: Payload) -> Run:
    """The run along the best path."""
    return told(payload, [choice for _, choice in best_path(graph_of(payload))])


def _after(graph: Graph, step: str, choice: str, values: Values) -> Values:
    return graph.after(values, next(row for row in graph.by_key[step].choices if row.key == choice))


def _arriving(moment: Moment, step: Payload) -> Moment:
    own = parse_clock(step["clock"])
    return Moment(own, moment.elapsed) if own else moment


def offered(step: Payload, seed: int) -> list[str]:
    """The keys of a step's choices in the order of one run: as written, the best one often stands first."""
    order = sorted(row["key"] for row in step["choices"])
    random.Random(f"{seed}/{step['key']}").shuffle(order)
    return order


def shown_choices(step: Payload, seed: int) -> list[dict[str, str]]:
    """What may leave the server before the choice: the texts, numbered in the order of this run, and nothing else."""
    texts = {row["key"]: row["text"] for row in step["choices"]}
    return [{"value": str(n), "text": texts[key]} for n, key in enumerate(offered(step, seed), 1)]


def chosen(step: Payload, seed: int, value: str) -> str | None:
    """The key of the choice that a form names by its number; None for anything else."""
    return {str(n): key for n, key in enumerate(offered(step, seed), 1)}.get(value)


def places(payload: Payload) -> int:
    """How many decisions the best path has."""
    return sum(step["number"] is not None for step in payload["steps"])


def to_come(payload: Payload, step: Payload | None) -> int:
    """How many decisions the best choices from `step` on would take; 0 once the run has ended."""
    steps, count = {row["key"]: row for row in payload["steps"]}, 0
    while step is not None:
        count += 1
        step = steps.get(next(choice["next"] for choice in step["choices"] if choice["best"]))
    return count


@dataclass(frozen=True)
class Pair:
    """One step of the debrief: what I did there and what the best choice was. One of both is None where ways differ."""

    step: Payload
    mine: Decision | None
    best: Decision | None
    advised: Payload

    @property
    def same(self) -> bool:
        return self.mine is not None and self.mine.choice["key"] == self.advised["key"]


def side_by_side(mine: Run, ideal: Run) -> list[Pair]:
    """My path beside the best one, in the order of mine; steps of the best path that I never saw stand where they fall.

    On a detour the advised choice is the best one of that step.
    """
    mine_at = {d.step["key"]: d for d in mine.decisions}
    best_at = {d.step["key"]: d for d in ideal.decisions}
    order: list[Payload] = []
    waiting = list(ideal.decisions)
    for decision in mine.decisions:
        if decision.step["key"] in best_at:
            while waiting:
                first = waiting.pop(0)
                order.append(first.step)
                if first.step["key"] == decision.step["key"]:
                    break
        else:
            order.append(decision.step)
    order += [decision.step for decision in waiting]
    return [
        Pair(step, mine_at.get(step["key"]), best_at.get(step["key"]), next(c for c in step["choices"] if c["best"]))
        for step in order
    ]
