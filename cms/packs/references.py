"""What objects of a pack say of each other: everything named exists, and lessons are whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cms.packs.objects import Block, Document, Entry, Fault, Lines, Pack, Text
from cms.packs.schema import LANGUAGES, REQUIRABLE
from cms.packs.task_rules import task_faults
from lib.kpi import FORMULAS

_QUESTIONED = ("question", "quiz")


def reference_faults(pack: Pack) -> Iterator[Fault]:
    """Faults in what is named: rows, skills, lessons, modules, questions, templates, terms, figures and files."""
    for entry in pack.entries():
        yield from _covers(pack, entry.covers, entry)
    yield from _taxonomy(pack)
    for module in pack.modules.values():
        yield from _listed(pack, module, "lessons", "lesson")
    for path in pack.paths.values():
        yield from _listed(pack, path, "modules", "module")
    for question in pack.questions.values():
        yield from _question(pack, question)
    for document in pack.documents():
        yield from _document(pack, document)
    for lesson in pack.lessons.values():
        yield from _lesson(pack, lesson)
    for values, lines in pack.faulty:
        yield from _named(pack, values, lines)
    yield from _slugs(pack)
    for old, new in pack.moves:
        if not pack.knows("lesson", new) and new not in {gone for gone, _ in pack.moves}:
            yield Fault("moves.toml", 1, "to", f"no lesson '{new}'")
        if pack.knows("lesson", old):
            yield Fault("moves.toml", 1, "from", f"the lesson '{old}' is still there")


def _named(pack: Pack, values: Any, lines: Lines) -> Iterator[Fault]:
    """Skills and rows that do not exist, named in a file whose fields have faults: any value may be of any type."""
    parts = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for name, value in parts:
        if name == "covers" and isinstance(value, list) and pack.coverage:
            yield from (
                lines.fault(f"no row '{row}' in coverage.toml", name)
                for row in value
                if isinstance(row, str) and row not in pack.coverage
            )
        elif name == "skills" and isinstance(value, list) and "skill" in pack.known:
            for index, row in enumerate(value):
                code = row.get("code") if isinstance(row, dict) else None
                if isinstance(code, str) and not pack.knows("skill", code):
                    yield lines.fault(f"no skill '{code}'", name, index)
        else:
            yield from _named(pack, value, lines.below(name))


def _covers(pack: Pack, covers: list[str], entry: Entry) -> Iterator[Fault]:
    for row in covers:
        if row not in pack.coverage:
            yield entry.lines.fault(f"no row '{row}' in coverage.toml", "covers")


def _missing(pack: Pack, entry: Entry, kind: str, key: str, *path: str | int) -> Iterator[Fault]:
    if not pack.knows(kind, key):
        yield entry.lines.fault(f"no {kind} '{key}'", *path)


def _taxonomy(pack: Pack) -> Iterator[Fault]:
    for skill in pack.skills.values():
        yield from _missing(pack, skill, "group", skill.data["group"], "group")
        yield from _behaviours(skill)
    if pack.ladder is None:
        return
    seen: set[str] = set()
    for index, tier in enumerate(pack.ladder.data["tier"]):
        below = Entry(pack.key, "tier", tier["code"], tier, pack.ladder.lines.below("tier", index))
        if tier["code"] in seen:
            yield below.lines.fault(f"'{tier['code']}' is there twice", "code")
        seen.add(tier["code"])
        yield from _covers(pack, tier["covers"], below)
        for alternatives in tier.get("presupposes", []):
            for code in alternatives:
                yield from _missing(pack, below, "tier", code, "presupposes")
        for code in tier.get("matrix", {}):
            yield from _missing(pack, below, "skill", code, "matrix", code)
        yield from _requirements(pack, below)


def _behaviours(skill: Entry) -> Iterator[Fault]:
    """As many behaviours at each level in English as in French."""
    counts = {
        language: [1 if isinstance(shown, str) else len(shown) for shown in skill.data[f"behaviours_{language}"]]
        for language in LANGUAGES
    }
    for index, (french, english) in enumerate(zip(counts["fr"], counts["en"], strict=True)):
        if french != english:
            message = f"level {index + 1}: {english} in English, {french} in French"
            yield skill.lines.fault(message, "behaviours_en", index)


def _requirements(pack: Pack, tier: Entry) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, asked in enumerate(tier.data.get("requirement", [])):
        if asked["code"] in seen:
            yield tier.lines.fault(f"'{asked['code']}' is there twice", "requirement", index, "code")
        seen.add(asked["code"])
        if asked["count"] < 1:
            yield tier.lines.fault("count is at least 1", "requirement", index, "count")


def _listed(pack: Pack, entry: Entry, name: str, kind: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, item in enumerate(entry.data[name]):
        yield from _missing(pack, entry, kind, item["key"], name, index)
        if item["key"] in seen:
            yield entry.lines.fault(f"'{item['key']}' is there twice", name, index)
        seen.add(item["key"])


def _skills(pack: Pack, entry: Entry) -> Iterator[Fault]:
    for index, skill in enumerate(entry.data["skills"]):
        yield from _missing(pack, entry, "skill", skill["code"], "skills", index)


def _question(pack: Pack, question: Entry) -> Iterator[Fault]:
    yield from _skills(pack, question)
    lesson = question.lines.file.rsplit("/", 1)[-1].removesuffix(".toml")
    if not question.key.startswith(f"{lesson}-q"):
        yield question.lines.fault(f"the code starts with '{lesson}-q'", "code")
    if not pack.knows("lesson", lesson):
        yield question.lines.fault(f"no lesson '{lesson}'", "code")


def _document(pack: Pack, document: Document) -> Iterator[Fault]:
    drawn: set[str] = set()
    files: set[str] = set()
    for text in document.texts.values():
        for block in text.blocks:
            if message := _block(pack, document, block):
                yield Fault(text.file, block.line, block.key, message)
            drawn |= {block.value["figure"]} if block.type == "figure" else set()
            files |= {block.value["document"]} if block.type == "download" else set()
    for name in sorted((document.figures.keys() - drawn) | (document.files.keys() - files)):
        if document.texts:
            yield Fault(document.entry.lines.file, 1, name, "no block shows this file")


def _block(pack: Pack, document: Document, block: Block) -> str:
    """The complaint about what one block points at, or ""."""
    value: Any = block.value
    named = {
        "term": ("term", pack.glossary),
        "template": ("template", pack.templates),
        "scenario": ("scenario", pack.scenarios),
        "question": ("question", pack.questions),
    }
    if block.type in named:
        kind, entries = named[block.type]
        return _unusable(pack, kind, value[kind], entries)
    if block.type == "quiz":
        complaints = [_unusable(pack, "question", item["value"], pack.questions) for item in value["questions"]]
        return "; ".join(filter(None, complaints))
    if block.type == "task" and value["template"]:
        return _unusable(pack, "template", value["template"], pack.templates)
    if block.type == "calculator" and value["kpi"] not in FORMULAS:
        return f"no KPI '{value['kpi']}'; known: {', '.join(FORMULAS)}"
    if block.type == "figure" and value["figure"] not in document.figures:
        return f"no files {value['figure']}.fr.svg and {value['figure']}.en.svg"
    if block.type == "download" and value["document"] not in document.files:
        return f"no file {value['document']}"
    return ""


def _unusable(pack: Pack, kind: str, key: str, entries: dict[str, Entry]) -> str:
    if not pack.knows(kind, key):
        return f"no {kind} '{key}'"
    return f"{kind} '{key}' is only planned" if key in entries and entries[key].planned else ""


def _lesson(pack: Pack, lesson: Document) -> Iterator[Fault]:
    entry = lesson.entry
    yield from _skills(pack, entry)
    yield from task_faults(pack, lesson)
    for key in entry.data["prerequisites"]:
        yield from _missing(pack, entry, "lesson", key, "prerequisites")
        if key == lesson.key:
            yield entry.lines.fault("a lesson does not presuppose itself", "prerequisites")
    for index, key in enumerate(entry.data.get("prerequisites_strict", [])):
        if key not in entry.data["prerequisites"]:
            yield entry.lines.fault(f"'{key}' is none of the prerequisites", "prerequisites_strict", index)
    french = lesson.texts.get("fr")
    if french is None:
        return
    types = {block.key: block.type for block in french.blocks}
    for key in entry.data["required"]:
        if key not in types:
            yield entry.lines.fault(f"no block '{key}' in fr.md", "required")
        elif types[key] not in REQUIRABLE:
            yield entry.lines.fault(
                f"'{key}' is a {types[key]}; only {', '.join(REQUIRABLE)} can be required", "required"
            )
    yield from _quiz(pack, lesson, french)
    for before, block in zip((None, *french.blocks), french.blocks, strict=False):
        if block.type == "solution" and (before is None or before.type != "exercise"):
            yield Fault(french.file, block.line, block.key, "a solution stands right after its exercise")


def _quiz(pack: Pack, lesson: Document, french: Text) -> Iterator[Fault]:
    asked = french.of_type(*_QUESTIONED)
    bank = f"questions/{lesson.key}.toml"
    if not asked and not any(question.lines.file == bank for question in pack.questions.values()):
        return
    quizzes = french.of_type("quiz")
    if len(quizzes) != 1 or french.blocks[-1].type != "quiz":
        line = quizzes[-1].line if quizzes else french.blocks[-1].line
        yield Fault(french.file, line, "quiz", f"a lesson with questions ends in one quiz; {len(quizzes)} found")
    for quiz in quizzes:
        if quiz.key not in lesson.entry.data["required"]:
            yield lesson.entry.lines.fault(f"the quiz '{quiz.key}' is required", "required")


def _slugs(pack: Pack) -> Iterator[Fault]:
    for entries in (pack.modules, pack.paths):
        yield from _unique(
            (language, entry.data[language]["slug"], entry.lines.fault("", language, "slug"))
            for entry in entries.values()
            for language in ("fr", "en")
        )
    for documents in (pack.lessons, pack.pages):
        yield from _unique(
            (language, text.slug, Fault(text.file, 2, "slug", ""))
            for document in documents.values()
            for language, text in document.texts.items()
        )


def _unique(found: Iterator[tuple[str, str, Fault]]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], str] = {}
    for language, slug, fault in found:
        if (language, slug) in seen:
            yield Fault(fault.file, fault.line, "slug", f"'{slug}' is used in {seen[language, slug]} too")
        seen[language, slug] = fault.file
