"""One language of a lesson or page: front matter, then blocks; and the comparison of both languages."""

from __future__ import annotations

import difflib
import re
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cms.packs import directives, toml_files
from cms.packs.blocks import read_block
from cms.packs.objects import Block, Fault, Text
from cms.packs.schema import DIRECTIVES, FRONT
from cms.packs.typography import typeset
from cms.packs.writer import Writer

_TAGS = re.compile(r"<[^>]+>")
_HREFS = re.compile(r'<a href="([^"]*)"')
_SHOWN = (
    "title",
    "text",
    "caption",
    "alt",
    "who",
    "label",
    "feedback",
    "transcript",
    "rows",
    "items",
    "targets",
    "prompts",
    "columns",
    "choices",
    "criteria",
    "asked",
    "prompt",
    "right",
    "wrong",
    "mistakes",
    "value",
    "data",
)


def read_text(
    path: Path,
    file: str,
    language: str,
    translation_key: uuid.UUID,
    faults: list[Fault],
    front: dict[str, str] | None = None,
) -> Text | None:
    """Read one .md file. None when its front matter is broken (the faults say why).

    With `front` (title, slug, objective) the file has none of its own.
    """
    whole = toml_files.read(path, file, faults)
    if whole is None:
        return None
    lines = whole.splitlines()
    faults += toml_files.forbidden_spaces("\n".join(lines), file)
    found = (front, 0) if front else _front_matter(lines, file, faults)
    if found is None:
        return None
    values, first = found
    numbered = list(enumerate(lines, 1))[first:]
    writer = Writer(translation_key, language, file, faults)
    blocks = tuple(_blocks(directives.cut(numbered, file, faults), writer))
    if values is None:
        return None  # only now: what is wrong below the front matter is told in the same round
    if not blocks:
        faults.append(Fault(file, first + 1, "", "the text is empty"))
    shown = [typeset(values[name], language) for name in ("title", "objective")]
    words = sum(len(text.split()) for block in blocks for text in shown_texts(block.value))
    return Text(file, shown[0], values["slug"], shown[1], blocks, words, writer.names)


def shown_texts(value: Any) -> Iterator[str]:
    """The texts of a block's value that a reader sees, without tags."""
    return (_TAGS.sub(" ", text) for text in shown_parts(value))


def shown_parts(value: Any) -> Iterator[str]:
    """The texts of a block's value that a reader sees, as they are stored."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from shown_parts(part)
    elif isinstance(value, dict):
        for name in _SHOWN:
            if name in value:
                yield from shown_parts(value[name])


def compare(french: Text, english: Text, faults: list[Fault]) -> None:
    """Faults where the two languages differ in blocks, or inside a block in what translation needs to be equal."""
    ours, theirs = ([(block.type, block.key) for block in text.blocks] for text in (french, english))
    if ours != theirs:
        faults += _sequence_faults(french, english, ours, theirs)
    found = {(block.type, block.key): block for block in english.blocks}
    for block in french.blocks:
        if (block.type, block.key) in found:
            faults += _block_faults(block, found[(block.type, block.key)], french.file, english.file)


def _front_matter(lines: list[str], file: str, faults: list[Fault]) -> tuple[dict[str, str] | None, int] | None:
    """The values (None when they have faults) and the line where the text begins (from 0)."""
    if not lines or lines[0].strip() != "+++" or "+++" not in [line.strip() for line in lines[1:]]:
        faults.append(Fault(file, 1, "", "the file starts with front matter between two +++ lines"))
        return None
    end = [line.strip() for line in lines[1:]].index("+++") + 1
    unread: list[Fault] = []
    parsed = toml_files.parse("\n".join(lines[1:end]), file, unread, shift=1)
    if parsed is None:
        faults += unread
        return None, end + 1
    values, places = parsed
    return values if toml_files.check_fields(values, FRONT, places, faults) else None, end + 1


def _blocks(chunks: Iterable[directives.Chunk], writer: Writer) -> Iterator[Block]:
    section, count = "intro", 0
    for chunk in chunks:
        if chunk.type == "heading":
            section, count = chunk.key, 0
        if chunk.type == "prose":
            count += 1
            yield read_block(writer, chunk, f"{section}.{count}")
        elif chunk.key and (chunk.type == "heading" or chunk.type in DIRECTIVES):
            yield read_block(writer, chunk, chunk.key)


def _sequence_faults(
    french: Text, english: Text, ours: list[tuple[str, str]], theirs: list[tuple[str, str]]
) -> Iterator[Fault]:
    matcher = difflib.SequenceMatcher(a=ours, b=theirs, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        for block in french.blocks[start:end]:
            yield Fault(
                french.file, block.line, block.key, f"this {block.type} is not at this place in {_name(english)}"
            )
        for block in english.blocks[other_start:other_end]:
            yield Fault(
                english.file, block.line, block.key, f"this {block.type} is not at this place in {_name(french)}"
            )


def _block_faults(block: Block, other: Block, file: str, other_file: str) -> Iterator[Fault]:
    if block.skeleton != other.skeleton:
        yield Fault(
            other_file, other.line, other.key, f"differs from {file}:{block.line}: {_first_difference(block, other)}"
        )
        return
    pairs: dict[str, str] = {}
    for ours, theirs in zip(block.strings, other.strings, strict=False):
        repeated = ours in pairs and (block.type != "table" or pairs[ours] != theirs)
        if repeated:
            yield Fault(
                file, block.line, block.key, f"the same French text twice in one block: «{_TAGS.sub('', ours)[:60]}»"
            )
        pairs[ours] = theirs
    links: dict[str, str] = {}
    for ours, theirs in zip(
        _HREFS.findall("".join(block.strings)), _HREFS.findall("".join(other.strings)), strict=False
    ):
        if links.setdefault(ours, theirs) != theirs:
            yield Fault(
                other_file,
                other.line,
                other.key,
                f"{ours} leads to two addresses in this block: {links[ours]}, {theirs}",
            )


def _first_difference(block: Block, other: Block) -> str:
    for position, (ours, theirs) in enumerate(zip(block.skeleton, other.skeleton, strict=False), 1):
        if ours != theirs:
            return f"part {position} is {ours} in French and {theirs} in English"
    return f"{len(block.skeleton)} parts in French, {len(other.skeleton)} in English"


def _name(text: Text) -> str:
    return text.file.rsplit("/", 1)[-1]
