"""The lines of a text cut into headings, directives and prose, before any of them is understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cms.packs.objects import Fault
from cms.packs.schema import DIRECTIVES, SLUG

_HEADING = re.compile(r"(#{1,6})\s+(.*?)(?:\s*\{#([^}]*)\})?\s*$")
_OPEN = re.compile(r":::+\s*([\w-]+)(.*)$")
_HEADER = re.compile(r"\s*\{#([^}]*)\}\s*(.*?)\s*$")
_ITEM = re.compile(r"([-=+])\s+\{#([^}]*)\}\s+(.*?)\s*$")
_OPTION = re.compile(r"([a-z_]+):\s+(.*?)\s*$")


@dataclass
class Chunk:
    """`type` is "heading", "prose" or a directive's name; lines are numbered as in the file."""

    type: str
    line: int
    key: str = ""
    rest: str = ""
    lines: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line for _, line in self.lines)

    @property
    def first(self) -> int:
        return self.lines[0][0] if self.lines else self.line


@dataclass(frozen=True)
class Item:
    line: int
    key: str
    text: str


def cut(lines: list[tuple[int, str]], file: str, faults: list[Fault]) -> list[Chunk]:
    """Chunks in order. Broken headers are faults and leave their chunk out."""
    chunks = list(_cut(lines, file, faults))
    seen: dict[str, int] = {}
    for chunk in chunks:
        if chunk.key and chunk.key in seen:
            faults.append(Fault(file, chunk.line, chunk.key, f"this id is already used line {seen[chunk.key]}"))
        seen.setdefault(chunk.key, chunk.line)
    return chunks


def _cut(lines: list[tuple[int, str]], file: str, faults: list[Fault]) -> Iterator[Chunk]:
    prose = Chunk("prose", 0)
    inside: Chunk | None = None
    for number, line in lines:
        opening = _OPEN.match(line)
        if inside is not None and not opening:
            if line.strip() == ":::":
                yield inside
                inside = None
            else:
                inside.lines.append((number, line))
            continue
        if not opening and not _HEADING.match(line):
            if line.strip() == ":::":
                faults.append(Fault(file, number, "", "::: closes nothing"))
            else:
                prose.lines.append((number, line))
            continue
        if prose.text.strip():
            yield _trimmed(prose)
        prose = Chunk("prose", 0)
        if inside is not None:
            message = f"another directive opens line {number} before this one is closed"
            faults.append(Fault(file, inside.line, inside.key, message))
        inside = _directive(number, line, file, faults) if opening else None
        if not opening and (heading := _heading(number, line, file, faults)):
            yield heading
    if inside is not None:
        faults.append(Fault(file, inside.line, inside.key, f"::: {inside.type} is never closed"))
    if prose.text.strip():
        yield _trimmed(prose)


def items(chunk: Chunk, sign: str) -> list[Item]:
    """The `- {#id} text` lines of a directive, or those that start with another sign (`=`, `+`)."""
    found = ((number, _ITEM.match(line)) for number, line in chunk.lines)
    return [Item(number, item[2], item[3]) for number, item in found if item and item[1] == sign]


def options(chunk: Chunk) -> dict[str, tuple[int, str]]:
    """The `name: value` lines of a directive."""
    found = ((number, _OPTION.match(line)) for number, line in chunk.lines)
    return {option[1]: (number, option[2]) for number, option in found if option}


def prose_before(chunk: Chunk, signs: str) -> str:
    """The lines before the first that starts with one of `signs`, at the same places (so that line numbers hold)."""
    kept = []
    for _, line in chunk.lines:
        if line[:1] and line[0] in signs:
            break
        kept.append(line)
    return "\n".join(kept)


def is_id(key: str) -> bool:
    return bool(SLUG.fullmatch(key))


def _trimmed(chunk: Chunk) -> Chunk:
    while not chunk.lines[0][1].strip():
        chunk.lines.pop(0)
    while not chunk.lines[-1][1].strip():
        chunk.lines.pop()
    chunk.line = chunk.lines[0][0]
    return chunk


def _heading(number: int, line: str, file: str, faults: list[Fault]) -> Chunk | None:
    found = _HEADING.match(line)
    if not found or found[1] != "##" or not is_id(found[3] or ""):
        faults.append(Fault(file, number, "", "a heading is '## Title {#id}'"))
        return None
    return Chunk("heading", number, found[3], found[2])


def _directive(number: int, line: str, file: str, faults: list[Fault]) -> Chunk:
    """Always a chunk, so that its body is skipped; a broken header is a fault."""
    opening = _OPEN.match(line)
    name, tail = (opening[1], opening[2]) if opening else ("", "")
    header = _HEADER.match(tail)
    if name not in DIRECTIVES:
        faults.append(Fault(file, number, "", f"unknown directive '{name}'; known: {', '.join(DIRECTIVES)}"))
    elif not header or not is_id(header[1]):
        faults.append(Fault(file, number, "", f"a directive starts with '::: {name} {{#id}} …'"))
    return Chunk(name, number, header[1] if header else "", header[2] if header else "")
