"""Freezing scenarios: each published text of a scenario becomes one immutable row, once."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from cms.models.scenario import Scenario
from cms.models.scenario_version import ScenarioVersion
from cms.versions import digest
from lib.scenario import flaws, graph_of, parse_effects


def payload(scenario: Scenario) -> dict[str, Any]:
    """What a run needs, as plain data; keys are the same in every language. Raises ValueError on unread effects."""
    return {
        "code": scenario.code,
        "lesson": scenario.lesson,
        "title": scenario.title,
        "brief": _text(scenario.brief),
        "practice": scenario.practice,
        "skills": scenario.skills,
        "start": scenario.start,
        "start_clock": scenario.start_clock,
        "pass": {"each": scenario.pass_each, "total": scenario.pass_total},
        "dimensions": [
            {"key": row.value["key"] or "", "start": row.value["start"] or 0, "label": row.value["label"] or ""}
            for row in scenario.dimensions
        ],
        "steps": [_step(block.value) for block in scenario.steps],
        "endings": [
            {
                **{name: block.value[name] or 0 for name in ("each", "total")},
                **{name: block.value[name] or "" for name in ("key", "title")},
                "passed": bool(block.value["passed"]),
                "text": _text(block.value["text"]),
            }
            for block in scenario.endings
        ],
        "debrief": {"intro": _text(scenario.debrief_intro), "ask": _text(scenario.debrief_ask)},
    }


def _step(value: Any) -> dict[str, Any]:
    return {
        **{name: value[name] or "" for name in ("key", "clock", "reread", "title")},
        "number": value["number"],
        "text": _text(value["text"]),
        "choices": [
            {
                "key": choice["key"] or "",
                "next": choice["next"] or "",
                "best": bool(choice["best"]),
                "minutes": choice["minutes"] or 0,
                "effects": parse_effects(choice["effects"] or ""),
                **{name: _text(choice[name]) for name in ("text", "result", "why")},
            }
            for choice in value["choices"]
        ],
    }


def parts(content: dict[str, Any]) -> tuple[list[Any], ...]:
    """What a scenario is made of: where a translation has the same, it has the graph of its French."""
    steps = [(step["key"], _keys(step["choices"])) for step in content["steps"]]
    return sorted(steps), _keys(content["dimensions"]), _keys(content["endings"])


def keyed_as(content: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    """A translation's texts on all that its French says beside texts: ways, best choices, effects, numbers, marks, and
    the order of the endings, which decides. As it is where the two have not the same parts.
    """
    if parts(content) != parts(source):
        return content
    own = {step["key"]: step for step in content["steps"]}
    steps = _told(("title", "text"), content["steps"], source["steps"])
    return source | {
        **{name: content[name] for name in ("title", "brief", "debrief")},
        "dimensions": _told(("label",), content["dimensions"], source["dimensions"]),
        "steps": [
            step | {"choices": _told(("text", "result", "why"), own[step["key"]]["choices"], step["choices"])}
            for step in steps
        ],
        "endings": _told(("title", "text"), content["endings"], source["endings"]),
    }


def _keys(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(row["key"] for row in rows)


def _told(names: tuple[str, ...], rows: list[dict[str, Any]], source: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of `source` with these texts of the same rows."""
    own = {row["key"]: row for row in rows}
    return [row | {name: own[row["key"]][name] for name in names} for row in source]


def _text(text: str) -> str:
    return (text or "").replace("\r\n", "\n")


@transaction.atomic
def record_version(scenario: Scenario) -> ScenarioVersion | None:
    """The version of a scenario's current text: the latest one, or a new one when its text or graph differs from it.

    The graph is that of the French scenario, at once: a translation is brought up to date later. A graph with flaws is
    never frozen: whoever plays goes on with the last version that can be played.
    """
    try:
        content = payload(scenario)
    except ValueError:
        return None
    locale = scenario.locale.language_code
    if locale != settings.LANGUAGE_CODE and (
        french := latest_version(scenario.translation_key, settings.LANGUAGE_CODE)
    ):
        content = keyed_as(content, french.payload)
    if flaws(graph_of(content)):
        return None
    mark = digest(content)
    rows = ScenarioVersion.objects.filter(scenario_key=scenario.translation_key, locale=locale)
    latest = rows.order_by("-number").first()
    if latest and latest.digest == mark:
        return latest
    return ScenarioVersion.objects.create(
        scenario_key=scenario.translation_key,
        locale=locale,
        number=latest.number + 1 if latest else 1,
        digest=mark,
        payload=content,
    )


def latest_version(scenario_key: UUID, locale: str) -> ScenarioVersion | None:
    """The newest version in a language, the French one where there is none; one query."""
    rows = ScenarioVersion.objects.filter(scenario_key=scenario_key, locale__in={locale, "fr"}).order_by("-number")
    by_locale: dict[str, ScenarioVersion] = {}
    for row in rows:
        by_locale.setdefault(row.locale, row)
    return by_locale.get(locale) or by_locale.get("fr")
