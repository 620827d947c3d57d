from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from contextlib import suppress
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import sheets
from lib.sheets import Row, SheetRefused, read_sheet, safe_cell, write_csv


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read_sheet(data).rows]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"\xef\xbb\xbfa,\xc3\xa9\n", "utf-8-sig"),
        (b"a,\xc3\xa9\n", "utf-8"),
        (b"a,\xe9\n", "cp1252"),
        (b"\xff\xfe" + "a,é\n".encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + "a,é\n".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encodings_are_told_apart(data: bytes, encoding: str) -> None:
    sheet = read_sheet(data)
    assert (sheet.encoding, sheet.rows) == (encoding, (Row(1, ("a", "é")),))


def test_delimiters_are_counted_in_the_header_only() -> None:
    assert read_sheet(b"a;b\n1,5;2,5\n3,5;4,5\n").delimiter == ";"
    assert read_sheet(b"a,b | c; d | e | f | g\n").delimiter == ","
    assert [row.cells for row in read_sheet(b"a|b\n1,5|2;5\n").rows] == [("a", "b"), ("1,5", "2;5")]
    assert read_sheet(b"a\tb\n").delimiter == "\t"
    assert read_sheet(b"sep=;\na;b,c,d,e\n").rows == (Row(2, ("a", "b,c,d,e")),)
    assert (
        read_sheet(b"Report, of, all, the, things\n\ndate;day\n", known={"date", "day"}.__contains__).delimiter == ";"
    )


def test_lines_are_file_lines_also_after_line_breaks_in_cells() -> None:
    assert [row.line for row in read_sheet(b'a,b\n"x\ny",2\n\n3,4\n').rows] == [1, 2, 5]


def test_double_encoded_text_is_repaired() -> None:
    sheet = read_sheet("Montant dÃ©pensÃ© (EUR),b\n".encode())
    assert (sheet.rows[0].cells[0], sheet.repaired) == ("Montant dépensé (EUR)", True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\n \n", "empty_file"),
        (b"%PDF-1.7\x00\x01", "not_a_table"),
        (b"a,b\x00\n", "not_a_table"),
        (b'a,"b\n', "bad_quotes"),
        (b"PK\x03\x04rubbish", "bad_workbook"),
        (b"\xd0\xcf\x11\xe0rubbish", "bad_workbook"),
        (b"\xff\xfea", "bad_encoding"),
        (b"," * 201, "too_many_columns"),
        (b"x" * 20_001, "cell_too_long"),
    ],
)
def test_bad_files_are_refused_by_code(data: bytes, code: str) -> None:
    with pytest.raises(SheetRefused) as caught:
        read_sheet(data)
    assert caught.value.code == code
    assert caught.value.message("fr") != caught.value.message("en")


def test_size_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_BYTES", 10)
    with pytest.raises(SheetRefused, match="too_big"):
        read_sheet(b"a,b\n" * 4)
    monkeypatch.undo()
    monkeypatch.setattr(sheets, "MAX_ROWS", 2)
    with pytest.raises(SheetRefused, match="too_many_rows") as caught:
        read_sheet(b"a,b\n" * 3)
    assert caught.value.line == 3


def workbook(*rows: list[object], second: bool = False) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if second:
        book.create_sheet("Autre").append(["x"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_workbooks_are_read_as_exact_texts() -> None:
    data = workbook(["date", "n"], [dt.date(2026, 9, 1), 1.234], [dt.datetime(2026, 9, 2, 10, 30), 12.5], ["x", 10**15])
    assert cells(data) == [
        ("date", "n"),
        ("2026-09-01", "1.2340"),
        ("2026-09-02 10:30:00", "12.5"),
        ("x", "1000000000000000"),
    ]


def test_other_sheets_are_named() -> None:
    sheet = read_sheet(workbook(["a", "b"], second=True))
    assert (sheet.kind, sheet.other_sheets) == ("xlsx", ("Autre",))


def test_ods_is_read() -> None:
    head = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    )
    body = (
        '<table:table table:name="A"><table:table-row><table:table-cell office:value-type="string"{0}><text:p>a</text:p>'
        '</table:table-cell><table:table-cell office:value-type="float" office:value="2.5"><text:p>2,5</text:p>'
        "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )

    def ods(extra: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", head + body.format(extra))
            archive.writestr(
                "META-INF/manifest.xml",
                '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            )
        return out.getvalue()

    assert cells(ods("")) == [("a", "2.5")]
    with pytest.raises(SheetRefused, match="too_many_columns"):
        read_sheet(ods(' table:number-columns-repeated="100000"'))


def test_far_cells_and_bombs_are_refused() -> None:
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = 1
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(SheetRefused, match="too_many_rows"):
        read_sheet(out.getvalue())
    for place in (b"<row r='999999999'><c><v>1</v></c></row>", b"<x:c s='1' r = 'ZZZ1'/>"):
        hidden = io.BytesIO()
        with zipfile.ZipFile(hidden, "w") as archive:
            archive.writestr("xl/workbook.xml", b"<workbook/>")
            archive.writestr("xl/elsewhere/sheet.bin", place)
        with pytest.raises(SheetRefused, match="too_many"):
            read_sheet(hidden.getvalue())
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (101 * 1024 * 1024))
    with pytest.raises(SheetRefused, match="unpacks_too_big"):
        read_sheet(bomb.getvalue())


@given(st.integers(min_value=0, max_value=4000), st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_is_read_or_refused(at: int, junk: bytes) -> None:
    data = bytearray(workbook(["a", "b"], [1, 2]))
    data[at : at + len(junk)] = junk
    with suppress(SheetRefused):
        read_sheet(bytes(data))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("-5", "-5"),
        ("+4.5", "+4.5"),
        (Decimal("-1.50"), "-1.50"),
        (Decimal("1E+3"), "1000"),
        (None, ""),
        ("plain", "plain"),
    ],
)
def test_cells_are_safe_in_a_spreadsheet(value: object, text: str) -> None:
    assert safe_cell(value) == text


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=3), min_size=1, max_size=4))
def test_nothing_written_starts_a_formula(rows: list[list[str]]) -> None:
    data = write_csv(rows)
    assert data.startswith(b"\xef\xbb\xbf")
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "@"))
