"""What each kind of question needs, and the arithmetic of numeric ones recomputed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cms.folding import plain
from cms.hints import tells
from cms.packs.objects import Entry, Fault
from cms.packs.schema import LANGUAGES
from cms.packs.toml_files import is_decimal
from lib.kpi import FORMULAS, compute

# The tables and fields that belong to one kind of question only.
_PARTS = {
    "single": ("option",),
    "multiple": ("option",),
    "numeric": ("answer", "tolerance"),
    "order": ("item",),
    "match": ("target", "pair"),
    "short": ("accepted_fr", "accepted_en"),
    "truefalse": ("answer",),
    "long": ("criterion",),
}
_OPTIONAL = {"numeric": ("unit", "kpi", "trap"), "short": ("reviewed",)}
_OWN = tuple(dict.fromkeys(name for parts in (*_PARTS.values(), *_OPTIONAL.values()) for name in parts))
_WITH_VERDICT = ("numeric", "order", "short", "truefalse")
_CODE = re.compile(r"(.+)-q\d+")
_WORD = re.compile(r"[^\W_]+")


def question_faults(question: Entry) -> Iterator[Fault]:
    """Everything that one question can be wrong by itself."""
    data, lines, kind = question.data, question.lines, question.data["kind"]
    for name in _PARTS[kind]:
        if not data.get(name):
            yield lines.fault(f"a {kind} question needs '{name}'")
    for name in _OWN:
        if name in data and name not in (*_PARTS[kind], *_OPTIONAL.get(kind, ())):
            yield lines.fault(f"'{name}' does not belong to a {kind} question", name)
    for language in LANGUAGES if kind in _WITH_VERDICT else ():
        for name in ("right", "wrong"):
            if not data[language].get(name):
                yield lines.fault(f"a {kind} question needs '{name}' in [question.{language}]", language)
    for name in ("right", "wrong", "general"):
        if bool(data["fr"].get(name)) != bool(data["en"].get(name)):
            yield lines.fault(f"'{name}' stands in one language only", "fr")
    if not _CODE.fullmatch(question.key):
        yield lines.fault("a code is <lesson-key>-q<n>", "code")
    for name in ("option", "item", "target", "pair", "criterion"):
        yield from _ids(question, name)
    yield from _options(question)
    yield from _pairs(question)
    yield from _hints(question)
    yield from _accepted(question)
    answer = data.get("answer")
    if kind == "truefalse" and answer and answer not in ("true", "false"):
        yield lines.fault(f'\'answer\' is "true" or "false", not {answer!r}', "answer")
    if kind == "numeric" and answer and not is_decimal(answer):
        yield lines.fault("'answer' is an exact decimal as a string, such as \"4.5\"", "answer")
    elif kind == "numeric" and answer:
        yield from _numbers(question, Decimal(answer), Decimal(data.get("tolerance") or "0"))


def _hints(question: Entry) -> Iterator[Fault]:
    """A hint is on the page before the answer: it may not hold it."""
    data = question.data
    for index, hint in enumerate(data.get("hint", [])):
        for language in LANGUAGES:
            right = [option[language]["text"] for option in data.get("option", []) if option.get("correct")]
            number = [data["answer"]] if data["kind"] == "numeric" and data.get("answer") else []
            if told := tells(hint[language], [*right, *data.get(f"accepted_{language}", []), *number]):
                yield question.lines.fault(f"the hint gives '{told}' away", "hint", index, language)


def _accepted(question: Entry) -> Iterator[Fault]:
    """Accents, letter case and punctuation do not tell two accepted answers apart."""
    for language in LANGUAGES:
        seen: set[str] = set()
        for index, form in enumerate(question.data.get(f"accepted_{language}", [])):
            words = " ".join(_WORD.findall(plain(form)))
            if words in seen:
                yield question.lines.fault(f"'{form}' is accepted twice", f"accepted_{language}", index)
            seen.add(words)


def _ids(question: Entry, name: str) -> Iterator[Fault]:
    rows = question.data.get(name, [])
    seen: set[str] = set()
    for index, row in enumerate(rows):
        if row["id"] in seen:
            yield question.lines.fault(f"id '{row['id']}' is there twice", name, index, "id")
        seen.add(row["id"])
    if len(rows) == 1 and name not in ("target", "criterion"):
        yield question.lines.fault(f"one {name} alone is no question", name, 0)


def _options(question: Entry) -> Iterator[Fault]:
    options: list[dict[str, Any]] = question.data.get("option", [])
    right = sum(bool(option.get("correct")) for option in options)
    if question.data["kind"] == "single" and options and right != 1:
        yield question.lines.fault(f"a single question has one right option, not {right}")
    if question.data["kind"] == "multiple" and options and not 1 <= right < len(options):
        yield question.lines.fault(
            f"a multiple question has right and wrong options, not {right} right of {len(options)}"
        )


def _pairs(question: Entry) -> Iterator[Fault]:
    targets = [target["id"] for target in question.data.get("target", [])]
    for index, pair in enumerate(question.data.get("pair", [])):
        if pair["target"] not in targets:
            yield question.lines.fault(
                f"target '{pair['target']}' is not one of {', '.join(targets)}", "pair", index, "target"
            )


def _numbers(question: Entry, answer: Decimal, tolerance: Decimal) -> Iterator[Fault]:
    lines = question.lines
    if tolerance < 0:
        yield lines.fault("a tolerance is not negative", "tolerance")
    for index, trap in enumerate(question.data.get("trap", [])):
        if abs(Decimal(trap["value"]) - answer) <= tolerance:
            yield lines.fault(f"the trap {trap['value']} would be marked right", "trap", index, "value")
    kpi = question.data.get("kpi")
    if not kpi:
        return
    if kpi["code"] not in FORMULAS:
        yield lines.fault(f"no KPI '{kpi['code']}'; known: {', '.join(FORMULAS)}", "kpi")
        return
    unknown = kpi["inputs"].keys() - set(FORMULAS[kpi["code"]].inputs)
    if unknown:
        yield lines.fault(f"'{kpi['code']}' has no input {', '.join(sorted(unknown))}", "kpi")
        return
    computed = compute(kpi["code"], {name: Decimal(value) for name, value in kpi["inputs"].items()})
    if computed.value is None:
        yield lines.fault(f"cannot be computed: {computed.reason}", "kpi")
    elif abs(computed.value - answer) > tolerance:
        yield lines.fault(f"the answer is {answer}, the formula gives {computed.value.normalize():f}", "answer")
