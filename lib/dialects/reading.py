"""Read one result file: bind its columns, settle what is ambiguous, read every cell or say where it fails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lib.dialects.columns import CellError, Money, check_currencies, decide_marks, read_money, read_value
from lib.dialects.dates import DateError, decide_order, parse_date
from lib.dialects.records import Record, merge, metric_rows, record_of
from lib.dialects.report import Findings, Issue, Report
from lib.dialects.specs import (
    NUMERIC,
    Binding,
    Column,
    DateOrder,
    bind_mapping,
    canonical_metrics,
    detect,
    is_known_header,
)
from lib.dialects.totals import check_totals, split_totals, sum_up
from lib.numbers import DecimalMark
from lib.sheets import Row, Sheet, SheetRefused, read_sheet


@dataclass(frozen=True)
class _Plan:
    """How the columns of one file are read."""

    order: DateOrder
    marks: Mapping[str, DecimalMark]
    money: Mapping[str, Money]


def read_results(
    data: bytes,
    filename: str,
    *,
    mapping: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    today: dt.date,
) -> Report:
    """Read a result file into a `Report`; never raises for what a file holds.

    `mapping` (header -> canonical metric or "ignore") replaces detection. `answers` settle questions of an earlier
    report (`date_order`: MDY or DMY, `decimal_mark.<key>`: "," or ".", `duplicates`: sum, first or last) and may name
    a `currency`. `today` bounds dates. Status "refused" stores nothing; "needs_confirmation" stores nothing until its
    questions are answered.
    """
    answers = answers or {}
    found = Findings()
    try:
        sheet = read_sheet(data, known=_known(mapping))
    except SheetRefused as error:
        return _refused(filename, Findings(errors=[Issue(error.code, error.line, "", error.params)]))
    binding = _bind(sheet, mapping, found)
    if binding is None:
        return _refused(filename, found, headers=_likely_headers(sheet.rows))
    headers = tuple(sheet.rows[binding.at].cells)
    _check_columns(binding, sheet, found)
    if found.errors:
        return _refused(filename, found, binding.dialect.key, headers, len(sheet.rows) - binding.at - 1)
    rows, totals = split_totals(binding, sheet.rows[binding.at + 1 :], found, today)
    if not rows:
        found.error("no_rows")
    rows = _even(rows, len(headers), sheet.kind, found)
    _note_file(sheet, binding, found)
    plan = _Plan(
        _order(binding, rows, answers, found),
        decide_marks(binding, rows, answers, found),
        {item.column.key: read_money(item, binding, rows, answers, found) for item in binding.of("money")},
    )
    check_currencies(binding, rows, answers, found)
    _note_currencies(plan, found)
    dated = not any(question.id == "date_order" for question in found.questions)
    records = _read_rows(binding, rows, plan, found, today)
    kept = merge(binding, records, answers, found) if dated and not found.errors else records
    if found.errors and not _curable(found, dated):
        return _refused(filename, found, binding.dialect.key, headers, len(rows))
    if found.questions:
        return Report(
            status="needs_confirmation",
            dialect=binding.dialect.key,
            filename=filename,
            rows_read=len(rows),
            period=_period(records) if dated else None,
            assumptions=tuple(found.assumptions),
            warnings=tuple(found.warnings),
            questions=tuple(found.questions),
            headers=headers,
        )
    check_totals(binding, totals, records, plan.marks, found)
    metrics = metric_rows(binding, kept, {key: money.currency for key, money in plan.money.items()})
    stored = sum(record.lines for record in kept)
    return Report(
        status="ok",
        dialect=binding.dialect.key,
        filename=filename,
        rows_read=len(rows),
        rows_stored=stored,
        rows_refused=len(rows) - stored,
        period=_period(kept),
        totals=sum_up(binding, kept, found),
        assumptions=tuple(found.assumptions),
        warnings=tuple(found.warnings),
        metrics=tuple(metrics),
        headers=headers,
    )


def _known(mapping: Mapping[str, str] | None) -> Callable[[str], bool]:
    return is_known_header if mapping is None else lambda text: text in mapping or is_known_header(text)


def _refused(filename: str, found: Findings, key: str = "", headers: tuple[str, ...] = (), read: int = 0) -> Report:
    """A refused file: nothing of it is stored, so every row read counts as refused."""
    return Report(
        status="refused",
        dialect=key,
        filename=filename,
        rows_read=read,
        rows_refused=read,
        assumptions=tuple(found.assumptions),
        warnings=tuple(found.warnings),
        errors=tuple(sorted(found.errors, key=lambda issue: issue.line or 0)),
        questions=tuple(found.questions),
        headers=headers,
    )


def _curable(found: Findings, dated: bool) -> bool:
    """Whether an answer could cure every error: dates in the other order, when the order is what is being asked."""
    return not dated and all(error.code in ("future_date", "impossible_date") for error in found.errors)


def _bind(sheet: Sheet, mapping: Mapping[str, str] | None, found: Findings) -> Binding | None:
    if mapping is not None:
        binding = bind_mapping(sheet.rows, mapping)
        if isinstance(binding, str):
            found.error("bad_mapping", text=binding[:200])
            return None
        return binding
    detected = detect(sheet.rows)
    if detected is None:
        headers = _likely_headers(sheet.rows)
        found.error("unknown_columns" if headers else "no_header", sheet.rows[0].line if sheet.rows else None)
        if headers:
            found.ask("mapping", Issue("ask_mapping"), (*canonical_metrics(), "ignore"))
    return detected


def _likely_headers(rows: Sequence[Row]) -> tuple[str, ...]:
    return next((row.cells for row in rows[:15] if sum(1 for cell in row.cells if cell) >= 2), ())


def _check_columns(binding: Binding, sheet: Sheet, found: Findings) -> None:
    line = sheet.rows[binding.at].line
    for header in binding.duplicates:
        found.error("duplicate_column", line, header, column=header)
    present = {item.column.key for item in binding.bound}
    for column in binding.dialect.columns:
        if column.required and column.key not in present:
            found.error("missing_column", line, column.shown, **_both_forms(column))
    if not present & {column.key for column in binding.dialect.columns if column.role in NUMERIC}:
        found.error("unknown_columns", line)
    for header in binding.unused:
        found.warn("unused_column", line, header, column=header)


def _both_forms(column: Column) -> dict[str, object]:
    """The name of a column in an English export and in a French one, each with the other where they differ."""
    english, french = column.shown, column.name_fr or column.shown
    differ = french != english
    return {
        "column": english,
        "column_fr": french,
        "also": f" (“{french}” in a French export)" if differ else "",
        "also_fr": f" («\u00a0{english}\u00a0» dans un export en anglais)" if differ else "",
    }


def _even(rows: Sequence[Row], width: int, kind: str, found: Findings) -> list[Row]:
    """Rows of exactly the header's width; a text file whose rows are longer or shorter is refused by line."""
    even = []
    for row in rows:
        extra = any(row.cells[width:])
        if extra or (len(row.cells) < width and kind == "csv"):
            found.error("row_length", row.line, "", found=len(row.cells), expected=width)
        even.append(Row(row.line, (row.cells + ("",) * width)[:width]))
    return even


def _note_file(sheet: Sheet, binding: Binding, found: Findings) -> None:
    if sheet.encoding == "cp1252":
        found.assume("encoding", encoding="Windows-1252")
    if sheet.repaired:
        found.warn("repaired_text")
    if sheet.other_sheets:
        found.warn("other_sheets", names=", ".join(sheet.other_sheets))
    for code in binding.dialect.assumptions:
        found.assume(code)


def _order(binding: Binding, rows: Sequence[Row], answers: Mapping[str, str], found: Findings) -> DateOrder:
    item = binding.at_key(binding.dialect.date_key)
    if item is None:  # pragma: no cover - the date column is required
        return "DMY"
    decision = decide_order(row.cells[item.index] for row in rows)
    names: dict[DateOrder, str] = {"MDY": "MM/DD", "DMY": "DD/MM"}
    answer = answers.get("date_order")
    if answer is not None and answer not in names:
        found.error("bad_answer", None, item.header, text=answer[:40])
    order = decision.order or binding.dialect.date_order or ("MDY" if answer == "MDY" else "DMY")
    label = {
        "column": item.header,
        "order": names[order],
        "order_fr": names[order].replace("DD", "JJ"),
        "text": decision.example,
    }
    if decision.order:
        found.assume("order_inferred", None, item.header, **label)
    elif decision.ambiguous and binding.dialect.date_order:
        found.assume("order_standard", None, item.header, **label)
    elif decision.ambiguous and answer in names:
        found.assume("order_answered", None, item.header, **label)
    elif decision.ambiguous:
        line = next(row.line for row in rows if row.cells[item.index] == decision.example)
        found.ask("date_order", Issue("ask_date_order", line, item.header, label), tuple(sorted(names)))
    return order


def _note_currencies(plan: _Plan, found: Findings) -> None:
    codes = sorted({money.currency for money in plan.money.values()})
    if len(codes) > 1:
        found.warn("currencies_differ", names=", ".join(codes))


def _read_rows(binding: Binding, rows: Sequence[Row], plan: _Plan, found: Findings, today: dt.date) -> list[Record]:
    records = []
    empty: dict[str, int] = {}
    for row in rows:
        before = len(found.errors)
        day = _day(binding, row, plan.order, found, today)
        values: dict[str, Decimal | None] = {}
        for item in binding.bound:
            if item.column.role not in NUMERIC:
                continue
            try:
                values[item.column.key] = read_value(
                    row.cells[item.index], item.column.role, plan.marks[item.column.key]
                )
            except CellError as error:
                found.error(error.code, row.line, item.header, text=row.cells[item.index][:60])
                continue
            if values[item.column.key] is None:
                empty[item.header] = empty.get(item.header, 0) + 1
        record = record_of(binding, row, day, values, found)
        if len(found.errors) == before and record is not None:
            records.append(record)
    for header, count in empty.items():
        found.warn("missing_cells", None, header, count=count)
    return records


def _day(binding: Binding, row: Row, order: DateOrder, found: Findings, today: dt.date) -> dt.date | None:
    item = binding.at_key(binding.dialect.date_key)
    text = row.cells[item.index] if item else ""
    header = item.header if item else ""
    if not text:
        found.error("missing_value", row.line, header)
        return None
    try:
        return parse_date(text, order=order, today=today)
    except DateError as error:
        found.error(error.code, row.line, header, text=text[:60])
        return None


def _period(records: Sequence[Record]) -> tuple[dt.date, dt.date] | None:
    days = [record.day for record in records]
    return (min(days), max(days)) if days else None
