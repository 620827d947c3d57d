"""Questions, glossary terms and templates: what lessons point at, and so loaded before them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cms.models import GlossaryTerm, Question, Template
from cms.packs.objects import Entry, Values
from cms.packs.schema import LANGUAGES, block_id, item_id
from cms.packs.write import Wanted


def term(entry: Entry) -> Wanted:
    data = entry.data
    shared = {
        "code": entry.key,
        "covers": entry.covers,
        "aliases": {language: data[language]["aliases"] for language in LANGUAGES},
    }
    texts = {language: {name: data[language][name] for name in ("term", "definition")} for language in LANGUAGES}
    return _wanted(entry, GlossaryTerm, shared, texts)


def template(entry: Entry) -> Wanted:
    texts = {
        language: {
            "title": entry.data[language]["title"],
            "summary": entry.data[language]["summary"],
            "fields": [_field(entry, row, language) for row in entry.data["field"]],
        }
        for language in LANGUAGES
    }
    return _wanted(entry, Template, {"code": entry.key, "covers": entry.covers}, texts)


def question(entry: Entry) -> Wanted:
    data = entry.data
    shared = {
        "code": entry.key,
        "kind": data["kind"],
        "answer": data.get("answer", ""),
        "tolerance": data.get("tolerance", ""),
        "unit": data.get("unit", ""),
        "reviewed": data.get("reviewed", False),
        "kpi": data.get("kpi", {}),
        "skills": data["skills"],
        "covers": entry.covers,
    }
    texts = {
        language: {
            "prompt": data[language]["prompt"],
            "right": data[language].get("right", ""),
            "wrong": data[language].get("wrong", ""),
            "general": data[language].get("general", ""),
            "content": _content(entry, language),
        }
        for language in LANGUAGES
    }
    keys = [row["id"] for name in ("option", "item", "pair", "criterion") for row in data.get(name, [])]
    return _wanted(entry, Question, shared, texts, keys)


def _wanted(entry: Entry, model: Any, shared: Values, texts: dict[str, Values], keys: Iterable[str] = ()) -> Wanted:
    french, english = ({**shared, **texts[language]} for language in LANGUAGES)
    names = {str(block_id(entry.translation_key, key)): key for key in keys}
    return Wanted(entry.kind, entry.key, model, entry.translation_key, french, english, names=names)


def _field(entry: Entry, row: Values, language: str) -> Values:
    identity = block_id(entry.translation_key, row["id"])
    columns = [
        {
            "type": "item",
            "id": str(item_id(identity, column["id"])),
            "value": {"code": column["id"], "label": column[language]},
        }
        for column in (*row.get("columns", []), *row.get("options", []))
    ]
    value = {
        "code": row["id"],
        "kind": row["kind"],
        "required": row.get("required", False),
        "label": row[language]["label"],
        "help": row[language].get("help", ""),
        "columns": columns,
    }
    return {"type": "field", "id": str(identity), "value": value}


def _content(entry: Entry, language: str) -> list[Values]:
    data = entry.data
    rows: list[tuple[str, str, Values]] = []
    for row in data.get("option", []):
        told = row[language]
        value = {"text": told["text"], "correct": row.get("correct", False), "feedback": told["feedback"]}
        rows.append(("option", row["id"], value))
    for row in data.get("item", []):
        rows.append(("item", row["id"], {"text": row[language]}))
    for row in data.get("target", []):
        rows.append(("target", f"={row['id']}", {"code": row["id"], "label": row[language]}))
    for row in data.get("pair", []):
        told = row[language]
        rows.append(("pair", row["id"], {"text": told["text"], "target": row["target"], "feedback": told["feedback"]}))
    for row in data.get("trap", []):
        value = {"value": row["value"], "tolerance": row["tolerance"], "feedback": row[language]}
        rows.append(("trap", f"trap-{row['value']}", value))
    for row in data.get("criterion", []):
        rows.append(("criterion", row["id"], {"text": row[language]}))
    for number, row in enumerate(data.get("hint", []), 1):
        rows.append(("hint", f"hint-{number}", {"text": row[language]}))
    if accepted := data.get(f"accepted_{language}"):
        # One text in each language, one answer a line: languages need not accept as many.
        rows.append(("accepted", "accepted", {"text": "\n".join(accepted)}))
    return [
        {"type": kind, "id": str(block_id(entry.translation_key, key)), "value": value} for kind, key, value in rows
    ]
