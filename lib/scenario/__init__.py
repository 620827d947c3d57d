"""Branching scenarios as graphs: walked, checked, timed. Pure; used by the pack checker, editors and players alike."""

from lib.scenario.checks import flaws
from lib.scenario.clock import Clock, canonical_clock, day_text, later, parse_clock, time_text, typed_clock
from lib.scenario.flaws import Flaw
from lib.scenario.graph import (
    Choice,
    Dimension,
    Ending,
    Graph,
    Step,
    best_path,
    effects_text,
    graph_of,
    parse_effects,
    walk,
)

__all__ = [
    "Choice",
    "Clock",
    "Dimension",
    "Ending",
    "Flaw",
    "Graph",
    "Step",
    "best_path",
    "canonical_clock",
    "day_text",
    "effects_text",
    "flaws",
    "graph_of",
    "later",
    "parse_clock",
    "parse_effects",
    "time_text",
    "typed_clock",
    "walk",
]
