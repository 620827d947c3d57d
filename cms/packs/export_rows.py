"""Questions, templates, skills and ladders back to the tables of their files."""

from __future__ import annotations

from typing import Any

from cms.packs.export_text import Names
from cms.packs.objects import Values
from cms.packs.schema import LANGUAGES
from cms.packs.write import raw_stream
from skills.models import Ladder, Skill, SkillGroup

Rows = dict[str, Any]


def question_values(row: Rows, names: Names) -> Values:
    """One [[question]] from its two languages."""
    french = row["fr"]
    values: Values = {"code": french.code, "kind": french.kind, "covers": french.covers, "skills": french.skills}
    values |= {
        name: getattr(french, name)
        for name in ("answer", "tolerance", "unit", "kpi", "reviewed")
        if getattr(french, name)
    }
    parts = {code: raw_stream(one, "content") for code, one in row.items()}
    for code, blocks in parts.items():
        for block in blocks:
            if block["type"] == "accepted":
                values[f"accepted_{code}"] = block["value"]["text"].split("\n")
    for code, one in row.items():
        told = {name: getattr(one, name) for name in ("prompt", "right", "wrong", "general")}
        values[code] = {name: text for name, text in told.items() if text}
    for pair in zip(*(parts[code] for code in LANGUAGES), strict=True):
        kind = pair[0]["type"]
        if kind != "accepted":
            values.setdefault(kind, []).append(_part(kind, dict(zip(LANGUAGES, pair, strict=True)), names))
    return values


def _part(kind: str, pair: Rows, names: Names) -> Values:
    own = pair["fr"]["value"]
    told = {code: part["value"] for code, part in pair.items()}
    key = names.key(pair["fr"]["id"])
    if kind == "trap":
        return {"value": own["value"], "tolerance": own["tolerance"], **_each(told, "feedback")}
    if kind == "hint":
        return _each(told, "text")
    if kind in ("item", "criterion"):
        return {"id": key, **_each(told, "text")}
    if kind == "target":
        return {"id": own["code"], **_each(told, "label")}
    texts = {code: {"text": value["text"], "feedback": value["feedback"]} for code, value in told.items()}
    if kind == "pair":
        return {"id": key, "target": own["target"], **texts}
    return {"id": key, **({"correct": True} if own["correct"] else {}), **texts}


def _each(told: Rows, name: str) -> Values:
    return {code: value[name] for code, value in told.items()}


def template_values(row: Rows) -> Values:
    values: Values = {"key": row["fr"].code}
    values |= {code: {"title": one.title, "summary": one.summary} for code, one in row.items()}
    values["field"] = []
    for pair in zip(*(raw_stream(row[code], "fields") for code in LANGUAGES), strict=True):
        own = pair[0]["value"]
        field: Values = {"id": own["code"], "kind": own["kind"], "required": own["required"]}
        columns = zip(*(block["value"]["columns"] for block in pair), strict=True)
        labels = [
            {
                "id": column[0]["value"]["code"],
                **{c: r["value"]["label"] for c, r in zip(LANGUAGES, column, strict=True)},
            }
            for column in columns
        ]
        if labels:
            field["options" if own["kind"] == "choice" else "columns"] = labels
        for code, block in zip(LANGUAGES, pair, strict=True):
            field[code] = {name: block["value"][name] for name in ("label", "help") if block["value"][name]}
        values["field"].append(field)
    return values


def skills_values(old: Values) -> Values:
    """Groups and skills; what they cover, and those only planned, come from the file that stood there."""
    before = {row["code"]: row for row in old.get("skill", [])}
    groups = [_names(group) for group in SkillGroup.objects.all()]
    skills = []
    for skill in Skill.objects.filter(archived=False).select_related("group").order_by("order"):
        row = {"code": skill.code, "group": skill.group.code, **_names(skill), **_summaries(skill)}
        for code in LANGUAGES:
            texts = skill.behaviours.values_list(f"text_{code}", flat=True)
            row[f"behaviours_{code}"] = [text.splitlines() if "\n" in text else text for text in texts]
        skills.append({**row, "covers": before.pop(skill.code, {}).get("covers", [])})
    return {"group": groups, "skill": skills + [row for row in before.values() if row.get("status") == "planned"]}


def ladder_values(pack: str, old: Values) -> Values:
    """The current ladder."""
    ladder = Ladder.objects.get(pack=pack, current=True)
    covers = {row["code"]: row["covers"] for row in old.get("tier", [])}
    tiers = []
    for tier in ladder.tiers.all():
        row: Values = {"code": tier.code, "kind": tier.kind}
        row |= {"height": tier.height} if tier.height is not None else {}
        row |= {**_names(tier), **_summaries(tier), "years": tier.years, "presupposes": tier.presupposes}
        row |= {
            "covers": covers.get(tier.code, []),
            "matrix": dict(tier.cells.order_by("pk").values_list("skill_code", "level")),
        }
        asked = tier.requirements.values("code", "kind", "target", "count", "name_fr", "name_en")
        tiers.append({**row, **({"requirement": list(asked)} if asked else {})})
    return {"format": 1, "version": ladder.version, "tier": tiers}


def _names(row: Any) -> Values:
    names = {"name_fr": row.name_fr, "name_en": row.name_en}
    return {"code": row.code, **names}


def _summaries(row: Any) -> Values:
    return {"summary_fr": row.summary_fr, "summary_en": row.summary_en}
