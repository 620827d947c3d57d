"""From bytes or pasted text to questions: encodings, sizes, which format it is. Pure."""

from __future__ import annotations

import codecs
import re
from typing import Final, Literal

from cms.formats.exchange import Reading, Remark
from cms.formats.gift import read_gift
from cms.formats.moodle_xml import read_moodle

Dialect = Literal["gift", "moodle"]
MAX_BYTES: Final = 10 * 1024 * 1024
MAX_TEXT: Final = 2_000_000

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"\s*<\?xml[^<>]{0,100}encoding=[\"']([A-Za-z0-9._-]{1,40})[\"']")
# One sign of text each: names that Python knows for other things (base64, idna) decode nothing here.
_ENCODINGS = re.compile(
    r"(?:windows-|cp|iso-?8859-|latin-?)\d{1,4}|koi8-[ru]|mac-?roman|macintosh|euc-(?:jp|kr)|gbk|big5"
)
_FILE = re.compile(r"(<(file|image_base64)\b[^<>]*>)[^<]+(</\2>)")


class SourceRefused(ValueError):
    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.remark = Remark(0, 0, code, tuple(params.items()))


def decode(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    """Decode by byte order mark, strict UTF-8, what XML declares, and Windows-1252, which is told.

    Raises `SourceRefused`.
    """
    if len(data) > MAX_BYTES:
        raise SourceRefused("too_big", limit=str(MAX_BYTES // 1024 // 1024))
    try:
        for mark, codec in _BOMS:
            if data.startswith(mark):
                return data[len(mark) :].decode(codec), ()
        try:
            return data.decode("utf-8"), ()
        except UnicodeDecodeError:
            declared = _DECLARED.match(data)
            name = declared[1].decode().lower() if declared else ""
            if _ENCODINGS.fullmatch(name) and _known(name):
                return data.decode(name), ()
            return data.decode("cp1252"), (Remark(0, 0, "cp1252"),)
    except UnicodeDecodeError as error:
        raise SourceRefused("not_text") from error


def _known(codec: str) -> bool:
    try:
        codecs.lookup(codec)
    except LookupError:
        return False
    return True


def detect(text: str) -> Dialect:
    return "moodle" if text.lstrip("\ufeff \t\r\n").startswith(("<?xml", "<quiz", "<!--", "<!DOCTYPE")) else "gift"


def without_files(text: str) -> str:
    """Moodle XML without the contents of embedded files, which are not taken over."""
    return _FILE.sub(r"\1\3", text)


def read(text: str, dialect: Dialect) -> Reading:
    """Questions and errors with their places; never raises, whatever the text."""
    if not text.strip("\ufeff \t\r\n"):
        return _refused("empty")
    if len(text) > MAX_TEXT:
        text = without_files(text) if dialect == "moodle" else text
        if len(text) > MAX_TEXT:
            return _refused("too_big", limit=str(MAX_TEXT // 1_000_000))
    reading = read_moodle(text) if dialect == "moodle" else read_gift(text)
    if not reading.questions and not reading.errors:
        return _refused("empty")
    return reading


def _refused(code: str, **params: str) -> Reading:
    return Reading(errors=(Remark(0, 0, code, tuple(params.items())),))
