"""A scenario drawn: steps in columns by how many decisions lead to them, the best path on the first line. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lib.scenario import Graph, best_path, graph_of
from lib.scenario.checks import ordered

WIDE, HIGH, COLUMN, LINE, EDGE = 168, 50, 222, 84, 8


@dataclass(frozen=True)
class Node:
    """One step: its box, and how many of its choices end the scenario."""

    key: str
    title: str
    x: int
    y: int
    best: bool
    start: bool
    lost: bool
    choices: int
    ends: int


@dataclass(frozen=True)
class Edge:
    """From one step to another, `best` along the best choice of the best path."""

    path: str
    best: bool


@dataclass(frozen=True)
class Drawing:
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int


def draw(payload: Mapping[str, Any]) -> Drawing:
    """The drawing of any graph, flawed ones too: what cannot be reached stands below, loops are drawn backwards."""
    graph = graph_of(payload)
    titles = {step["key"]: step["title"] for step in payload["steps"]}
    along = [key for key, _ in best_path(graph)]
    places = _places(graph, along)
    nodes = tuple(
        Node(
            key=step.key,
            title=titles[step.key],
            x=EDGE + places[step.key][0] * COLUMN,
            y=EDGE + places[step.key][1] * LINE,
            best=step.key in along,
            start=step.key == graph.start,
            lost=places[step.key][2],
            choices=len(step.choices),
            ends=sum(not choice.next for choice in step.choices),
        )
        for step in graph.by_key.values()
    )
    boxes = {node.key: node for node in nodes}
    pairs = dict.fromkeys((step.key, c.next) for step in graph.by_key.values() for c in step.choices if c.next in boxes)
    best = set(pairwise(along))
    edges = tuple(Edge(_curve(boxes[a], boxes[b]), (a, b) in best) for a, b in sorted(pairs, key=lambda p: p in best))
    width = max((node.x + WIDE for node in nodes), default=0) + EDGE
    return Drawing(nodes, edges, width, max((node.y + HIGH for node in nodes), default=0) + EDGE)


def _places(graph: Graph, along: list[str]) -> dict[str, tuple[int, int, bool]]:
    """Step → column, line, whether nothing leads to it."""
    order = ordered(graph)
    rank = {step.key: index for index, step in enumerate(order)}
    column = {step.key: 0 for step in order}
    for step in order:
        for choice in step.choices:
            if rank.get(choice.next, -1) > rank[step.key]:
                column[choice.next] = max(column[choice.next], column[step.key] + 1)
    used: dict[int, int] = {}
    places: dict[str, tuple[int, int, bool]] = {}
    for step in order:
        line = 0 if step.key in along else used.get(column[step.key], 0) + 1
        used[column[step.key]] = max(line, used.get(column[step.key], 0))
        places[step.key] = (column[step.key], line, False)
    below = max((line for _, line, _ in places.values()), default=-1) + 1
    lost = [key for key in graph.by_key if key not in places]
    return places | {key: (index, below, True) for index, key in enumerate(lost)}


def _curve(start: Node, end: Node) -> str:
    x1, y1, x2, y2 = start.x + WIDE, start.y + HIGH // 2, end.x, end.y + HIGH // 2
    bend = max(30, (x2 - x1) // 2) if x2 > x1 else 60
    return f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
