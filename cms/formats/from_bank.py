"""From a question of the bank to an exchanged one, and what of it the format leaves behind."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from cms.formats.exchange import (
    NONE,
    RIGHT,
    Body,
    Choice,
    Essay,
    Exchanged,
    Inexpressible,
    Matching,
    MultipleChoice,
    NumberAnswer,
    Numerical,
    Ordering,
    Pair,
    ShortAnswer,
    Text,
    TrueFalse,
    Unit,
    nearest_weight,
)
from cms.formats.held import content_of
from cms.formats.source import Dialect
from cms.models import Question

# Kinds whose feedback as a whole GIFT has no place for.
_CHOSEN = ("single", "multiple", "match", "order")


def from_bank(question: Question, dialect: Dialect) -> tuple[Exchanged, list[str]]:
    """The question, and the names of what the format does not keep. Raises `Inexpressible` for an unfinished one."""
    parts: dict[str, list[dict[str, Any]]] = {}
    for part, value in content_of(question):
        parts.setdefault(part, []).append(value)
    lost: list[str] = []
    gift = dialect == "gift"
    body = _body(question, parts, gift, lost)
    hints = tuple(Text(_lines(row["text"]), "plain") for row in parts.get("hint", []))
    whole = (_text(question.right), _text(question.wrong)) if question.kind in _CHOSEN else (None, None)
    if gift:
        lost += ["hints"] * bool(hints) + ["verdict"] * any(whole)
        hints, whole = (), (None, None)
    if any(row["feedback"] for row in parts.get("pair", [])):
        lost.append("pairs")
    general = _text(getattr(question, "general", ""))
    stem = Text(_lines(question.prompt), "plain")
    return Exchanged(stem, body, question.code, general, *whole, hints=hints, idnumber=question.code), lost


def _body(question: Question, parts: dict[str, list[dict[str, Any]]], gift: bool, lost: list[str]) -> Body:
    match question.kind:
        case "truefalse":
            return TrueFalse(question.answer == "true", _text(question.right), _text(question.wrong))
        case "single" | "multiple":
            return _choices(question.kind == "single", parts.get("option", []))
        case "numeric":
            return _numerical(question, parts.get("trap", []), gift, lost)
        case "order":
            return Ordering(tuple(Text(_lines(row["text"]), "plain") for row in parts.get("item", [])))
        case "match":
            return _matching(parts.get("target", []), parts.get("pair", []))
        case "short":
            return _short(question, parts.get("accepted", []))
        case "long":
            criteria = "\n".join(row["text"] for row in parts.get("criterion", []))
            if criteria and gift:
                lost.append("criteria")
            return Essay(None if gift else _text(criteria))
    raise Inexpressible("bank_kind", kind=question.kind)


def _choices(single: bool, rows: list[dict[str, Any]]) -> MultipleChoice:
    right = sum(bool(row["correct"]) for row in rows)
    if not right:
        raise Inexpressible("no_right_option")
    share, off = (RIGHT, NONE) if single else (nearest_weight(RIGHT / right), -nearest_weight(RIGHT / right))
    return MultipleChoice(
        single,
        tuple(
            Choice(Text(_lines(row["text"]), "plain"), share if row["correct"] else off, _text(row["feedback"]))
            for row in rows
        ),
    )


def _numerical(question: Question, traps: list[dict[str, Any]], gift: bool, lost: list[str]) -> Numerical:
    answers = [NumberAnswer(_number(question.answer), _number(question.tolerance), RIGHT, _text(question.right))]
    answers += [
        NumberAnswer(_number(trap["value"]), _number(trap["tolerance"]), NONE, _text(trap["feedback"]))
        for trap in traps
    ]
    if wrong := _text(question.wrong):
        answers.append(NumberAnswer(None, NONE, NONE, wrong))
    if question.unit and gift:
        lost.append("unit")
    return Numerical(tuple(answers), (Unit(question.unit, Decimal(1)),) if question.unit and not gift else ())


def _matching(targets: list[dict[str, Any]], rows: list[dict[str, Any]]) -> Matching:
    labels = {target["code"]: target["label"] for target in targets}
    if any(row["target"] not in labels for row in rows):
        raise Inexpressible("answer_missing")
    used = {row["target"] for row in rows}
    pairs = [Pair(Text(_lines(row["text"]), "plain"), _lines(labels[row["target"]])) for row in rows]
    pairs += [Pair(Text("", "plain"), _lines(label)) for code, label in labels.items() if code not in used]
    return Matching(tuple(pairs))


def _short(question: Question, rows: list[dict[str, Any]]) -> ShortAnswer:
    lines = [line.strip() for row in rows for line in row["text"].splitlines() if line.strip()]
    right, wrong = _text(question.right), _text(question.wrong)
    answers = [Choice(Text(line.replace("*", "\\*"), "plain"), RIGHT, right) for line in lines]
    if answers and wrong:
        answers.append(Choice(Text("*", "plain"), NONE, wrong))
    return ShortAnswer(tuple(answers))


def _number(text: str) -> Decimal:
    try:
        return Decimal(text or "0")
    except InvalidOperation as error:
        raise Inexpressible("number_expected", found=text) from error


def _text(text: str) -> Text | None:
    found = _lines(text)
    return Text(found, "plain") if found else None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")
