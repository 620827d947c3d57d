"""Reads a pack folder. Pure: no database, no Wagtail. All faults of all files are collected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cms.packs import toml_files
from cms.packs.figures import read_figures
from cms.packs.moves import kinds_of
from cms.packs.objects import Document, Entry, Fault, Lines, Pack, Text, Values
from cms.packs.read_catalogues import read_catalogues
from cms.packs.scenario_schema import SCENARIO
from cms.packs.schema import (
    COVERAGE,
    FORMAT,
    GLOSSARY,
    LADDER,
    LANGUAGES,
    LESSON,
    MODULE,
    MOVES,
    PACK,
    PAGE,
    PATH,
    QUESTIONS,
    READING,
    REQUIRABLE,
    SKILLS,
    TEMPLATE,
    Fields,
)
from cms.packs.task_rules import task_skills
from cms.packs.texts import compare, read_text
from cms.packs.typography import typeset_values

_MODULE_FOLDER = re.compile(r"(\d\d)-(.+)")
_LESSON_FILES = re.compile(r"lesson\.toml|page\.toml|(fr|en)\.md|[a-z0-9._-]+\.(fr|en)\.svg|[a-z0-9._-]+\.csv")


def read_pack(path: Path | str) -> tuple[Pack, list[Fault]]:
    """Read the pack in folder `path`. With faults the pack is incomplete and must not be loaded."""
    reader = _Reader(Path(path))
    reader.read()
    return reader.pack, sorted(set(reader.faults))


class _Reader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.pack = Pack(root, key=root.name)
        self.faults: list[Fault] = []

    def read(self) -> None:
        if not self.root.is_dir():
            self.faults.append(Fault(str(self.root), 1, "", "no such folder"))
            return
        self._about()
        self._taxonomy()
        self._flat("paths", "path", PATH, self.pack.paths)
        self._flat("glossary", "term", GLOSSARY, self.pack.glossary)
        self._flat("templates", "template", TEMPLATE, self.pack.templates)
        self._flat("scenarios", "scenario", SCENARIO, self.pack.scenarios)
        for folder in self._folders("modules"):
            self._module(folder)
        for folder in self._folders("pages"):
            self._document(folder, "page", PAGE, self.pack.pages)
        for file in self._files("questions"):
            self._questions(file)
        read_catalogues(self.pack, self._name, self.faults)

    def _about(self) -> None:
        pack = self.pack
        if about := self._toml(self.root / "pack.toml", PACK):
            values, lines = about
            pack.key, pack.version, pack.min_engine = values["key"], values["version"], values["min_engine"]
            pack.titles = {language: values[language]["title"] for language in LANGUAGES}
            if values["format"] != FORMAT:
                self.faults.append(lines.fault(f"this engine reads format {FORMAT}", "format"))
        if coverage := self._toml(self.root / "coverage.toml", COVERAGE):
            pack.coverage = coverage[0]["rows"]
        if (self.root / "moves.toml").exists() and (moves := self._toml(self.root / "moves.toml", MOVES)):
            kinds = kinds_of(moves[0].get("move", []))
            pack.moves, pack.births = dict(kinds.of), kinds.births

    def _taxonomy(self) -> None:
        if skills := self._toml(self.root / "skills.toml", SKILLS):
            self._rows(skills, "group", "code", self.pack.groups)
            self._rows(skills, "skill", "code", self.pack.skills)
        if ladder := self._toml(self.root / "ladder.toml", LADDER):
            self.pack.ladder = self._entry("ladder", str(ladder[0]["version"]), *ladder)
            self._rows(ladder, "tier", "code", {})

    def _module(self, folder: Path) -> None:
        named = _MODULE_FOLDER.fullmatch(folder.name)
        key = named[2] if named else folder.name
        if not named:
            self.faults.append(Fault(self._name(folder), 1, "", "a module's folder is named <nn>-<key>"))
        self.pack.known.setdefault("module", set()).add(key)
        if read := self._toml(folder / "module.toml", MODULE):
            values, lines = read
            if values["key"] != key:
                self.faults.append(lines.fault(f"the folder says '{key}'", "key"))
            if named and int(named[1]) != values["order"]:
                self.faults.append(lines.fault(f"the folder says {int(named[1])}", "order"))
            self.pack.modules[key] = self._entry("module", key, values, lines)
        for inner in sorted(path for path in folder.iterdir() if path.is_dir() and any(path.iterdir())):
            if inner.name in self.pack.homes:
                self.faults.append(
                    Fault(self._name(inner), 1, "", f"this lesson stands also in {self.pack.homes[inner.name]}")
                )
            self.pack.homes[inner.name] = key
            self._document(inner, "lesson", LESSON, self.pack.lessons)

    def _document(self, folder: Path, kind: str, fields: Fields, into: dict[str, Document]) -> None:
        key = folder.name
        self.pack.known.setdefault(kind, set()).add(key)
        for file in sorted(folder.iterdir()):
            if not file.name.startswith(".") and not _LESSON_FILES.fullmatch(file.name):
                self.faults.append(Fault(self._name(file), 1, "", "a file that no lesson or page has"))
        read = self._toml(folder / f"{kind}.toml", fields)
        if not read:
            self._languages(folder, kind, key)  # for their faults
            return
        values, lines = read
        if values["key"] != key:
            self.faults.append(lines.fault(f"the folder says '{key}'", "key"))
        entry = self._entry(kind, key, values, lines)
        if entry.planned and not (folder / "fr.md").exists():
            into[key] = Document(entry, folder)
            return
        document = Document(
            entry,
            folder,
            figures=read_figures(folder, self._name(folder), self.faults),
            files={file.name: file.read_bytes() for file in sorted(folder.glob("*.csv"))},
        )
        self._texts(document, entry)
        into[key] = document

    def _texts(self, document: Document, entry: Entry) -> None:
        for language in LANGUAGES:
            file = document.folder / f"{language}.md"
            if not file.exists():
                self.faults.append(Fault(self._name(file), 1, "", "the file is missing"))
        document.texts.update(self._languages(document.folder, entry.kind, entry.key))
        for text in document.texts.values():
            for block in text.blocks:
                if block.type in REQUIRABLE and entry.kind == "lesson":
                    block.value["required"] = block.key in entry.data["required"]
                if block.type == "task" and entry.kind == "lesson":
                    block.value["skills"] = task_skills(entry, block)
                if entry.kind == "page" and block.type not in (*READING, "heading", "paragraph"):
                    self.faults.append(Fault(text.file, block.line, block.key, f"::: {block.type} belongs to lessons"))

    def _languages(self, folder: Path, kind: str, key: str) -> dict[str, Text]:
        """The texts there are, read and compared."""
        texts: dict[str, Text] = {}
        for language in LANGUAGES:
            file, identity = folder / f"{language}.md", self.pack.identity(kind, key)
            if file.exists() and (text := read_text(file, self._name(file), language, identity, self.faults)):
                texts[language] = text
        if len(texts) == 2:
            compare(texts["fr"], texts["en"], self.faults)
        return texts

    def _questions(self, file: Path) -> None:
        read = self._toml(file, QUESTIONS)
        if not read:
            return
        values, lines = read
        if values["lesson"] != file.stem:
            self.faults.append(lines.fault(f"the file's name says '{file.stem}'", "lesson"))
        self._rows(read, "question", "code", self.pack.questions)

    def _flat(self, folder: str, kind: str, fields: Fields, into: dict[str, Entry]) -> None:
        for file in self._files(folder):
            self.pack.known.setdefault(kind, set()).add(file.stem)
            if read := self._toml(file, fields):
                if read[0]["key"] != file.stem:
                    self.faults.append(read[1].fault(f"the file's name says '{file.stem}'", "key"))
                into[file.stem] = self._entry(kind, file.stem, *read)

    def _rows(self, read: tuple[Values, Lines], kind: str, name: str, into: dict[str, Entry]) -> None:
        for index, row in enumerate(read[0].get(kind, [])):
            lines = read[1].below(kind, index)
            if row[name] in into:
                self.faults.append(lines.fault(f"'{row[name]}' is there twice", name))
            self.pack.known.setdefault(kind, set()).add(row[name])
            into[row[name]] = self._entry(kind, row[name], row, lines)

    def _entry(self, kind: str, key: str, values: Values, lines: Lines) -> Entry:
        return Entry(self.pack.key, kind, key, values, lines, self.pack.birth(kind, key))

    def _toml(self, path: Path, fields: Fields) -> tuple[Values, Lines] | None:
        file = self._name(path)
        if not path.exists():
            self.faults.append(Fault(file, 1, "", "the file is missing"))
            return None
        text = toml_files.read(path, file, self.faults)
        parsed = None if text is None else toml_files.parse(text, file, self.faults)
        if parsed is None or not toml_files.check_fields(parsed[0], fields, parsed[1], self.faults):
            self._remember(path, parsed)
            return None
        return typeset_values(parsed[0]), parsed[1]

    def _remember(self, path: Path, parsed: tuple[Values, Lines] | None) -> None:
        """Names inside a file with faults, so that references to them are not faults as well; and what it names."""
        self.pack.faulty += [parsed] if parsed else []
        for kind in ("question", "skill", "group", "tier"):
            rows: Any = parsed[0].get(kind, []) if parsed else []
            for row in rows if isinstance(rows, list) else []:
                if isinstance(row, dict) and isinstance(row.get("code"), str):
                    self.pack.known.setdefault(kind, set()).add(row["code"])

    def _files(self, folder: str) -> list[Path]:
        return sorted((self.root / folder).glob("*.toml"))

    def _folders(self, folder: str) -> Iterator[Path]:
        if (self.root / folder).is_dir():
            yield from sorted(path for path in (self.root / folder).iterdir() if path.is_dir())

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()
