"""Papers as files: Markdown for everything, CSV for what is a table."""

import re
from collections.abc import Iterable

from learning.domain.papers import Part
from lib.sheets import write_csv

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


def tables(parts: Iterable[Part]) -> list[Part]:
    return [part for part in parts if part.tabular]


def csv(part: Part) -> bytes:
    """One table, its head first; no cell runs as a formula in a spreadsheet."""
    return write_csv([part.head, *part.rows])


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _cell(text: str) -> str:
    return _plain(text) or " "


def _text(text: str) -> str:
    """Line ends stay line ends, as a fill-in template shows them."""
    escaped = _SPECIAL.sub(r"\\\1", text.strip())
    escaped = _LINE_START.sub(lambda found: f"{found[1]}\\{found[2]}", escaped)
    return re.sub(r"(?<!\n)\n(?!\n)", "  \n", escaped)
