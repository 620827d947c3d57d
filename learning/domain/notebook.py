"""All notes and bookmarks of somebody as their page lists them: by lesson, searched, beside where they lead."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby

from cms.catalogue import Catalogue, LessonInfo
from cms.folding import fold
from cms.passages import Passage
from learning.models import Bookmark, Note


@dataclass(frozen=True)
class Entry:
    """A note or a bookmark, and what it stands on. `lesson`: None once archived; `passage`: None once gone, too."""

    row: Note | Bookmark
    lesson: LessonInfo | None

    @cached_property
    def passage(self) -> Passage | None:
        block_id = self.row.block_id
        return self.lesson.passage(block_id) if self.lesson and block_id else None

    @property
    def title(self) -> str:
        return self.lesson.name if self.lesson else self.row.lesson_title

    @property
    def heading(self) -> str:
        return self.passage.heading if self.passage else ""

    @property
    def gone(self) -> bool:
        """The lesson stands, the block it was made on does not."""
        return bool(self.lesson and self.row.block_id and self.passage is None)

    @property
    def href(self) -> str:
        """The block on the page of the lesson; "" for an archived lesson."""
        if self.lesson is None:
            return ""
        return f"{self.lesson.href}#n-{self.row.block_id}" if self.passage else self.lesson.href


@dataclass(frozen=True)
class Group:
    """The entries of one lesson."""

    title: str
    lesson: LessonInfo | None
    entries: tuple[Entry, ...]


def entries(rows: Iterable[Note | Bookmark], catalogue: Catalogue) -> list[Entry]:
    """The lesson of the first row first; inside a lesson the order of its blocks. `rows` come newest first."""
    found = [Entry(row, catalogue.lessons.get(row.lesson_key)) for row in rows]
    lessons: dict[uuid.UUID, int] = {}
    for entry in found:
        lessons.setdefault(entry.row.lesson_key, len(lessons))

    def order(entry: Entry) -> tuple[int, int, datetime]:
        return lessons[entry.row.lesson_key], _place(entry), entry.row.created_at

    return sorted(found, key=order)


def _place(entry: Entry) -> int:
    """The rank of the block in its lesson: -1 the whole lesson, last what is gone."""
    if entry.row.block_id is None:
        return -1
    known = list(entry.lesson.passages["fr"]) if entry.lesson else []
    return known.index(entry.row.block_id) if entry.row.block_id in known else len(known)


def groups(found: Iterable[Entry]) -> list[Group]:
    """Entries in order, lesson by lesson."""
    grouped = []
    for _, some in groupby(found, key=lambda entry: entry.row.lesson_key):
        held = tuple(some)
        grouped.append(Group(held[0].title, held[0].lesson, held))
    return grouped


def matching(found: Iterable[Entry], query: str) -> list[Entry]:
    """Notes in which every word of `query` begins a word, whatever its accents, case or plural."""
    words = fold(query).split()
    kept = []
    for entry in found:
        row = entry.row
        text = f"{row.quote} {row.text}" if isinstance(row, Note) else entry.heading
        held = f" {fold(f'{text} {entry.title}')}"
        if all(f" {word}" in held for word in words):
            kept.append(entry)
    return kept


def in_module(found: Iterable[Entry], code: str, catalogue: Catalogue) -> list[Entry]:
    """Those of the lessons of one module; all of them when there is no such module."""
    module = next((m for m in catalogue.modules.values() if m.code == code), None)
    keys = {key for key, _ in module.items} if module else None
    return [entry for entry in found if keys is None or entry.row.lesson_key in keys]
