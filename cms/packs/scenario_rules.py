"""What a scenario needs beyond its fields: a graph that can be played, and passages of its lesson to reread."""

from __future__ import annotations

from collections.abc import Iterator

from cms.packs.objects import Entry, Fault, Pack, Values
from cms.packs.schema import FORMAT, LANGUAGES
from lib.scenario import Flaw, flaws, graph_of
from skills.domain.levels import MAX_SKILLS_PER_WORK

TITLE = 200
_TABLES = {"steps": "step", "choices": "choice", "endings": "ending", "dimensions": "dimension"}


def scenario_faults(pack: Pack, scenario: Entry) -> Iterator[Fault]:
    """Everything that one scenario can be wrong, its lesson and skills included."""
    data, lines = scenario.data, scenario.lines
    if data["format"] != FORMAT:
        yield lines.fault(f"this engine reads format {FORMAT}", "format")
    if len(data["skills"]) > MAX_SKILLS_PER_WORK:
        yield lines.fault(f"at most {MAX_SKILLS_PER_WORK} skills", "skills")
    for index, skill in enumerate(data["skills"]):
        if not pack.knows("skill", skill["code"]):
            yield lines.fault(f"no skill '{skill['code']}'", "skills", index)
    if not pack.knows("lesson", data["lesson"]):
        yield lines.fault(f"no lesson '{data['lesson']}'", "lesson")
    yield from _titles(scenario)
    yield from _passages(pack, scenario)
    if unclear := list(_ways_on(scenario)):
        yield from unclear
        return
    for flaw in flaws(graph_of(graph_payload(data))):
        yield lines.fault(flaw.text("en"), *_place(flaw))


def graph_payload(data: Values) -> Values:
    """The language-free part of a scenario's file, in the shape of `cms.scenario_versions.payload`."""
    return {
        "start": data["start"],
        "start_clock": data.get("start_clock", ""),
        "pass": data["pass"],
        "dimensions": [{"key": row["key"], "start": row["start"]} for row in data["dimension"]],
        "steps": [
            {
                "key": step["key"],
                "number": step.get("number"),
                "clock": step.get("clock", ""),
                "choices": [
                    {
                        "key": row["key"],
                        "next": row.get("next", ""),
                        "best": row.get("best", False),
                        "minutes": row["minutes"],
                        "effects": row["effects"],
                    }
                    for row in step["choice"]
                ],
            }
            for step in data["step"]
        ],
        "endings": [
            {
                "key": row["key"],
                "each": row.get("min", {}).get("each", 0),
                "total": row.get("min", {}).get("total", 0),
                "passed": row["passed"],
            }
            for row in data["ending"]
        ],
    }


def _place(flaw: Flaw) -> tuple[str | int, ...]:
    return tuple(_TABLES.get(part, part) if isinstance(part, str) else part for part in flaw.where)


def _ways_on(scenario: Entry) -> Iterator[Fault]:
    for index, step in enumerate(scenario.data["step"]):
        for number, choice in enumerate(step["choice"]):
            if bool(choice.get("next")) == bool(choice.get("end")):
                message = "a choice has either 'next' or 'end = true'"
                yield scenario.lines.fault(message, "step", index, "choice", number)


def _titles(scenario: Entry) -> Iterator[Fault]:
    """What the editor's form accepts; a longer title would stop an editor from saving."""
    rows: list[tuple[tuple[str | int, ...], Values]] = [((), scenario.data)]
    rows += [((name, index), row) for name in ("step", "ending") for index, row in enumerate(scenario.data[name])]
    for place, row in rows:
        for language in LANGUAGES:
            length = len(row[language]["title"])
            if length > TITLE:
                message = f"the title has {length} characters, at most {TITLE} fit"
                yield scenario.lines.fault(message, *place, language, "title")


def _passages(pack: Pack, scenario: Entry) -> Iterator[Fault]:
    lesson = pack.lessons.get(scenario.data["lesson"])
    text = lesson.texts.get("fr") if lesson else None
    if text is None:
        return
    known = {block.key for block in text.blocks}
    for index, step in enumerate(scenario.data["step"]):
        passage = step.get("reread")
        if passage and passage not in known:
            message = f"the lesson '{scenario.data['lesson']}' has no heading or block '{passage}'"
            yield scenario.lines.fault(message, "step", index, "reread")
