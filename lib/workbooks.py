"""Workbooks (.xlsx, .xls, .ods) through python-calamine, guarded against files that unpack or expand beyond measure."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
import zlib
from decimal import Decimal
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, WorksheetNotFound, ZipError

from lib.sheets import MAX_COLUMNS, MAX_ROWS, SheetRefused

MAX_UNPACKED: Final = 100 * 1024 * 1024
MAX_PARTS: Final = 2_000
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)

# No pattern may look past the next `<`: one that does is quadratic on a file made for it.
_PLACE = re.compile(rb"<(?:\w+:)?(?:c|row)\s[^<]*?\br\s*=\s*[\"']([A-Za-z]{0,4})([0-9]{1,10})[\"']")
_ODS_PART = re.compile(rb"<(/?)table:(?:(?:covered-)?table-(cell)|table-(row))\b[^<]*")
_ROWS = re.compile(rb'number-rows-repeated="([0-9]{1,12})"')
_COLUMNS = re.compile(rb'number-columns-repeated="([0-9]{1,12})"')


def read_workbook(data: bytes) -> tuple[str, list[list[str]], tuple[str, ...]]:
    """Read the first sheet that holds anything: (kind, rows of texts, names of the other sheets with content).

    Dates become ISO texts, numbers plain digits. Raises `SheetRefused`.
    """
    kind = "xls"
    if data.startswith(b"PK"):
        kind = _guard_archive(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables: list[tuple[str, list[list[str]]]] = []
        others: list[str] = []
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.end is None:
                continue
            if tables:
                others.append(name)
                continue
            if sheet.end[0] >= MAX_ROWS:
                raise SheetRefused("too_many_rows", limit=MAX_ROWS)
            if sheet.end[1] >= MAX_COLUMNS:
                raise SheetRefused("too_many_columns", limit=MAX_COLUMNS)
            tables.append((name, [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]))
    except SheetRefused:
        raise
    except (CalamineError, PasswordError, WorksheetNotFound, ZipError, ValueError, OSError) as error:
        raise SheetRefused("bad_workbook") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # pyo3 wraps a panic of the Rust reader in a bare BaseException
            raise
        raise SheetRefused("bad_workbook") from error
    if not tables:
        raise SheetRefused("empty_file")
    return kind, tables[0][1], tuple(others)


def _guard_archive(data: bytes) -> str:
    """Tell xlsx from ods and refuse archives or cell addresses that would expand beyond the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise SheetRefused("unpacks_too_big")
            names = {part.filename for part in parts}
            if "xl/workbook.xml" in names:
                for name in names:
                    if not name.startswith("xl/media/"):
                        _guard_xlsx(archive.read(name))
                return "xlsx"
            if "content.xml" in names:
                _guard_ods(archive.read("content.xml"))
                return "ods"
    except SheetRefused:
        raise
    except _BROKEN as error:
        raise SheetRefused("bad_workbook") from error
    raise SheetRefused("not_a_table")


def _guard_xlsx(xml: bytes) -> None:
    for match in _PLACE.finditer(xml):
        if int(match[2]) > MAX_ROWS:
            raise SheetRefused("too_many_rows", limit=MAX_ROWS)
        column = 0
        for letter in match[1].upper():
            column = column * 26 + letter - 64
        if column > MAX_COLUMNS:
            raise SheetRefused("too_many_columns", limit=MAX_COLUMNS)


def _guard_ods(xml: bytes) -> None:
    rows, width, filled, repeats = 0, 0, False, 1
    for part in _ODS_PART.finditer(xml):
        closing, cell, _row = part.groups()
        if cell and not closing:
            repeated = _COLUMNS.search(part[0])
            width += int(repeated[1]) if repeated else 1
            if b"office:value-type" in part[0]:
                filled = True
                if width > MAX_COLUMNS:
                    raise SheetRefused("too_many_columns", limit=MAX_COLUMNS)
        elif not cell:
            if not closing:
                repeated = _ROWS.search(part[0])
                width, filled, repeats = 0, False, int(repeated[1]) if repeated else 1
            if closing or b"/>" in part[0]:
                rows += repeats
                if filled and rows > MAX_ROWS:
                    raise SheetRefused("too_many_rows", limit=MAX_ROWS)


def _text(cell: object) -> str:
    """One workbook value as text that reads in one way only: three decimals get a fourth, so that 1.234 is no 1,234."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        number = Decimal(repr(cell))
        if not number.is_finite():
            return repr(cell)
        if number == number.to_integral_value():
            return f"{number.to_integral_value():f}"
        shown = f"{number:f}"
        return shown + "0" if re.search(r"\.[0-9]{3}$", shown) else shown
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)
