"""Every text of a pack as readers see it, with the place where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from cms.packs.objects import Block, Document, Entry, Fault, Pack, Place
from cms.packs.texts import shown_parts
from cms.packs.typography import KEYS, language_of

_PARAGRAPHS = re.compile(r"</(?:p|li|blockquote|h\d)>|<br\s*/?>")
_CODE = re.compile(r"<code>.*?</code>")
_TAGS = re.compile(r"<[^>]+>")
_DRAWN = re.compile(r">([^<]+)<")


@dataclass(frozen=True)
class Shown:
    """One text: `where` is its fault without a message, `drawn` says that it stands in a drawing."""

    language: str
    text: str
    where: Fault
    drawn: bool = False

    def fault(self, message: str) -> Fault:
        return Fault(self.where.file, self.where.line, self.where.key, message)


@dataclass(frozen=True)
class Pair:
    """One text in both languages; `where` is the place of the English one."""

    french: str
    english: str
    where: Fault


def shown(pack: Pack) -> Iterator[Shown]:
    """All texts: tables, lessons and pages, drawings."""
    for entry in tables(pack):
        for language, path, text in _told(entry.data):
            yield Shown(language, text, entry.lines.fault("", *path))
    for document in pack.documents():
        for language, written in document.texts.items():
            for text in (written.title, written.objective):
                yield Shown(language, text, Fault(written.file, 1, "", ""))
            for block in written.blocks:
                for text in block_texts(block):
                    yield Shown(language, text, Fault(written.file, block.line, block.key, ""))
        yield from _drawings(pack, document)


def pairs(entry: Entry) -> Iterator[Pair]:
    """The texts of one TOML object, French and English side by side."""
    english = {_neutral(path): (path, text) for language, path, text in _told(entry.data) if language == "en"}
    for language, path, text in _told(entry.data):
        if language == "fr" and _neutral(path) in english:
            there, other = english[_neutral(path)]
            yield Pair(text, other, entry.lines.fault("", *there))


def tables(pack: Pack) -> list[Entry]:
    """Every object whose texts stand in TOML."""
    return [*pack.entries(), *pack.groups.values(), *([pack.ladder] if pack.ladder else [])]


def block_texts(block: Block) -> Iterator[str]:
    """The texts of a block: no tags, no code, one paragraph a line."""
    return (readable(text) for text in shown_parts(block.value))


def readable(html: str) -> str:
    """HTML as a reader takes it in: no tags, no code, one paragraph a line."""
    if "<" not in html:
        return html
    text = _TAGS.sub("", _CODE.sub("x", _PARAGRAPHS.sub("\n", html)))
    return unescape(text).strip()


def _told(value: Any, language: str = "", path: Place = ()) -> Iterator[tuple[str, Place, str]]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in KEYS:
                yield from _told(part, language_of(key) or language, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _told(part, language, (*path, index))
    elif isinstance(value, str) and language:
        yield language, path, value


def _neutral(path: Place) -> Place:
    """The path without its language."""
    return tuple(part[:-2] if isinstance(part, str) and language_of(part) else part for part in path)


def _drawings(pack: Pack, document: Document) -> Iterator[Shown]:
    folder = document.folder.relative_to(pack.path).as_posix()
    for name, drawn in document.figures.items():
        for language, svg in drawn.items():
            for found in _DRAWN.finditer(svg):
                if text := unescape(found[1]).strip():
                    line = svg.count("\n", 0, found.start()) + 1
                    yield Shown(language, text, Fault(f"{folder}/{name}.{language}.svg", line, "", ""), drawn=True)
