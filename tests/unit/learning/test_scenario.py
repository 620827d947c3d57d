"""A run told from its frozen version: values, time, ending, what may be shown, two paths side by side."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.packs.scenario_rules import graph_payload
from learning.domain.scenario import best, chosen, offered, places, shown_choices, side_by_side, to_come, told
from lib.scenario import Clock, parse_clock

SAMPLE = Path(__file__).parents[2] / "files" / "scenarios" / "plainte-produit.toml"


def frozen(language: str = "fr") -> dict[str, Any]:
    """The sample as a version freezes it, in one language."""
    data = tomllib.loads(SAMPLE.read_text(encoding="utf-8"))
    payload = graph_payload(data)
    rows = ((payload["dimensions"], "dimension"), (payload["steps"], "step"), (payload["endings"], "ending"))
    for plain, name in rows:
        for row, source in zip(plain, data[name], strict=True):
            row |= {"label": source[language]} if name == "dimension" else source[language]
            for option, told_in in zip(row.get("choices", []), source.get("choice", []), strict=True):
                option |= told_in[language]
    return payload


PAYLOAD = frozen()
BEST = ["chercher", "nommer", "choix", "minimum", "conclure"]


def test_the_best_path() -> None:
    run = best(PAYLOAD)
    assert [d.choice["key"] for d in run.decisions] == BEST
    assert (run.values, run.total, run.passed) == ((70, 79, 88, 90), 327, True)
    assert run.ending is not None
    assert run.ending["title"] == "Un fil qui a une fin"
    assert (run.lowest.label, run.lowest.value, places(PAYLOAD)) == ("Vitesse", 70, 5)


def test_the_clock_goes_on_and_a_step_may_set_its_own() -> None:
    run = told(PAYLOAD, ["demain", "assumer", "nommer", "choix", "minimum", "conclure"])
    times = [d.at.clock for d in run.decisions]
    assert times == [
        parse_clock(text) for text in ("Wed 18:10", "Thu 08:40", "Thu 08:50", "Thu 08:56", "Thu 09:11", "Fri 17:00")
    ]
    assert run.now.clock == parse_clock("Fri 17:10")
    assert run.now.elapsed == 870 + 10 + 6 + 15 + 5 + 10
    timeless = PAYLOAD | {"start_clock": "", "steps": [step | {"clock": ""} for step in PAYLOAD["steps"]]}
    assert (told(timeless, BEST).now.clock, told(timeless, BEST).now.elapsed) == (None, 48)
    assert told(PAYLOAD, []).now.clock == Clock(2 * 1440 + 18 * 60 + 10)


def test_values_are_clamped_and_changes_tell_what_really_changed() -> None:
    low = PAYLOAD | {"dimensions": [row | {"start": 10} for row in PAYLOAD["dimensions"]]}
    run = told(low, ["demain"])
    assert run.values == (0, 4, 10, 2)
    assert run.decisions[0].changes == (-10, -6, 0, -8)
    assert [(meter.value, meter.change) for meter in run.meters] == [(0, -10), (4, -6), (10, 0), (2, -8)]
    assert [meter.change for meter in told(low, []).meters] == [None] * 4


def test_a_failed_run_has_its_ending() -> None:
    run = told(PAYLOAD, ["masquer", "bug", "essais", "revendeur", "en-public", "laisser", "retirer"])
    assert (run.step, run.passed) == (None, False)
    assert run.ending is not None
    assert run.ending["key"] == "perdu"
    with pytest.raises(KeyError):
        told(PAYLOAD, ["masquer", "nommer"])
    with pytest.raises(KeyError):
        told(PAYLOAD, [*BEST, "conclure"])


def test_what_is_shown_has_texts_only() -> None:
    step = PAYLOAD["steps"][0]
    shown = shown_choices(step, 7)
    assert [set(row) for row in shown] == [{"value", "text"}] * 4
    assert {row["text"] for row in shown} == {row["text"] for row in step["choices"]}
    assert [row["value"] for row in shown] == ["1", "2", "3", "4"]


@given(st.integers(0, 2**31 - 1))
def test_the_number_of_a_choice_leads_back_to_it(seed: int) -> None:
    for step in PAYLOAD["steps"]:
        order = offered(step, seed)
        assert sorted(order) == sorted(row["key"] for row in step["choices"])
        assert [chosen(step, seed, str(n)) for n in range(1, len(order) + 1)] == order
        texts = {row["text"]: row["key"] for row in step["choices"]}
        assert [texts[row["text"]] for row in shown_choices(step, seed)] == order


@given(st.text())
def test_anything_else_is_no_choice(value: str) -> None:
    step = PAYLOAD["steps"][0]
    assert chosen(step, 1, value) is None or value in ("1", "2", "3", "4")


def test_what_is_still_to_come() -> None:
    assert to_come(PAYLOAD, told(PAYLOAD, []).step) == 5
    assert to_come(PAYLOAD, told(PAYLOAD, ["masquer"]).step) == 5
    assert to_come(PAYLOAD, told(PAYLOAD, ["masquer", "bug"]).step) == 4
    assert to_come(PAYLOAD, None) == 0


def test_two_paths_side_by_side() -> None:
    mine = told(PAYLOAD, ["masquer", "bug", "nommer", "choix", "en-public", "laisser", "conclure"])
    pairs = side_by_side(mine, best(PAYLOAD))
    seen = [
        (p.step["key"], p.mine and p.mine.choice["key"], p.best and p.best.choice["key"], p.advised["key"], p.same)
        for p in pairs
    ]
    assert seen == [
        ("verifier", "masquer", "chercher", "chercher", False),
        ("capture", "bug", None, "retablir", False),
        ("reconnaitre", "nommer", "nommer", "nommer", True),
        ("proposer", "choix", "choix", "choix", True),
        ("prive", "en-public", "minimum", "minimum", False),
        ("donnees", "laisser", None, "masquer-prevenir", False),
        ("clore", "conclure", "conclure", "conclure", True),
    ]
    assert all(pair.same for pair in side_by_side(best(PAYLOAD), best(PAYLOAD)))


@given(st.data())
def test_every_run_ends_and_every_step_stands_once_in_the_debrief(data: st.DataObject) -> None:
    choices: list[str] = []
    run = told(PAYLOAD, choices)
    while run.step is not None:
        choices.append(data.draw(st.sampled_from([row["key"] for row in run.step["choices"]])))
        run = told(PAYLOAD, choices)
    assert run.ending is not None
    assert run.ending["passed"] == run.passed
    assert all(0 <= value <= 100 for value in run.values)
    keys = [pair.step["key"] for pair in side_by_side(run, best(PAYLOAD))]
    assert len(keys) == len(set(keys))
    assert [key for key in keys if key in {d.step["key"] for d in run.decisions}] == [
        d.step["key"] for d in run.decisions
    ]
    assert choices == BEST or run.total < best(PAYLOAD).total
