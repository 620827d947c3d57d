"""Calculations written out in a text ("640 ÷ 16 000 × 100 = 4,0 %"), worked out again with exact decimals."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Final

# Grouped by narrow, plain or non-breaking spaces in French, by commas in English.
_NUMBER: Final = {
    "fr": r"\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?",
    "en": r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?",
}
_GAP = r"[\s\u00a0\u202f]*"
_SIGNS: Final = {"÷": "/", "/": "/", "×": "*", "+": "+", "−": "-", "–": "-", "-": "-"}
_TOKEN = re.compile(r"[0-9.]+%?|[-+*/()]")


@dataclass(frozen=True)
class Equation:
    """`written` as it stands; `right` is the number after the sign; `holds` says whether the left side gives it."""

    written: str
    right: Decimal
    holds: bool


def equations(text: str, language: str) -> Iterator[Equation]:
    """Every "calculation = number" of a text; in a = b = c each sign is one equation.

    A result is right when it is the exact value rounded to the decimals shown, as a number or as a percentage.
    """
    pattern = _chain(language)
    for found in pattern.finditer(text):
        sides = found[0].split("=")
        for left, right in itertools.pairwise(sides):
            if not any(sign in left.strip()[1:] for sign in _SIGNS):
                continue
            worked, result = _value(left, language), _value(right, language)
            if worked is not None and result is not None:
                holds = _rounds(worked, result, right, language)
                yield Equation(f"{left.strip()} = {right.strip()}", result * (100 if "%" in right else 1), holds)


def numbers(text: str, language: str) -> set[Decimal]:
    """Every number written in a text."""
    return {Decimal(_plain(number, language)) for number in re.findall(_NUMBER[language], text)}


def _chain(language: str) -> re.Pattern[str]:
    number = rf"[-−]?{_GAP}[€$£]?{_GAP}(?:{_NUMBER[language]})(?:{_GAP}[%€$£])?"
    term = rf"\(*{_GAP}{number}{_GAP}\)*"
    side = rf"{term}(?:{_GAP}[÷/×+−–-]{_GAP}{term})*"
    return re.compile(rf"(?<![\w.,÷×/]){side}(?:{_GAP}={_GAP}{side})+(?![\d\w])")


def _value(side: str, language: str) -> Decimal | None:
    """The value of one side, percentages as fractions; None when it is no calculation."""
    text = re.sub(_NUMBER[language], lambda found: _plain(found[0], language), side)
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    text = re.sub(r"[\s\u00a0\u202f€$£]", "", text)
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text:
        return None
    try:
        value = _sum(tokens)
    except (IndexError, InvalidOperation, DivisionByZero):
        return None
    return None if tokens else value


def _plain(number: str, language: str) -> str:
    number = re.sub(r"[\s\u00a0\u202f]", "", number)
    return number.replace(",", ".") if language == "fr" else number.replace(",", "")


def _sum(tokens: list[str]) -> Decimal:
    total = _product(tokens)
    while tokens and tokens[0] in "+-":
        total = total + _product(tokens) if tokens.pop(0) == "+" else total - _product(tokens)
    return total


def _product(tokens: list[str]) -> Decimal:
    total = _factor(tokens)
    while tokens and tokens[0] in "*/":
        total = total * _factor(tokens) if tokens.pop(0) == "*" else total / _factor(tokens)
    return total


def _factor(tokens: list[str]) -> Decimal:
    first = tokens.pop(0)
    if first == "-":
        return -_factor(tokens)
    if first == "(":
        inner = _sum(tokens)
        tokens.pop(0)
        return inner
    return Decimal(first.rstrip("%")) / (100 if first.endswith("%") else 1)


def _rounds(worked: Decimal, result: Decimal, right: str, language: str) -> bool:
    """Whether `worked` shows as `right`: half a unit of its last decimal is allowed."""
    digits = _plain(re.findall(_NUMBER[language], right)[-1], language)
    decimals = len(digits.partition(".")[2])
    half = Decimal(5).scaleb(-decimals - 1)
    if "%" in right:
        return abs(worked * 100 - result * 100) <= half or abs(worked - result * 100) <= half
    return abs(worked - result) <= half
