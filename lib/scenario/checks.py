"""The checks of a graph: names, ways through, endings, and the best path against all others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lib.scenario.clock import parse_clock
from lib.scenario.flaws import Flaw
from lib.scenario.graph import HIGHEST, LOWEST, Graph, Step, best_path, walk
from lib.scenario.search import BUDGET, TooLarge, strongest_rival

FEWEST, MOST = 2, 5
# Flaws that leave open where a choice leads.
UNCONNECTED = {"no_steps", "start", "step_twice", "choices", "next"}


def flaws(graph: Graph, budget: int = BUDGET) -> list[Flaw]:
    """Everything wrong with the graph. Numbers on the best path are looked at once steps are whole, and paths compared
    once the rest holds.
    """
    found = [*_names(graph), *_steps(graph)]
    if all(flaw.code not in UNCONNECTED for flaw in found):
        found += _ways(graph, numbered=not found)
    found += _endings(graph)
    return found or [*_best(graph, budget)]


def ordered(graph: Graph) -> list[Step]:
    """The steps that can be reached, each before those it leads to (where no step comes back)."""
    entered: set[str] = set()
    left: list[Step] = []
    stack = [(graph.start, False)]
    while stack:
        key, leaving = stack.pop()
        if leaving:
            left.append(graph.by_key[key])
        elif key not in entered and key in graph.by_key:
            entered.add(key)
            stack.append((key, True))
            stack += [(choice.next, False) for choice in graph.by_key[key].choices if choice.next]
    return left[::-1]


def _twice(keys: Iterable[str]) -> set[str]:
    return {key for key, count in Counter(keys).items() if count > 1}


def _names(graph: Graph) -> Iterator[Flaw]:
    for code, rows in (("no_dimensions", graph.dimensions), ("no_steps", graph.steps), ("no_endings", graph.endings)):
        if not rows:
            yield Flaw(code)
    if graph.start_clock and parse_clock(graph.start_clock) is None:
        yield Flaw("start_clock", {"clock": graph.start_clock}, ("start_clock",))
    if graph.steps and graph.start not in graph.by_key:
        yield Flaw("start", {"start": graph.start}, ("start",))
    twice = _twice(dimension.key for dimension in graph.dimensions)
    for index, dimension in enumerate(graph.dimensions):
        if dimension.key in twice:
            yield Flaw("dimension_twice", {"dimension": dimension.key}, ("dimensions", index))
        if not LOWEST <= dimension.start <= HIGHEST:
            params = {"dimension": dimension.key, "value": dimension.start}
            yield Flaw("dimension_range", params, ("dimensions", index))


def _steps(graph: Graph) -> Iterator[Flaw]:
    twice = _twice(step.key for step in graph.steps)
    names = {dimension.key for dimension in graph.dimensions}
    for index, step in enumerate(graph.steps):
        place = ("steps", index)
        if step.key in twice:
            yield Flaw("step_twice", {"step": step.key}, place)
        if step.clock and parse_clock(step.clock) is None:
            yield Flaw("clock", {"step": step.key, "clock": step.clock}, (*place, "clock"))
        if not FEWEST <= len(step.choices) <= MOST:
            yield Flaw("choices", {"step": step.key, "count": len(step.choices)}, place)
        best = sum(choice.best for choice in step.choices)
        if best != 1:
            yield Flaw("best", {"step": step.key, "count": best}, place)
        doubles = _twice(choice.key for choice in step.choices)
        for number, choice in enumerate(step.choices):
            here = (*place, "choices", number)
            params = {"step": step.key, "choice": choice.key}
            if choice.key in doubles:
                yield Flaw("choice_twice", params, here)
            if choice.next and choice.next not in graph.by_key:
                yield Flaw("next", {**params, "next": choice.next}, (*here, "next"))
            for name in choice.effects.keys() - names:
                yield Flaw("effect", {**params, "dimension": name}, (*here, "effects"))


def _ways(graph: Graph, *, numbered: bool) -> Iterator[Flaw]:
    reached = {step.key for step in ordered(graph)}
    ending = _ending(graph)
    looping = _looping(graph)
    places = {step: number for number, (step, _) in enumerate(best_path(graph), 1)}
    for index, step in enumerate(graph.steps):
        place, params = ("steps", index), {"step": step.key}
        if step.key not in reached:
            yield Flaw("unreachable", params, place)
        elif step.key not in ending:
            yield Flaw("dead_end", params, place)
        elif step.key in looping:
            yield Flaw("loop", params, place)
        elif not numbered:
            continue
        elif step.key in places and step.number != places[step.key]:
            given = {**params, "place": places[step.key], "number": step.number or "–"}
            yield Flaw("number", given, (*place, "number"))
        elif step.key not in places and step.number is not None:
            yield Flaw("number_off", params, (*place, "number"))


def _ending(graph: Graph) -> set[str]:
    """Steps from which an end can be reached."""
    found: set[str] = set()
    before: dict[str, list[str]] = {}
    waiting = []
    for step in graph.steps:
        for choice in step.choices:
            if choice.next:
                before.setdefault(choice.next, []).append(step.key)
            else:
                waiting.append(step.key)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += before.get(key, [])
    return found


def _looping(graph: Graph) -> set[str]:
    """Steps that lead back to themselves: those left once steps without a way in or a way on are taken out."""
    onward = {step.key: {choice.next for choice in step.choices if choice.next} for step in graph.steps}
    for _ in range(2):
        removed = True
        while removed:
            leaves = [key for key, following in onward.items() if not following]
            removed = bool(leaves)
            for key in leaves:
                del onward[key]
            for following in onward.values():
                following.difference_update(leaves)
        # Now the same against the direction of time.
        onward = {key: {other for other, following in onward.items() if key in following} for key in onward}
    return set(onward)


def _endings(graph: Graph) -> Iterator[Flaw]:
    each, total, count = graph.each, graph.total, len(graph.dimensions)
    if each > HIGHEST or total > HIGHEST * count:
        yield Flaw("pass_range", {"each": each, "total": total, "count": count}, ("pass",))
    twice = _twice(ending.key for ending in graph.endings)
    passing = [index for index, ending in enumerate(graph.endings) if ending.passed]
    for index, ending in enumerate(graph.endings):
        place, params = ("endings", index), {"ending": ending.key}
        if ending.key in twice:
            yield Flaw("ending_twice", params, place)
        if index == len(graph.endings) - 1 and (ending.each or ending.total):
            yield Flaw("ending_last", params, place)
        if ending.passed and index != passing.index(index):
            yield Flaw("ending_order", params, place)
        least = ending.each >= each and ending.total >= total
        exact = ending.each == each and ending.total == total
        if ending.passed and not (exact if index == passing[-1] else least):
            yield Flaw("ending_pass", params, place)


def _best(graph: Graph, budget: int) -> Iterator[Flaw]:
    values = walk(graph, best_path(graph))[-1]
    if not graph.passes(values):
        shown = ", ".join(f"{d.key} {value}" for d, value in zip(graph.dimensions, values, strict=True))
        yield Flaw("best_fails", {"values": shown}, ("pass",))
    try:
        rival = strongest_rival(graph, ordered(graph), budget)
    except TooLarge:
        yield Flaw("too_large", {}, ("steps",))
        return
    if rival is not None:
        params = {"best": sum(values), "total": rival.total, "path": " → ".join(rival.path)}
        yield Flaw("best_tied" if rival.total == sum(values) else "best_beaten", params, ("steps",))
