"""Scenarios back to the tables of their files."""

from __future__ import annotations

from typing import Any

from cms.packs.objects import Values
from cms.packs.schema import FORMAT, LANGUAGES
from cms.packs.write import raw_stream
from lib.scenario import parse_effects

Rows = dict[str, Any]


def scenario_values(row: Rows) -> Values:
    """The file of one scenario from its two languages."""
    french = row["fr"]
    values: Values = {
        "format": FORMAT,
        "key": french.code,
        "lesson": french.lesson,
        "covers": french.covers,
        "skills": french.skills,
        "practice": french.practice,
        "start": french.start,
        **({"start_clock": french.start_clock} if french.start_clock else {}),
        "pass": {"each": french.pass_each, "total": french.pass_total},
    }
    values |= {code: {"title": one.title, "brief": one.brief} for code, one in row.items()}
    values["dimension"] = [
        {"key": own["key"], "start": own["start"], **{code: told[code]["label"] for code in LANGUAGES}}
        for own, told in _pairs(row, "dimensions")
    ]
    values["step"] = [_step(own, told) for own, told in _pairs(row, "steps")]
    values["ending"] = [_ending(own, told) for own, told in _pairs(row, "endings")]
    values["debrief"] = {code: {"intro": one.debrief_intro, "ask": one.debrief_ask} for code, one in row.items()}
    return values


def _pairs(row: Rows, name: str) -> list[tuple[Values, Rows]]:
    """(the French value, both values by language) of each block of a stream."""
    streams = (raw_stream(row[code], name) for code in LANGUAGES)
    return [_both(*(block["value"] for block in pair)) for pair in zip(*streams, strict=True)]


def _both(french: Values, english: Values) -> tuple[Values, Rows]:
    return french, {"fr": french, "en": english}


def _step(own: Values, told: Rows) -> Values:
    choices = zip(*([item["value"] for item in told[code]["choices"]] for code in LANGUAGES), strict=True)
    return {
        "key": own["key"],
        **{name: own[name] for name in ("number", "clock", "reread") if own[name]},
        **{code: {name: value[name] for name in ("title", "text")} for code, value in told.items()},
        "choice": [_choice(*_both(*pair)) for pair in choices],
    }


def _choice(own: Values, told: Rows) -> Values:
    return {
        "key": own["key"],
        **({"next": own["next"]} if own["next"] else {"end": True}),
        **({"best": True} if own["best"] else {}),
        "minutes": own["minutes"],
        "effects": parse_effects(own["effects"]),
        **{code: {name: value[name] for name in ("text", "result", "why")} for code, value in told.items()},
    }


def _ending(own: Values, told: Rows) -> Values:
    asked = {name: own[name] for name in ("each", "total") if own[name]}
    return {
        "key": own["key"],
        **({"min": asked} if asked else {}),
        "passed": own["passed"],
        **{code: {name: value[name] for name in ("title", "text")} for code, value in told.items()},
    }
