"""Graphs of scenarios: every flaw named, and the best path compared with all others as a walk of all paths would."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.packs.scenario_rules import graph_payload
from lib.scenario import (
    Clock,
    Flaw,
    Graph,
    best_path,
    day_text,
    effects_text,
    flaws,
    graph_of,
    later,
    parse_clock,
    parse_effects,
    time_text,
    walk,
)
from lib.scenario.checks import ordered
from lib.scenario.flaws import TEXTS
from lib.scenario.search import Rival, TooLarge, strongest_rival

SAMPLE = Path(__file__).parents[2] / "files" / "scenarios" / "plainte-produit.toml"


def choice(key: str, following: str = "", best: bool = False, **effects: int) -> dict[str, Any]:
    return {"key": key, "next": following, "best": best, "minutes": 1, "effects": effects}


def step(key: str, *choices: dict[str, Any], number: int | None = None, clock: str = "") -> dict[str, Any]:
    return {"key": key, "number": number, "clock": clock, "choices": list(choices)}


def payload(**changes: Any) -> dict[str, Any]:
    """Two steps, a detour, one dimension: nothing wrong with it."""
    value: dict[str, Any] = {
        "start": "a",
        "start_clock": "Mon 09:00",
        "pass": {"each": 60, "total": 60},
        "dimensions": [{"key": "d", "start": 50}],
        "steps": [
            step("a", choice("up", "b", True, d=10), choice("down", "c", d=-10), number=1),
            step("c", choice("mend", "b", True, d=5), choice("quit", d=-5)),
            step("b", choice("end", "", True, d=5), choice("slip", d=-5), number=2),
        ],
        "endings": [
            {"key": "good", "each": 60, "total": 60, "passed": True},
            {"key": "bad", "each": 0, "total": 0, "passed": False},
        ],
    }
    return value | changes


def found(**changes: Any) -> list[str]:
    return [flaw.text("en") for flaw in flaws(graph_of(payload(**changes)))]


def ending(key: str = "good", each: int = 60, total: int = 60, passed: bool = True) -> dict[str, Any]:
    return {"key": key, "each": each, "total": total, "passed": passed}


def test_a_whole_graph_has_no_flaw() -> None:
    graph = graph_of(payload())
    assert found() == []
    assert best_path(graph) == [("a", "up"), ("b", "end")]
    assert walk(graph, best_path(graph)) == [(50,), (60,), (65,)]
    assert [row.key for row in ordered(graph)] == ["a", "c", "b"]


A, C, B = payload()["steps"]
LAST = ending("bad", 0, 0, False)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"steps": []}, ["there is no step yet"]),
        ({"endings": []}, ["there is no ending yet"]),
        ({"start": "z"}, ["the first step 'z' is not a step"]),
        ({"start_clock": "Lun 9:00"}, ["'Lun 9:00' is not a time such as 'Wed 18:10'"]),
        ({"steps": [A, C, B | {"clock": "25:00"}]}, ["step 'b': '25:00' is not a time such as 'Wed 18:10'"]),
        ({"dimensions": [{"key": "d", "start": 101}]}, ["the dimension 'd' starts at 0 to 100, not 101"]),
        ({"steps": [A, C, B, B]}, ["the step 'b' is there twice", "the step 'b' is there twice"]),
        (
            {"steps": [A, C, step("b", choice("end", "", True, d=5), number=2)]},
            ["step 'b': two to five choices are needed, not 1"],
        ),
        (
            {"steps": [A, C, step("b", choice("end", "", True), choice("end", "", True), number=2)]},
            [
                "step 'b': exactly one choice is the best, not 2",
                "step 'b': the choice 'end' is there twice",
                "step 'b': the choice 'end' is there twice",
            ],
        ),
        (
            {"steps": [A, C, step("b", choice("end", "", True, d=5), choice("slip", "z", e=1), number=2)]},
            ["step 'b', choice 'slip': no step 'z' to go on with", "step 'b', choice 'slip': no dimension 'e'"],
        ),
        ({"steps": [A, C, B, step("x", choice("p", "b", True), choice("q"))]}, ["step 'x': no choice leads here"]),
        (
            {"steps": [A, step("c", choice("mend", "c", True), choice("quit", "c")), B]},
            ["step 'c': no end can be reached from here"],
        ),
        (
            {"steps": [A, step("c", choice("mend", "b", True), choice("back", "a")), B]},
            [f"step '{key}': can be reached again from itself; time only goes forward" for key in "ac"],
        ),
        (
            {"steps": [A, step("c", choice("mend", "b", True), choice("again", "c")), B]},
            ["step 'c': can be reached again from itself; time only goes forward"],
        ),
        (
            {"steps": [A, C, B | {"clock": "25:00"}, step("x", choice("p", "b", True), choice("q"))]},
            ["step 'b': '25:00' is not a time such as 'Wed 18:10'", "step 'x': no choice leads here"],
        ),
        (
            {"steps": [A, C | {"number": 3}, B | {"number": 1}]},
            ["step 'c': not on the best path, so it has no number", "step 'b': its place on the best path is 2, not 1"],
        ),
        ({"pass": {"each": 60, "total": 101}}, ["nobody can pass: 60 in each of 1 dimensions, 101 in all"]),
        ({"endings": [ending()]}, ["ending 'good': the last ending has no conditions, so that one always holds"]),
        (
            {"endings": [ending("x", 10, 10, False), ending(), LAST]},
            ["ending 'good': endings that pass stand before those that do not"],
        ),
        (
            {"endings": [ending("good", 70, 70), LAST]},
            ["ending 'good': the last ending that passes asks just what 'pass' asks, those before it as much"],
        ),
        (
            {"pass": {"each": 90, "total": 90}, "endings": [ending("good", 90, 90), LAST]},
            ["the best path does not pass: it ends at d 65"],
        ),
        (
            {"steps": [A, C, step("b", choice("end", "", True, d=5), choice("slip", d=5), number=2)]},
            ["the best path is not the only best one: 65 also by way of up → slip"],
        ),
        (
            {"steps": [A, step("c", choice("mend", "b", True, d=30), choice("quit")), B]},
            ["the best path gives 65, but down → mend → end gives 75"],
        ),
    ],
)
def test_every_flaw_is_named(changes: dict[str, Any], expected: list[str]) -> None:
    texts = found(**changes)
    # An ending that does not fit may also not fit the pass mark: what matters is named.
    assert [line for line in expected if line not in texts] == [], texts
    assert len(texts) == len(expected) or "endings" in changes or "pass" in changes, texts


def test_flaws_are_told_in_both_languages() -> None:
    assert all(french and english and french != english for french, english in TEXTS.values())
    flaw = Flaw("unreachable", {"step": "x"})
    assert (flaw.text("fr"), flaw.text("en")) == (
        "étape «\u00a0x\u00a0»\u00a0: aucun choix n’y mène",
        "step 'x': no choice leads here",
    )


def test_the_sample_is_sound() -> None:
    graph = graph_of(graph_payload(tomllib.loads(SAMPLE.read_text(encoding="utf-8"))))
    assert flaws(graph) == []
    assert walk(graph, best_path(graph))[-1] == (70, 79, 88, 90)


def all_ways(graph: Graph) -> list[tuple[int, tuple[str, ...]]]:
    """Every path to an end: its sum and the keys of its choices."""

    def onward(key: str, values: tuple[int, ...], taken: tuple[str, ...]) -> list[tuple[int, tuple[str, ...]]]:
        ways = []
        for option in graph.by_key[key].choices:
            after = graph.after(values, option)
            way = (*taken, option.key)
            ways += onward(option.next, after, way) if option.next else [(sum(after), way)]
        return ways

    return onward(graph.start, graph.first_values, ())


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Steps s0 … sn; choices lead to any later step or to an end; values often hit 0 and 100."""
    count = draw(st.integers(1, 5))
    names = ["d", "e"][: draw(st.integers(1, 2))]
    effect = st.integers(-60, 60)
    steps = []
    for index in range(count):
        following = st.sampled_from([*(f"s{n}" for n in range(index + 1, count)), ""])
        choices = [
            choice(f"c{index}{n}", draw(following), n == 0, **{name: draw(effect) for name in names})
            for n in range(draw(st.integers(2, 4)))
        ]
        steps.append(step(f"s{index}", *choices))
    dimensions = [{"key": name, "start": draw(st.integers(0, 100))} for name in names]
    return graph_of(payload(start="s0", steps=steps, dimensions=dimensions))


@settings(deadline=None, max_examples=300)
@given(graphs())
def test_the_search_agrees_with_a_walk_of_every_path(graph: Graph) -> None:
    best = tuple(key for _, key in best_path(graph))
    ways = dict(map(reversed, all_ways(graph)))  # type: ignore[arg-type]
    others = [total for way, total in ways.items() if way != best and total >= ways[best]]
    rival = strongest_rival(graph, ordered(graph))
    assert (rival.total if rival else None) == max(others, default=None)
    assert rival is None or ways[rival.path] == rival.total


def layered(count: int, gap: int, start: int = 50) -> Graph:
    """`count` steps of four choices that rejoin; the best one is `gap` better in sum."""
    names = "wxyz"
    steps = []
    for index in range(count):
        following = f"s{index + 1}" if index + 1 < count else ""
        options = [choice("best", following, True, **dict.fromkeys(names, 3))]
        for number in range(3):
            shift = [((index * 7 + number * 5 + place * 3) % 9) - 4 for place in range(3)]
            effects = dict(zip(names, [*shift, 12 - gap - sum(shift)], strict=True))
            options.append(choice(f"o{number}", following, **effects))
        steps.append(step(f"s{index}", *options, number=index + 1))
    dimensions = [{"key": name, "start": start} for name in names]
    return graph_of(payload(start="s0", steps=steps, dimensions=dimensions))


@pytest.mark.parametrize("gap", [1, 2, 6])
def test_twelve_steps_of_four_choices_take_no_time(gap: int) -> None:
    graph = layered(12, gap)
    before = time.perf_counter()
    assert strongest_rival(graph, ordered(graph)) is None
    assert time.perf_counter() - before < 1


def test_the_check_says_when_it_gives_up() -> None:
    graph = layered(12, 0, 0)
    with pytest.raises(TooLarge):
        strongest_rival(graph, ordered(graph), budget=50)
    assert [flaw.code for flaw in flaws(graph, budget=50)][-1] == "too_large"
    assert isinstance(strongest_rival(layered(4, 0), ordered(layered(4, 0))), Rival)


def test_clocks() -> None:
    wednesday = parse_clock("Wed 18:10")
    assert wednesday is not None
    assert (day_text(wednesday, "fr"), time_text(wednesday, "fr")) == ("mercredi", "18\u00a0h\u00a010")
    assert (day_text(wednesday, "en"), time_text(wednesday, "en")) == ("Wednesday", "6:10\u00a0pm")
    assert later(wednesday, 870) == parse_clock("Thu 08:40")
    assert later(Clock(7 * 24 * 60 - 1), 2) == parse_clock("Mon 00:01")
    assert [time_text(Clock(minutes), "en") for minutes in (0, 720, 61)] == [
        "12:00\u00a0am",
        "12:00\u00a0pm",
        "1:01\u00a0am",
    ]
    assert time_text(Clock(17 * 60), "fr") == "17\u00a0h"
    assert [parse_clock(text) for text in ("", "Wed 24:00", "wed 10:00", "Wed 9:00", "Wed 10:00 ")] == [None] * 5


def test_effects_as_one_line() -> None:
    assert parse_effects("vitesse -2, empathie 0; solution +8") == {"vitesse": -2, "empathie": 0, "solution": 8}
    assert parse_effects("vitesse=−2\nco-2: 3") == {"vitesse": -2, "co-2": 3}
    assert parse_effects("") == {}
    for text in ("vitesse", "vitesse two", "vitesse 1, vitesse 2", "Vitesse 1", "v 1000"):
        with pytest.raises(ValueError, match=r"."):
            parse_effects(text)


@given(st.dictionaries(st.sampled_from(["a", "b-c", "d2"]), st.integers(-100, 100)))
def test_effects_come_back_as_they_were(effects: dict[str, int]) -> None:
    assert parse_effects(effects_text(effects)) == effects


def test_every_text_of_a_flaw_is_told_by_a_check() -> None:
    source = (Path(__file__).parents[3] / "lib" / "scenario" / "checks.py").read_text(encoding="utf-8")
    assert [code for code in TEXTS if f'"{code}"' not in source] == []
