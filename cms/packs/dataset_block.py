"""The `dataset` directive: what is planted in a file of the learner's own, and what is asked about it."""

from __future__ import annotations

import re
import uuid
from typing import Final

from cms.packs import directives
from cms.packs.directives import Chunk, Item
from cms.packs.objects import Block, Values
from cms.packs.writer import Writer
from lib.datasets import ANOMALIES, BRAND_LENGTH

_NAMED: Final = ("brand", "network", "days", "anomalies")
_ASKED = re.compile(r"(.*?)\s+=>\s+(.*?)\s*(?<!\\)\|\s*(.*)")
_SHAPE = "an introduction, then - {#question} prompt => feedback when right | when wrong, then = {#mistake} feedback"


def dataset(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    title = writer.plain(chunk.rest, chunk.line, key, "title")
    named = _head(chunk)
    for name in _NAMED:
        if name not in named:
            writer.fault(chunk.line, key, f"'{name}: …' is missing")
    taken = {line for line, _ in named.values()}
    body = Chunk(chunk.type, chunk.line, key, chunk.rest, [(n, "" if n in taken else t) for n, t in chunk.lines])
    asked, mistakes = directives.items(body, "-"), directives.items(body, "=")
    intro = directives.prose_before(body, "-=")
    text = writer.rich(intro, body.first, key, identity)
    lead = len([line for line in intro.splitlines() if line.strip()])
    writer.no_strays(body, lead + len(asked) + len(mistakes), _SHAPE)
    if any(not part.startswith("p(") for part in text.skeleton):
        writer.fault(chunk.line, key, "the brief of a data set is paragraphs")
    writer.check_ids(body, asked)
    if mistakes:
        writer.check_ids(body, mistakes)
    value: Values = {
        "title": title,
        "required": False,
        "brand": _brand(writer, chunk, named),
        "network": named.get("network", (0, ""))[1],
        "days": _days(writer, chunk, named),
        "anomalies": _anomalies(writer, chunk, named),
        "text": text.html,
        "asked": [row for item in asked if (row := _question(writer, identity, key, item))],
        "mistakes": [
            writer.row(
                identity,
                f"={item.key}",
                {"code": item.key, "text": writer.plain(item.text, item.line, f"{key}/{item.key}", "feedback")},
            )
            for item in mistakes
        ],
    }
    told = (value["brand"], value["network"], str(value["days"]), ",".join(value["anomalies"]))
    skeleton = (*told, *text.skeleton, *(item.key for item in asked), *(f"={item.key}" for item in mistakes))
    return Block("dataset", key, chunk.line, value, skeleton, tuple(text.strings))


def _head(chunk: Chunk) -> dict[str, tuple[int, str]]:
    """The named lines before the brief: a paragraph may begin with a word and a colon."""
    head = Chunk(chunk.type, chunk.line)
    for number, line in chunk.lines:
        if line.strip() and line.split(":")[0] not in _NAMED:
            break
        head.lines.append((number, line))
    return directives.options(head)


def _brand(writer: Writer, chunk: Chunk, named: dict[str, tuple[int, str]]) -> str:
    if "brand" not in named:
        return ""
    line, text = named["brand"]
    brand = writer.plain(text, line, chunk.key, "brand")
    if len(brand) > BRAND_LENGTH:
        writer.fault(line, chunk.key, f"brand has {len(brand)} characters, at most {BRAND_LENGTH} fit")
    return brand


def _days(writer: Writer, chunk: Chunk, named: dict[str, tuple[int, str]]) -> int:
    line, text = named.get("days", (chunk.line, "0"))
    if not text.isdecimal() or len(text) > 3:
        writer.fault(line, chunk.key, "'days:' is a whole number")
        return 0
    return int(text)


def _anomalies(writer: Writer, chunk: Chunk, named: dict[str, tuple[int, str]]) -> list[str]:
    """In the order of ANOMALIES, whatever the file's: what is exported reads back the same."""
    line, text = named.get("anomalies", (chunk.line, ""))
    given = [part.strip() for part in text.split(",")] if text else []
    if text and (not set(given) <= set(ANOMALIES) or len(set(given)) != len(given)):
        writer.fault(line, chunk.key, f"'anomalies: …' lists any of {', '.join(ANOMALIES)}, each once")
    return [name for name in ANOMALIES if name in given]


def _question(writer: Writer, identity: uuid.UUID, key: str, item: Item) -> Values | None:
    where = f"{key}/{item.key}"
    parts = _ASKED.fullmatch(item.text)
    if parts is None:
        writer.fault(item.line, where, "'- {#question-code} prompt => feedback when right | feedback when wrong'")
        return None
    kinds = ("prompt", "feedback", "feedback")
    prompt, right, wrong = (
        writer.plain(text, item.line, where, kind) for text, kind in zip(parts.groups(), kinds, strict=True)
    )
    return writer.row(identity, item.key, {"code": item.key, "prompt": prompt, "right": right, "wrong": wrong})
