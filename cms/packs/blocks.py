"""Directives to raw StreamField values. What a value points at (a question, a figure …) is named by its key."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

from cms.packs import directives, markdown
from cms.packs.dataset_block import dataset
from cms.packs.directives import Chunk
from cms.packs.objects import Block, Values
from cms.packs.schema import TABLE, block_id
from cms.packs.toml_files import is_slug
from cms.packs.work_blocks import grid, reflection, task
from cms.packs.writer import Writer

_TARGETED = re.compile(r"(.*?)\s+=>\s+(\S+)\s*(?:\|\s*(.*?))?\s*$")
_QUIZ_LINE = re.compile(r"-\s+(\S+)\s*$")
# Rules of a quiz that may be left out, and the most each may be: minutes, attempts, hours.
_QUIZ_RULES = {"time_limit": 600, "attempts": 50, "cool_down": 720}
_QUIZ_LINES = ("pass", "draw", "shuffle", *_QUIZ_RULES)
_FILE = re.compile(r"[a-z0-9][a-z0-9._-]*")


def read_block(writer: Writer, chunk: Chunk, key: str) -> Block:
    """One chunk as the block it becomes; what is wrong with it is noted in the writer."""
    identity = block_id(writer.translation_key, key)
    writer.names[str(identity)] = key
    return _BLOCKS[chunk.type](writer, chunk, key, identity)


def _prose(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    found = writer.rich(chunk.text, chunk.first, key, identity)
    return Block("paragraph", key, chunk.line, found.html, tuple(found.skeleton), tuple(found.strings))


def _heading(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    title = writer.plain(chunk.rest, chunk.line, key, "heading")
    return Block("heading", key, chunk.line, {"text": title, "anchor": key})


def _titled(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    title = writer.plain(chunk.rest, chunk.line, key, "title")
    found = writer.rich(chunk.text, chunk.first, key, identity)
    value = {"title": title, "text": found.html}
    if chunk.type == "key" and any(not part.startswith("p(") for part in found.skeleton):
        writer.fault(chunk.line, key, "::: key holds paragraphs only")
    return Block(chunk.type, key, chunk.line, value, tuple(found.skeleton), tuple(found.strings))


def _quote(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    who = writer.plain(chunk.rest, chunk.line, key, "who")
    found = writer.rich(chunk.text, chunk.first, key, identity)
    if len(found.skeleton) > 1 or not all(part.startswith("p(") for part in found.skeleton):
        writer.fault(chunk.line, key, "::: quote holds one paragraph")
    return Block(
        "quote", key, chunk.line, {"text": found.html, "who": who}, tuple(found.skeleton), tuple(found.strings)
    )


def _table(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    caption = writer.plain(chunk.rest, chunk.line, key, "caption")
    rows, complaint = markdown.cells(chunk.text, writer.language)
    if complaint:
        writer.fault(chunk.first, key, complaint)
    skeleton = tuple("|".join("x" if cell else "-" for cell in row) for row in rows)
    strings = tuple(cell for row in rows for cell in row if cell)
    return Block("table", key, chunk.line, {"caption": caption, "rows": {"data": rows, **TABLE}}, skeleton, strings)


def _named(writer: Writer, chunk: Chunk, names: tuple[str, ...]) -> dict[str, str]:
    found = directives.options(chunk)
    for name in found.keys() - set(names):
        writer.fault(found[name][0], chunk.key, f"unknown line '{name}:'; known: {', '.join(names)}")
    for name in names:
        if name not in found:
            writer.fault(chunk.line, chunk.key, f"'{name}: …' is missing")
    return {
        name: writer.plain(found[name][1], found[name][0], chunk.key, name) if name in found else "" for name in names
    }


def _figure(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    named = _named(writer, chunk, ("alt", "caption"))
    writer.no_strays(chunk, 2, "a figure holds 'alt: …' and 'caption: …', one line each")
    if not chunk.rest.endswith(".svg") or not _FILE.fullmatch(chunk.rest):
        writer.fault(chunk.line, key, "a figure names 'name.svg' (its files are name.fr.svg and name.en.svg)")
    value = {"figure": chunk.rest.removesuffix(".svg"), "image": None, **named}
    return Block("figure", key, chunk.line, value, (chunk.rest,))


def _video(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    title = writer.plain(chunk.rest, chunk.line, key, "title")
    found = directives.options(chunk)
    line, source = found.get("source", (chunk.line, ""))
    if not (source.startswith("https://") or _FILE.fullmatch(source)):
        writer.fault(line, key, "'source: …' is a file of the lesson or an https address")
    body = "\n".join("" if number == line else text for number, text in chunk.lines)
    transcript = writer.rich(body, chunk.first, key, identity)
    value = {"title": title, "source": source, "transcript": transcript.html}
    return Block("video", key, chunk.line, value, (source, *transcript.skeleton), tuple(transcript.strings))


def _checklist(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    title = writer.plain(chunk.rest, chunk.line, key, "title")
    found = directives.items(chunk, "-")
    writer.no_strays(chunk, len(found), "a checklist holds '- {#item} text' lines")
    writer.check_ids(chunk, found)
    rows = [
        writer.row(identity, item.key, {"text": writer.plain(item.text, item.line, f"{key}/{item.key}", "checklist")})
        for item in found
    ]
    value = {"title": title, "required": False, "items": rows}
    return Block("checklist", key, chunk.line, value, tuple(item.key for item in found))


def _placing(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    title = writer.plain(chunk.rest, chunk.line, key, "title")
    intro = directives.prose_before(chunk, "-=")
    text = writer.rich(intro, chunk.first, key, identity, wanted=False)
    targets, placed = directives.items(chunk, "="), directives.items(chunk, "-")
    lead = len([line for line in intro.splitlines() if line.strip()])
    shape = "= {#target} label lines, then - {#item} text => target-id | feedback lines"
    writer.no_strays(chunk, lead + len(targets) + len(placed), shape)
    writer.check_ids(chunk, targets + placed)
    codes = [target.key for target in targets]
    skeleton = [*text.skeleton, *(f"={code}" for code in codes)]
    rows = []
    for item in placed:
        where = f"{key}/{item.key}"
        parts = _TARGETED.match(item.text)
        if not parts or parts[2] not in codes:
            writer.fault(item.line, where, f"'- {{#item}} text => target | feedback', target one of {', '.join(codes)}")
            continue
        if not parts[3]:
            writer.fault(item.line, where, "the feedback is missing ('… => target | feedback')")
        feedback = writer.plain(parts[3], item.line, where, "feedback") if parts[3] else ""
        words = writer.plain(parts[1], item.line, where, "item")
        rows.append(writer.row(identity, item.key, {"text": words, "target": parts[2], "feedback": feedback}))
        skeleton.append(f"{item.key}=>{parts[2]}")
    labels = [
        writer.row(
            identity, f"={item.key}", {"code": item.key, "label": writer.plain(item.text, item.line, key, "label")}
        )
        for item in targets
    ]
    value = {"title": title, "required": False, "text": text.html, "targets": labels, "items": rows}
    return Block(chunk.type, key, chunk.line, value, tuple(skeleton), tuple(text.strings))


def _calculator(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    found = writer.rich(chunk.text, chunk.first, key, identity)
    value = {"kpi": chunk.rest, "text": found.html}
    return Block("calculator", key, chunk.line, value, (chunk.rest, *found.skeleton), tuple(found.strings))


def _introduced(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    found = writer.rich(chunk.text, chunk.first, key, identity)
    value = {chunk.type: chunk.rest, "required": False, "text": found.html}
    return Block(chunk.type, key, chunk.line, value, (chunk.rest, *found.skeleton), tuple(found.strings))


def _reference(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    writer.no_strays(chunk, 0, f"::: {chunk.type} has no body")
    if not is_slug(chunk.rest):
        writer.fault(chunk.line, key, f"::: {chunk.type} {{#id}} ends with a key")
    return Block(chunk.type, key, chunk.line, {chunk.type: chunk.rest}, (chunk.rest,))


def _quiz(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    title = writer.plain(chunk.rest, chunk.line, key, "title")
    settings = directives.options(chunk)
    codes = [(number, found[1]) for number, line in chunk.lines if (found := _QUIZ_LINE.match(line))]
    writer.no_strays(
        chunk, len(settings) + len(codes), f"a quiz holds {', '.join(_QUIZ_LINES)} and '- question-code' lines"
    )
    for name in sorted(settings.keys() - set(_QUIZ_LINES)):
        writer.fault(settings[name][0], key, f"unknown line '{name}:'; known: {', '.join(_QUIZ_LINES)}")
    if not codes:
        writer.fault(chunk.line, key, "a quiz without questions")
    seen: set[str] = set()
    for number, code in codes:
        if code in seen:
            writer.fault(number, key, f"'{code}' is asked twice")
        seen.add(code)
    value: Values = {
        "title": title,
        "required": False,
        "draw": _number(writer, chunk, settings, "draw", None, len(codes)),
        "pass_mark": _number(writer, chunk, settings, "pass", 70, 100),
        "shuffle": settings.get("shuffle", (0, "no"))[1] == "yes",
        **{name: _number(writer, chunk, settings, name, None, most) for name, most in _QUIZ_RULES.items()},
        "questions": [writer.row(identity, code, code) for _, code in codes],
    }
    options = ("draw", "pass_mark", "shuffle", *_QUIZ_RULES)
    skeleton = (*(str(value[name]) for name in options), *(code for _, code in codes))
    return Block("quiz", key, chunk.line, value, skeleton)


def _number(
    writer: Writer, chunk: Chunk, settings: dict[str, tuple[int, str]], name: str, default: int | None, most: int
) -> int | None:
    if name not in settings:
        return default
    line, text = settings[name]
    if not text.isdigit() or not 1 <= int(text) <= most:
        writer.fault(line, chunk.key, f"'{name}:' is a whole number from 1 to {most}")
        return default
    return int(text)


def _download(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    named = _named(writer, chunk, ("label",))
    writer.no_strays(chunk, 1, "a download holds 'label: …'")
    if not chunk.rest.endswith(".csv") or not _FILE.fullmatch(chunk.rest):
        writer.fault(chunk.line, key, "a download names 'file.csv'")
    return Block("download", key, chunk.line, {"document": chunk.rest, **named}, (chunk.rest,))


_BLOCKS: dict[str, Callable[[Writer, Chunk, str, uuid.UUID], Block]] = {
    "prose": _prose,
    "heading": _heading,
    "key": _titled,
    "case": _titled,
    "quote": _quote,
    "exercise": _titled,
    "solution": _titled,
    "table": _table,
    "figure": _figure,
    "video": _video,
    "checklist": _checklist,
    "calculator": _calculator,
    "question": _reference,
    "quiz": _quiz,
    "match": _placing,
    "board": _placing,
    "template": _introduced,
    "scenario": _introduced,
    "reflection": reflection,
    "grid": grid,
    "task": task,
    "dataset": dataset,
    "download": _download,
    "term": _reference,
}
