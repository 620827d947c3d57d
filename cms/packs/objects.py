"""What the reader hands over: a pack in memory, and the faults found in its files."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cms.packs.schema import key_for

Values = dict[str, Any]
Place = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Fault:
    """What stands in the way of loading: a file of the pack, its line (from 1), the key or block, and the reason."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key + ': ' if self.key else ''}{self.message}"


@dataclass(frozen=True)
class Lines:
    """Where the keys of one TOML file stand. `at` falls back on the nearest enclosing key."""

    file: str
    places: dict[Place, int]
    base: Place = ()
    shift: int = 0

    def at(self, *path: str | int) -> int:
        full = self.base + path
        while full and full not in self.places:
            full = full[:-1]
        return self.places.get(full, 1) + self.shift

    def below(self, *path: str | int) -> Lines:
        return Lines(self.file, self.places, self.base + path, self.shift)

    def fault(self, message: str, *path: str | int) -> Fault:
        names = [str(part) for part in self.base + path if not isinstance(part, int)]
        return Fault(self.file, self.at(*path), ".".join(names[-2:]), message)


@dataclass(frozen=True)
class Entry:
    """One object whose fields came from TOML: already checked against its schema, French typography applied."""

    pack: str
    kind: str
    key: str
    data: Values
    lines: Lines
    birth: str = ""  # the key it was born with, when a lesson was renamed since

    @property
    def planned(self) -> bool:
        return bool(self.data.get("status") == "planned")

    @property
    def covers(self) -> list[str]:
        return list(self.data.get("covers", []))

    @property
    def translation_key(self) -> uuid.UUID:
        return key_for(self.pack, self.kind, self.birth or self.key)


@dataclass(frozen=True)
class Block:
    """One block of a text. `value` is the raw StreamField value, but names things by key, not by primary key.

    `skeleton` is what both languages must share, `strings` are the texts that wagtail-localize keeps in one context;
    `key` is the id as written (`<section>.<n>` for prose).
    """

    type: str
    key: str
    line: int
    value: Any
    skeleton: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """One language of a lesson or page. `names` leads from the ids of blocks and items back to their keys."""

    file: str
    title: str
    slug: str
    objective: str
    blocks: tuple[Block, ...]
    words: int
    names: dict[str, str]

    def of_type(self, *types: str) -> list[Block]:
        return [block for block in self.blocks if block.type in types]


@dataclass(frozen=True)
class Document:
    """A lesson or a standard page: language-free fields and one text per language (none while planned)."""

    entry: Entry
    folder: Path
    texts: dict[str, Text] = field(default_factory=dict)
    figures: dict[str, dict[str, str]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.entry.key

    @property
    def place(self) -> str:
        """What the names of its drawings and files begin with: unique among all documents."""
        return self.key if self.entry.kind in ("lesson", "page") else f"{self.entry.kind}.{self.key}"


@dataclass
class Pack:
    """A whole pack as read. Objects stand under their keys, in file order; `known` has those with faults too."""

    path: Path
    key: str = ""
    version: str = ""
    min_engine: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    coverage: list[str] = field(default_factory=list)
    groups: dict[str, Entry] = field(default_factory=dict)
    skills: dict[str, Entry] = field(default_factory=dict)
    ladder: Entry | None = None
    # (old, new) -> rename, split or merge; renamed lessons -> the key they were born with.
    moves: dict[tuple[str, str], str] = field(default_factory=dict)
    births: dict[str, str] = field(default_factory=dict)
    paths: dict[str, Entry] = field(default_factory=dict)
    modules: dict[str, Entry] = field(default_factory=dict)
    lessons: dict[str, Document] = field(default_factory=dict)
    pages: dict[str, Document] = field(default_factory=dict)
    questions: dict[str, Entry] = field(default_factory=dict)
    glossary: dict[str, Entry] = field(default_factory=dict)
    templates: dict[str, Entry] = field(default_factory=dict)
    scenarios: dict[str, Entry] = field(default_factory=dict)
    # kind -> key -> object; objects without a longer text have no texts.
    catalogues: dict[str, dict[str, Document]] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    # Files of TOML whose fields have faults: no objects come of them, but what they name is checked all the same.
    faulty: list[tuple[Values, Lines]] = field(default_factory=list)

    def knows(self, kind: str, key: str) -> bool:
        return key in self.known.get(kind, set())

    def birth(self, kind: str, key: str) -> str:
        """The key under which an object was born: renaming a lesson changes neither its identity nor its questions'."""
        if kind == "lesson":
            return self.births.get(key, key)
        if kind == "question" and "-q" in key:
            lesson, _, number = key.rpartition("-q")
            return f"{self.births.get(lesson, lesson)}-q{number}"
        return key

    def identity(self, kind: str, key: str) -> uuid.UUID:
        return key_for(self.key, kind, self.birth(kind, key))

    def documents(self) -> list[Document]:
        """Everything that has blocks: lessons, pages, and objects of catalogues."""
        catalogued = [document for objects in self.catalogues.values() for document in objects.values()]
        return [*self.lessons.values(), *self.pages.values(), *catalogued]

    def entries(self) -> list[Entry]:
        """Every object that may be planned and may cover rows."""
        flat = (self.glossary, self.templates, self.scenarios)
        groups = (self.skills, self.paths, self.modules, self.questions, *flat)
        return [entry for group in groups for entry in group.values()] + [doc.entry for doc in self.documents()]
