"""Total rows: told apart, left out, and used to check the sums (standards.md, section 1.0, rule 5)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Context, Decimal

from lib.dialects.columns import CellError, read_value
from lib.dialects.dates import DateError, parse_date
from lib.dialects.records import Record
from lib.dialects.report import Findings
from lib.dialects.specs import NUMERIC, Binding
from lib.numbers import DecimalMark, is_missing
from lib.sheets import Row

_TOTAL = re.compile(
    r"(?:grand[ -]|sous-)?(?:total|totaux|totals|total general|total général)(?:\s*:.*)?", re.IGNORECASE
)
_EXACT = Context(prec=60)


def split_totals(binding: Binding, rows: Sequence[Row], found: Findings, today: dt.date) -> tuple[list[Row], list[Row]]:
    """Split data rows from total rows: a first cell that says so (and no date), or numbers without date and name."""
    data: list[Row] = []
    totals: list[Row] = []
    for row in rows:
        if _is_total(binding, row, today):
            totals.append(row)
            found.assume("total_row", row.line, line=row.line)
        else:
            data.append(row)
    return data, totals


def check_totals(
    binding: Binding,
    totals: Sequence[Row],
    records: Sequence[Record],
    marks: Mapping[str, DecimalMark],
    found: Findings,
) -> None:
    """Compare each total row with the sum of the rows; a difference is a warning by line and column."""
    for row in totals:
        for item in binding.bound:
            key = item.column.key
            if item.column.role not in NUMERIC or item.column.total != "sum" or item.index >= len(row.cells):
                continue
            text = row.cells[item.index]
            try:
                stated = read_value(text, item.column.role, marks[key])
            except CellError:
                found.warn("total_unread", row.line, item.header, text=text[:60])
                continue
            computed = add(record.values[key] for record in records)
            if stated is not None and computed is not None and stated != computed:
                found.warn("total_mismatch", row.line, item.header, stated=f"{stated:f}", computed=f"{computed:f}")


def sum_up(binding: Binding, records: Sequence[Record], found: Findings) -> dict[str, Decimal]:
    """Totals by canonical metric: sums of known values, or the latest value of a stock such as followers."""
    totals: dict[str, Decimal] = {}
    for item in binding.bound:
        column = item.column
        if column.role not in NUMERIC or column.paid != "unknown" or column.total == "none":
            continue
        if column.total == "last":
            dated = [(record.day, value) for record in records if (value := record.values[column.key]) is not None]
            total = max(dated, key=lambda pair: pair[0])[1] if dated else None
        else:
            total = add(record.values[column.key] for record in records)
        if total is not None:
            totals[column.metric] = total
            if column.metric == "reach" and len(records) > 1:
                found.assume("reach_sum", None, item.header, column=item.header)
    return totals


def add(values: Iterable[Decimal | None]) -> Decimal | None:
    """Exact sum of the known values; None when none is known."""
    total: Decimal | None = None
    for value in values:
        if value is not None:
            total = value if total is None else _EXACT.add(total, value)
    return total


def _is_total(binding: Binding, row: Row, today: dt.date) -> bool:
    date = _cell(binding, row, binding.dialect.date_key)
    entity = _cell(binding, row, binding.dialect.entity_key)
    first = next(cell for cell in row.cells if cell)
    if _TOTAL.fullmatch(first):
        return not _is_date(date, today)
    has_entity = binding.at_key(binding.dialect.entity_key) is not None
    return has_entity and is_missing(date) and is_missing(entity) and not _labelled(binding, row)


def _labelled(binding: Binding, row: Row) -> bool:
    """Whether the row says anything besides numbers."""
    texts = [item.index for item in binding.bound if item.column.role in ("label", "link")]
    return any(row.cells[index] for index in texts if index < len(row.cells))


def _cell(binding: Binding, row: Row, key: str) -> str:
    item = binding.at_key(key)
    return row.cells[item.index] if item and item.index < len(row.cells) else ""


def _is_date(text: str, today: dt.date) -> bool:
    try:
        parse_date(text, order="DMY", today=today)
    except DateError as error:
        return error.code != "not_a_date"
    return True
