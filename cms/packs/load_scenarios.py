"""Scenarios as the site stores them: three streams with the keys of the file, effects as one line of text."""

from __future__ import annotations

import uuid
from typing import Any

from cms.models import Scenario
from cms.packs.objects import Entry, Values
from cms.packs.schema import LANGUAGES, block_id, item_id
from cms.packs.write import Wanted
from lib.scenario import effects_text


def scenario(entry: Entry) -> Wanted:
    data = entry.data
    shared = {
        "code": entry.key,
        "lesson": data["lesson"],
        "practice": data.get("practice", False),
        "start": data["start"],
        "start_clock": data.get("start_clock", ""),
        "pass_each": data["pass"]["each"],
        "pass_total": data["pass"]["total"],
        "skills": data["skills"],
        "covers": entry.covers,
    }
    texts = {
        language: {
            "title": data[language]["title"],
            "brief": data[language]["brief"],
            "dimensions": [_dimension(entry, row, language) for row in data["dimension"]],
            "steps": [_step(entry, row, language) for row in data["step"]],
            "endings": [_ending(entry, row, language) for row in data["ending"]],
            "debrief_intro": data["debrief"][language]["intro"],
            "debrief_ask": data["debrief"][language]["ask"],
        }
        for language in LANGUAGES
    }
    french, english = ({**shared, **texts[language]} for language in LANGUAGES)
    return Wanted(entry.kind, entry.key, Scenario, entry.translation_key, french, english)


def _block(kind: str, identity: uuid.UUID, value: Values) -> Values:
    return {"type": kind, "id": str(identity), "value": value}


def _dimension(entry: Entry, row: Values, language: str) -> Values:
    value = {"key": row["key"], "start": row["start"], "label": row[language]}
    return _block("dimension", block_id(entry.translation_key, f"dimension/{row['key']}"), value)


def _step(entry: Entry, row: Values, language: str) -> Values:
    identity = block_id(entry.translation_key, f"step/{row['key']}")
    value = {
        "key": row["key"],
        "title": row[language]["title"],
        "text": row[language]["text"],
        "number": row.get("number"),
        "clock": row.get("clock", ""),
        "reread": row.get("reread", ""),
        "choices": [_block("item", item_id(identity, c["key"]), _choice(c, language)) for c in row["choice"]],
    }
    return _block("step", identity, value)


def _choice(row: Values, language: str) -> dict[str, Any]:
    return {
        "key": row["key"],
        **{name: row[language][name] for name in ("text", "result", "why")},
        "next": row.get("next", ""),
        "best": row.get("best", False),
        "minutes": row["minutes"],
        "effects": effects_text(row["effects"]),
    }


def _ending(entry: Entry, row: Values, language: str) -> Values:
    asked = row.get("min", {})
    value = {
        "key": row["key"],
        "title": row[language]["title"],
        "text": row[language]["text"],
        "each": asked.get("each", 0),
        "total": asked.get("total", 0),
        "passed": row["passed"],
    }
    return _block("ending", block_id(entry.translation_key, f"ending/{row['key']}"), value)
