"""Directives in which a learner writes: reflection, comparison grid, portfolio task."""

from __future__ import annotations

import uuid

from cms.packs import directives
from cms.packs.directives import Chunk, Item
from cms.packs.objects import Block, Values
from cms.packs.schema import WORK_KINDS
from cms.packs.toml_files import is_slug
from cms.packs.writer import Writer

PROMPTS = 5
_NAMED = ("accepts", "template")


def reflection(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    title = writer.plain(chunk.rest, chunk.line, key, "title")
    prompts = directives.items(chunk, "-")
    html, skeleton, strings = _intro(writer, chunk, identity, "-", len(prompts), "- {#item} prompt lines")
    writer.check_ids(chunk, prompts)
    if len(prompts) > PROMPTS:
        writer.fault(chunk.line, key, f"{len(prompts)} prompts; one to {PROMPTS} fit")
    rows = [_row(writer, identity, item, "text", "prompt") for item in prompts]
    value = {"title": title, "required": False, "text": html, "prompts": rows}
    return Block("reflection", key, chunk.line, value, (*skeleton, *(item.key for item in prompts)), strings)


def grid(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    title = writer.plain(chunk.rest, chunk.line, key, "title")
    columns, rows, choices = (directives.items(chunk, sign) for sign in "=-+")
    taken = len(columns) + len(rows) + len(choices)
    shape = "= {#column} label, + {#choice} label (where cells are chosen) and - {#row} label lines"
    html, skeleton, strings = _intro(writer, chunk, identity, "-=+", taken, shape, wanted=False)
    writer.check_ids(chunk, columns + rows + choices)
    for sign, found in (("= {#column}", columns), ("- {#row}", rows)):
        if not found:
            writer.fault(chunk.line, key, f"a grid has at least one '{sign} label' line")
    if len(choices) == 1:
        writer.fault(choices[0].line, key, "one choice is no choice; write two or more, or none for short texts")
    value: Values = {"title": title, "required": False, "text": html}
    for sign, name, found in (("=", "columns", columns), ("", "rows", rows), ("+", "choices", choices)):
        value[name] = [_row(writer, identity, item, "label", "label", sign) for item in found]
        skeleton += tuple(f"{sign}{item.key}" for item in found)
    return Block("grid", key, chunk.line, value, skeleton, strings)


def task(writer: Writer, chunk: Chunk, key: str, identity: uuid.UUID) -> Block:
    """`skills` are language-free and come from lesson.toml: the reader of the lesson fills them in."""
    title = writer.plain(chunk.rest, chunk.line, key, "title")
    named = _head(chunk)
    accepts = _accepts(writer, chunk, named)
    template = named.get("template", (0, ""))[1]
    if template and not is_slug(template):
        writer.fault(named["template"][0], key, "'template:' is a template key")
    if template and accepts and "document" not in accepts:
        writer.fault(named["template"][0], key, "a task with a template accepts documents")
    taken = {line for line, _ in named.values()}
    body = Chunk(chunk.type, chunk.line, key, chunk.rest, [(n, "" if n in taken else t) for n, t in chunk.lines])
    criteria = directives.items(body, "-")
    html, skeleton, strings = _intro(writer, body, identity, "-", len(criteria), "- {#criterion} text lines at its end")
    if any(not part.startswith("p(") for part in skeleton):
        writer.fault(chunk.line, key, "the brief of a task is paragraphs")
    writer.check_ids(body, criteria)
    rows = [_row(writer, identity, item, "text", "criterion") for item in criteria]
    value = {"title": title, "required": False, "text": html, "accepts": accepts, "template": template}
    value |= {"criteria": rows, "skills": []}
    found = (",".join(accepts), template, *skeleton, *(item.key for item in criteria))
    return Block("task", key, chunk.line, value, found, strings)


def _intro(
    writer: Writer, chunk: Chunk, identity: uuid.UUID, signs: str, taken: int, shape: str, *, wanted: bool = True
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The paragraphs before the items: html, skeleton, strings. Nothing may stand between or after the items."""
    intro = directives.prose_before(chunk, signs)
    found = writer.rich(intro, chunk.first, chunk.key, identity, wanted=wanted)
    lead = len([line for line in intro.splitlines() if line.strip()])
    writer.no_strays(chunk, lead + taken, f"an introduction, then {shape}")
    return found.html, tuple(found.skeleton), tuple(found.strings)


def _row(writer: Writer, identity: uuid.UUID, item: Item, name: str, kind: str, sign: str = "") -> Values:
    text = writer.plain(item.text, item.line, f"{writer.names[str(identity)]}/{item.key}", kind)
    return writer.row(identity, f"{sign}{item.key}", {name: text})


def _head(chunk: Chunk) -> dict[str, tuple[int, str]]:
    """`accepts:` and `template:` before the brief: a paragraph may begin with a word and a colon."""
    head = Chunk(chunk.type, chunk.line)
    for number, line in chunk.lines:
        if line.strip() and line.split(":")[0] not in _NAMED:
            break
        head.lines.append((number, line))
    return directives.options(head)


def _accepts(writer: Writer, chunk: Chunk, named: dict[str, tuple[int, str]]) -> list[str]:
    """In the order of WORK_KINDS, whatever the file's: what is exported reads back the same."""
    line, text = named.get("accepts", (chunk.line, ""))
    given = [part.strip() for part in text.split(",")]
    if not text or not set(given) <= set(WORK_KINDS) or len(set(given)) != len(given):
        writer.fault(line, chunk.key, f"'accepts: …' lists any of {', '.join(WORK_KINDS)}, each once")
    return [kind for kind in WORK_KINDS if kind in given]
