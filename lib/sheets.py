"""Tables in, tables out: CSV of any common encoding and delimiter, workbooks, and CSV that is safe in a spreadsheet.

Detection follows standards.md, section 1.0, rules 2 to 4: byte order marks, then strict UTF-8, then Windows-1252; the
delimiter is counted in the header row only, among comma, semicolon, tab and bar; a first line `sep=;` is honoured;
double-encoded text is repaired.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lib.wording import Table, say

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_ROWS: Final = 100_000
MAX_COLUMNS: Final = 200
MAX_CELL: Final = 20_000
HEADER_SEARCH: Final = 15
DELIMITERS: Final = (",", ";", "\t", "|")

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_FORMULA = re.compile(r"^[\s\x00]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_NUMERIC = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?%?")
_MOJIBAKE = re.compile(r"[ÃÂ][\u0080-\u00bf]|â€|Ã[\u2010-\u2030\u0152-\u017e\u20ac\u02c6\u02dc]")
_MESSAGES: Table = {
    "empty_file": ("Le fichier est vide.", "The file is empty."),
    "too_big": ("Le fichier dépasse {limit} octets.", "The file is larger than {limit} bytes."),
    "too_many_rows": ("Le fichier dépasse {limit} lignes.", "The file has more than {limit} rows."),
    "too_many_columns": ("Le fichier dépasse {limit} colonnes.", "The file has more than {limit} columns."),
    "cell_too_long": ("Une cellule dépasse {limit} caractères.", "A cell is longer than {limit} characters."),
    "not_a_table": (
        "Ce fichier n’est ni un CSV, ni un classeur xlsx, xls ou ods.",
        "This file is neither a CSV nor an xlsx, xls or ods workbook.",
    ),
    "bad_encoding": ("Le texte de ce fichier est illisible.", "The text of this file cannot be decoded."),
    "bad_quotes": ("Guillemets mal fermés.", "Quotes are not closed properly."),
    "bad_workbook": ("Ce classeur est illisible.", "This workbook cannot be read."),
    "unpacks_too_big": ("Ce classeur est trop gros une fois décompressé.", "This workbook is too large once unpacked."),
}


class SheetRefused(ValueError):
    """A file that cannot be read as a table. `line` is the 1-based file line, or None for the whole file."""

    def __init__(self, code: str, *, line: int | None = None, limit: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.params: dict[str, object] = {"limit": limit}

    def message(self, locale: str) -> str:
        """The reason in French ("fr…") or English."""
        return say(_MESSAGES, self.code, self.params, locale)


@dataclass(frozen=True)
class Row:
    """One row: `line` is the 1-based file line on which it starts, `cells` are texts with outer blanks removed."""

    line: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """True when no cell holds anything."""
        return not any(self.cells)


@dataclass(frozen=True)
class Sheet:
    """A table of texts. `kind` is csv, xlsx, xls or ods; `encoding` and `delimiter` are empty for workbooks."""

    rows: tuple[Row, ...]
    kind: str
    encoding: str = ""
    delimiter: str = ""
    repaired: bool = False
    other_sheets: tuple[str, ...] = ()


def read_sheet(data: bytes, *, known: Callable[[str], bool] | None = None) -> Sheet:
    """Read a CSV or a workbook; the format is told by its content, never by its name.

    `known` says whether a text is a known header: it finds the header row behind a preamble when the delimiter is
    counted. Raises `SheetRefused`.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise SheetRefused("empty_file")
    if len(data) > MAX_BYTES:
        raise SheetRefused("too_big", limit=MAX_BYTES)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from lib.workbooks import read_workbook

        kind, table, others = read_workbook(data)
        return Sheet(tuple(_checked(enumerate(table, start=1))), kind, other_sheets=others)
    text, encoding = decode(data)
    text, repaired = repair(text)
    delimiter, skip = find_delimiter(text, known or (lambda _: False))
    return Sheet(tuple(_checked(_records(text, delimiter, skip))), "csv", encoding, delimiter, repaired)


def decode(data: bytes) -> tuple[str, str]:
    """Decode by byte order mark, then strict UTF-8, then Windows-1252; returns (text, encoding). Raises
    `SheetRefused`.
    """
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            return _plain_text(_decoded(data[len(bom) :], codec, "bad_encoding")), name
    try:
        text, name = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, name = _decoded(data, "cp1252", "not_a_table"), "cp1252"
    return _plain_text(text), name


def repair(text: str) -> tuple[str, bool]:
    """Undo UTF-8 that was read as Windows-1252 or Latin-1 and saved again (`dÃ©pensÃ©`), when the whole text allows
    it.
    """
    if not _MOJIBAKE.search(text[:4000]):
        return text, False
    for codec in ("cp1252", "latin-1"):
        try:
            return text.encode(codec).decode("utf-8"), True
        except UnicodeError:
            continue
    return text, False


def find_delimiter(text: str, known: Callable[[str], bool]) -> tuple[str, int]:
    """The delimiter, and how many physical lines of `sep=` to skip.

    The delimiter whose header row (first row with two known headers) knows most headers; without one, the delimiter
    counted most often in the first line that holds any.
    """
    first = text.split("\n", 1)[0].strip().strip('"')
    if re.fullmatch(r"sep=[,;\t|]?", first, re.IGNORECASE):
        return (first[4:] or "\t"), 1
    best = max(DELIMITERS, key=lambda mark: _known_headers(text, mark, known))
    if _known_headers(text, best, known) >= 2:
        return best, 0
    for line in text.splitlines()[:HEADER_SEARCH]:
        bare = re.sub(r'"[^"]*"', "", line)
        counts = {mark: bare.count(mark) for mark in DELIMITERS}
        if not line.startswith("#") and any(counts.values()):
            # A bar stands in titles, too: unknown headers are cut at it only when nothing else cuts them.
            marks = DELIMITERS[:-1]
            return (max(marks, key=counts.__getitem__) if any(counts[mark] for mark in marks) else "|"), 0
    return ",", 0


def safe_cell(value: object) -> str:
    """The text of a cell that no spreadsheet will run: an apostrophe before anything that begins like a formula,
    unless numeric.

    None is an empty cell; decimals are written without exponent.
    """
    if value is None:
        return ""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    text = text.replace("\0", "")
    return f"'{text}" if _FORMULA.match(text) and not _NUMERIC.fullmatch(text) else text


def write_csv(rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> bytes:
    """Write rows as UTF-8 with a byte order mark and CRLF, every cell through `safe_cell`."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(
        [safe_cell(cell) for cell in row] for row in rows
    )
    return codecs.BOM_UTF8 + out.getvalue().encode()


def _plain_text(text: str) -> str:
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        raise SheetRefused("not_a_table")
    return text


def _decoded(data: bytes, codec: str, code: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise SheetRefused(code) from error


def _known_headers(text: str, delimiter: str, known: Callable[[str], bool]) -> int:
    head = text[:65536]
    try:
        for count, cells in enumerate(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)):
            found = sum(1 for cell in cells if cell.strip() and known(cell.strip()))
            if found >= 2:
                return found
            if count >= HEADER_SEARCH:
                break
    except csv.Error:
        return 0
    return 0


def _records(text: str, delimiter: str, skip: int) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if line > skip:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise SheetRefused("bad_quotes", line=line) from error


def _checked(records: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Row]:
    for count, (line, cells) in enumerate(records):
        if count >= MAX_ROWS:
            raise SheetRefused("too_many_rows", line=line, limit=MAX_ROWS)
        if len(cells) > MAX_COLUMNS:
            raise SheetRefused("too_many_columns", line=line, limit=MAX_COLUMNS)
        if any(len(cell) > MAX_CELL for cell in cells):
            raise SheetRefused("cell_too_long", line=line, limit=MAX_CELL)
        row = Row(line, tuple(cell.strip() for cell in cells))
        if not row.blank:
            yield row
