"""Papers as files: Markdown for everything, CSV for what is a table."""

import re
from collections.abc import Iterable, Sequence
from math import sqrt

from django.utils.timezone import localtime

from learning.domain.notebook import Entry, Group
from learning.domain.papers import Part
from learning.models import Note
from lib.sheets import write_csv

TALL, LINES = 600, 10  # characters and line ends of a cell: half a page where it is narrow
_LINE_START = re.compile(r"^(\s*)(#{1,6}\s|[-+*>]\s|\d+[.)]\s|=+$|-+$|```|~~~)", re.MULTILINE)
_SPECIAL = re.compile(r"([\\`*_<>\[\]|~])")


def markdown(title: str, parts: Iterable[Part]) -> str:
    """A document with one section a part; what was typed reads as typed and is never taken for markup."""
    blocks = [f"# {_plain(title)}"]
    for part in parts:
        if part.label and part.label != title:
            blocks.append(f"## {_plain(part.label)}")
        if part.tabular:
            head = f"| {' | '.join(_cell(cell) for cell in part.head)} |"
            rows = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in part.rows]
            blocks.append("\n".join([head, f"|{' --- |' * len(part.head)}", *rows]))
        elif part.text.strip():
            blocks.append(_text(part.text))
    return "\n\n".join(blocks) + "\n"


def shares(part: Part) -> list[int]:
    """How wide each column of a table is drawn on paper, in percent: wider where more is typed, none too narrow."""
    lines = [part.head, *part.rows]
    longest = [max((len(line[n]) for line in lines if n < len(line)), default=0) for n in range(len(part.head))]
    weights = [sqrt(min(max(length, 8), 64)) for length in longest]
    return [int(100 * weight / sum(weights)) for weight in weights]


def tall(part: Part) -> bool:
    """Whether a row of a table may be taller than a page, so that it has to go on overleaf."""
    return any(len(cell) > TALL or cell.count("\n") > LINES for row in part.rows for cell in row)


def tables(parts: Iterable[Part]) -> list[Part]:
    return [part for part in parts if part.tabular]


def csv(part: Part, language: str) -> bytes:
    """One table, its head first; no cell runs as a formula in a spreadsheet."""
    return write_csv([part.head, *part.rows], delimiter=_delimiter(language))


def _delimiter(language: str) -> str:
    """What spreadsheets in that language split at: in French the comma belongs to numbers."""
    return ";" if language == "fr" else ","


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _cell(text: str) -> str:
    return _plain(text) or " "


def _text(text: str) -> str:
    """Line ends stay line ends, as a fill-in template shows them."""
    escaped = _SPECIAL.sub(r"\\\1", text.strip())
    escaped = _LINE_START.sub(lambda found: f"{found[1]}\\{found[2]}", escaped)
    return re.sub(r"(?<!\n)\n(?!\n)", "  \n", escaped)


def notes_markdown(
    title: str, found: Iterable[Group], stars_title: str, stars: Iterable[Entry], *, language: str
) -> str:
    """Notes lesson by lesson, quotes as quotes; then the bookmarks. What was typed is never taken for markup."""
    blocks = [f"# {_plain(title)}"]
    for group in found:
        blocks.append(f"## {_plain(group.title)}")
        for entry in group.entries:
            assert isinstance(entry.row, Note)
            if entry.heading:
                blocks.append(f"### {_plain(entry.heading)}")
            if entry.row.quote:
                blocks.append(f"> {_text(entry.row.quote)}")
            if entry.row.text.strip():
                blocks.append(_text(entry.row.text))
    colon = "\u00a0: " if language == "fr" else ": "
    marks = [f"- {_plain(entry.title)}{colon + _plain(entry.heading) if entry.heading else ''}" for entry in stars]
    if marks:
        blocks += [f"## {_plain(stars_title)}", "\n".join(marks)]
    return "\n\n".join(blocks) + "\n"


def notes_csv(head: Sequence[str], found: Iterable[Entry], language: str) -> bytes:
    """One row a note, its times in the time zone in force; no cell runs as a formula in a spreadsheet."""
    rows: list[Sequence[object]] = [head]
    for entry in found:
        row = entry.row
        assert isinstance(row, Note)
        times = [f"{when:%Y-%m-%d %H:%M}" for when in map(localtime, (row.created_at, row.updated_at))]
        rows.append([entry.title, entry.heading, row.quote, row.text, row.locale, *times])
    return write_csv(rows, delimiter=_delimiter(language))
