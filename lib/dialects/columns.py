"""Numeric columns: one decimal mark per column, exact values per cell, one currency per column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lib.dialects.report import Findings, Issue
from lib.dialects.specs import NUMERIC, Binding, Bound, Role
from lib.numbers import (
    CODES,
    MARKS,
    DecimalMark,
    MarkDecision,
    NumberError,
    currency_of,
    decide_mark,
    evidence,
    has_percent,
    parse_decimal,
)
from lib.sheets import Row

LARGEST: Final = Decimal(10) ** 15
UNKNOWN_CURRENCY: Final = "XXX"


class CellError(ValueError):
    """A cell that cannot be a value of its column; `code` is a message of `lib.dialects.messages`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Money:
    """The currency of each row of one money column, and the one they share."""

    of_line: Mapping[int, str]
    currency: str


def decide_marks(
    binding: Binding, rows: Sequence[Row], answers: Mapping[str, str], found: Findings
) -> dict[str, DecimalMark]:
    """The decimal mark of each numeric column by key; doubts become assumptions where the file settles them, else
    questions.
    """
    decisions: dict[str, MarkDecision] = {}
    columns = [item for item in binding.bound if item.column.role in NUMERIC]
    for item in columns:
        try:
            decisions[item.column.key] = decide_mark(row.cells[item.index] for row in rows)
        except NumberError:
            decisions[item.column.key] = MarkDecision(_majority(item, rows), False)
    given = {item.column.key: _answered(item, answers, found) for item in columns}
    settled = {decision.mark for decision in decisions.values() if decision.mark}
    settled |= {mark for mark in given.values() if mark}
    file_mark = settled.pop() if len(settled) == 1 else None
    marks: dict[str, DecimalMark] = {}
    for item in columns:
        key, decision = item.column.key, decisions[item.column.key]
        marks[key] = decision.mark or given[key] or file_mark or binding.dialect.decimal_mark or "."
        if not decision.ambiguous:
            continue
        label = {"column": item.header, "mark": marks[key], "text": decision.example}
        if given[key]:
            found.assume("mark_answered", None, item.header, **label)
        elif file_mark:
            found.assume("mark_from_file", None, item.header, **label)
        elif item.column.role == "count":
            marks[key] = "," if decision.separator == "." else "."
            found.assume("grouping", None, item.header, **label)
        elif binding.dialect.decimal_mark:
            found.assume("mark_standard", None, item.header, **label)
        else:
            line = next(row.line for row in rows if row.cells[item.index] == decision.example)
            found.ask(f"decimal_mark.{key}", Issue("ask_decimal_mark", line, item.header, label), MARKS)
    return marks


def read_value(text: str, role: Role, mark: DecimalMark) -> Decimal | None:
    """One cell as an exact value, None when missing. Raises `CellError`.

    Counts are whole, without unit; no value may be negative or larger than 10^15.
    """
    try:
        value = parse_decimal(text, decimal_mark=mark)
        if value is None:
            return None
        if role == "count" and (has_percent(text) or currency_of(text)):
            raise CellError("unit_in_count")
        if role == "count" and value.as_tuple().exponent != 0:
            raise CellError("fraction")
        if role == "number" and (has_percent(text) or currency_of(text)):
            raise CellError("unit_in_count")
    except NumberError as error:
        raise CellError(_why(text, error, mark)) from error
    if role == "money" and has_percent(text):
        raise CellError("not_a_number")
    if value < 0:
        raise CellError("negative")
    if value > LARGEST:
        raise CellError("too_large")
    return value


def read_money(
    item: Bound, binding: Binding, rows: Sequence[Row], answers: Mapping[str, str], found: Findings
) -> Money:
    """The currency of a money column: its cells, its header, the currency column, or the person's answer; XXX when
    none says.

    Two currencies in one column are an error: they are never added up.
    """
    named = binding.at_key("currency")
    answer = answers.get("currency", "")
    of_line: dict[int, str] = {}
    first = ""
    unsaid = ""  # the first amount of no known currency, as it is written
    for row in rows:
        cell = row.cells[item.index]
        beside = row.cells[named.index].upper() if named else ""
        written = [code for code in (currency_of(cell), beside, item.currency) if code]
        sure = sorted({code for code in written if code != UNKNOWN_CURRENCY} or set(written), reverse=True)
        if not any(char in "123456789" for char in cell):
            of_line[row.line] = first or item.currency or beside
            continue
        code = sure.pop() if sure else (answer or UNKNOWN_CURRENCY)
        if code == UNKNOWN_CURRENCY and answer:
            code = answer
        if code == UNKNOWN_CURRENCY:
            unsaid = unsaid or cell.strip()
        clash = sure.pop() if sure else (code if first and code != first else "")
        if clash:
            first, clash = (unsaid if told == UNKNOWN_CURRENCY else told for told in (first or code, clash))
            found.error("mixed_currencies", row.line, item.header, first=first, second=clash)
            break
        first = first or code
        of_line[row.line] = code
    shared = first or item.currency or answer or UNKNOWN_CURRENCY
    if shared == UNKNOWN_CURRENCY:
        found.assume("no_currency", None, item.header, column=item.header)
    return Money({line: code or shared for line, code in of_line.items()}, shared)


def check_currencies(binding: Binding, rows: Sequence[Row], answers: Mapping[str, str], found: Findings) -> None:
    """Every currency named in the currency column or in an answer must be a known ISO code."""
    named = binding.at_key("currency")
    for row in rows if named else ():
        code = row.cells[named.index] if named else ""
        if code and named and code.upper() not in CODES:
            found.error("bad_currency", row.line, named.header, text=code[:40])
    if "currency" in answers and answers["currency"] not in CODES:
        found.error("bad_answer", text=answers["currency"][:40])


def _majority(item: Bound, rows: Sequence[Row]) -> DecimalMark:
    """The mark most cells of a self-contradicting column prove (the first one on a tie), so that the few others are
    reported.
    """
    proofs: list[DecimalMark] = []
    for row in rows:
        try:
            proof = evidence(row.cells[item.index])
        except NumberError:
            continue
        if proof == "." or proof == ",":
            proofs.append(proof)
    return max(dict.fromkeys(proofs), key=proofs.count, default=".")


def _answered(item: Bound, answers: Mapping[str, str], found: Findings) -> DecimalMark | None:
    answer = answers.get(f"decimal_mark.{item.column.key}")
    if answer is None:
        return None
    for mark in MARKS:
        if mark == answer:
            return mark
    found.error("bad_answer", None, item.header, text=answer[:40])
    return None


def _why(text: str, error: NumberError, mark: DecimalMark) -> str:
    """Name the reason more closely when the text is a number with the other decimal mark."""
    try:
        parse_decimal(text, decimal_mark="." if mark == "," else ",")
    except NumberError:
        return error.code
    return "conflicting_marks"
