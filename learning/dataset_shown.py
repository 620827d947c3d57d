"""A personal data set as its block shows it. Nothing tells right from wrong before a question is answered."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from learning.domain import datasets
from lib.datasets import DataSet, Spec, title, words
from lib.datasets.words import word
from lib.dates import day_text
from lib.kpi import FORMULAS
from lib.numbers import format_number, format_percent

Shown = dict[str, Any]


def shown(
    block: Any,
    state: Mapping[str, Any],
    *,
    lesson_key: uuid.UUID,
    locale: str,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> Shown:
    """What the template of the block needs, besides its frame."""
    row = datasets.newest(state)
    if row is None:
        return {"set": None, "number": 0}
    data = datasets.data_of(row)
    typed, problems = typed or {}, problems or {}
    questions = [
        _question(block, data, row, spec, child, locale, typed.get(spec.code, ""), problems.get(spec.code, ""))
        for spec, child in datasets.asked(block, row)
    ]
    sets = state["sets"]
    return {
        "set": {
            "number": row["number"],
            "brand": data.plan.brand,
            "network": word(words.NETWORK_NAMES, data.plan.network, locale),
            "start": data.plan.start,
            "end": data.plan.end,
            "lines": len(data.lines),
            "by_post": data.by_post,
            "file": _file(lesson_key, block, row),
        },
        "number": row["number"],
        "questions": questions,
        "answered": sum(question["answer"] is not None for question in questions),
        "right": sum(question["answer"] is not None and question["answer"]["right"] for question in questions),
        "may_draw": row["number"] < datasets.MOST,
        "earlier": [_earlier(block, old, lesson_key, locale) for old in reversed(sets[:-1])],
    }


def _earlier(block: Any, row: datasets.Row, lesson_key: uuid.UUID, locale: str) -> Shown:
    """A data set used before: what was answered, beside what was right on its numbers."""
    data = datasets.data_of(row)
    kept = row["answers"]
    return {
        "number": row["number"],
        "answered": len(kept),
        "right": sum(one["right"] for one in kept.values()),
        "file": _file(lesson_key, block, row),
        "lines": [
            {
                "name": word(words.QUESTION_NAMES, code, locale),
                "right": one["right"],
                "typed": _value(data, one["kind"], one["value"], locale),
                "value": _value(data, one["kind"], one["answer"], locale),
            }
            for code, one in kept.items()
        ],
    }


def _file(lesson_key: uuid.UUID, block: Any, row: Mapping[str, Any]) -> str:
    return reverse("learning:dataset_file", args=[lesson_key, block.id, row["number"]])


def _question(
    block: Any,
    data: DataSet,
    row: Mapping[str, Any],
    spec: Spec,
    child: Any,
    locale: str,
    typed: str,
    problem: str,
) -> Shown:
    kind = spec.kind_in(data.plan.network)
    kept = row["answers"].get(spec.code)
    return {
        "code": spec.code,
        "name": f"a-{spec.code}",
        "id": f"a-{block.id}-{spec.code}",
        "prompt": child["prompt"],
        "kind": kind,
        "hint": _hint(spec, locale) if kind in ("percent", "count") else "",
        "options": _lines(data, locale) if kind == "line" and kept is None else [],
        "first": data.plan.start.isoformat(),
        "last": data.plan.end.isoformat(),
        "typed": typed,
        "problem": _problem(problem, typed) if problem else "",
        "answer": _answer(block, data, child, kept, locale) if kept else None,
    }


def _hint(spec: Spec, locale: str) -> str:
    if spec.kind == "count":
        return _("A whole number.")
    return _("In percent; accepted within %(tolerance)s.") % {"tolerance": format_number(spec.tolerance, locale)}


def _problem(expected: str, typed: str) -> str:
    said = {"value": typed[:40]}
    if expected == "number":
        return _("“%(value)s” is not a number. Write digits, for example 4.5 or 1200.") % said
    if expected == "date":
        return _("“%(value)s” is not a date that reads in one way only. Write it as 2026-10-03.") % said
    return _("This answer is not one of the choices offered. Choose again.")


def _lines(data: DataSet, locale: str) -> list[tuple[str, str]]:
    return [(line.key, _line(data, line.key, locale)) for line in data.lines]


def _line(data: DataSet, key: str, locale: str) -> str:
    line = next((line for line in data.lines if line.key == key), None)
    return f"{day_text(line.day, 'MONTH_DAY_FORMAT')} · {title(line, locale)}" if line else key


def _answer(block: Any, data: DataSet, child: Any, kept: Mapping[str, Any], locale: str) -> Shown:
    """The verdict in words, then how the answer is found on these numbers, as it was when it was judged."""
    told = {row["code"]: row["text"] for row in block.value["mistakes"]}
    kind = kept["kind"]
    worked: Shown = {"value": _value(data, kind, kept["answer"], locale), "formula": "", "facts": []}
    if kept["numerator"] and kept["denominator"]:
        (top, over), (bottom, under) = kept["numerator"], kept["denominator"]
        worked |= {
            "formula": _formula(kept["formula"], locale),
            "numerator": format_number(Decimal(over), locale),
            "numerator_label": word(words.FACT_NAMES, top, locale),
            "denominator": format_number(Decimal(under), locale),
            "denominator_label": word(words.FACT_NAMES, bottom, locale),
        }
    worked["facts"] = [(word(words.FACT_NAMES, name, locale), _fact(value, locale)) for name, value in kept["facts"]]
    return {
        "typed": _value(data, kind, kept["value"], locale),
        "right": kept["right"],
        "feedback": child["right"] if kept["right"] else told.get(kept["mistake"]) or child["wrong"],
        "mistake": word(words.MISTAKE_NAMES, kept["mistake"], locale) if kept["mistake"] else "",
        "worked": worked,
    }


def _formula(code: str, locale: str) -> str:
    if code in FORMULAS:
        return FORMULAS[code].formula(locale)
    return words.SHARE_FORMULA[0 if locale.startswith("fr") else 1]


def _value(data: DataSet, kind: str, text: str, locale: str) -> str:
    if kind == "date":
        return day_text(dt.date.fromisoformat(text))
    if kind == "line":
        return _line(data, text, locale)
    number = Decimal(text)
    if abs(number) >= 10**12:
        return text[:20] + "…"
    return format_percent(number, locale, 2) if kind == "percent" else format_number(number, locale)


def _fact(text: str, locale: str) -> str:
    """A day or a number: facts are nothing else."""
    try:
        return day_text(dt.date.fromisoformat(text)) if "-" in text[1:] else format_number(Decimal(text), locale)
    except ValueError:
        return text
