"""Reads the texts of one language: typography, limits and complaints that name their line."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from cms.packs import directives, markdown
from cms.packs.directives import Chunk, Item
from cms.packs.objects import Fault, Values
from cms.packs.schema import FEEDBACK_LIMIT, LIMITS, item_id


@dataclass
class Writer:
    """Reads the chunks of one text in one language."""

    translation_key: uuid.UUID
    language: str
    file: str
    faults: list[Fault]
    names: dict[str, str] = field(default_factory=dict)

    def fault(self, line: int, key: str, message: str) -> None:
        self.faults.append(Fault(self.file, line, key, message))

    def rich(self, text: str, first: int, key: str, identity: uuid.UUID, *, wanted: bool = True) -> markdown.Rich:
        result = markdown.rich(text, self.language, identity)
        for offset, message in result.complaints:
            self.fault(first + offset, key, message)
        if wanted and not result.html and not result.complaints:
            self.fault(first, key, "a text is missing here")
        return result

    def plain(self, text: str, line: int, key: str, kind: str) -> str:
        value, complaint = markdown.plain(text, self.language)
        limit = LIMITS.get(kind, FEEDBACK_LIMIT)
        if complaint:
            self.fault(line, key, complaint)
        elif not value:
            self.fault(line, key, f"{kind} is missing")
        elif len(value) > limit:
            self.fault(line, key, f"{kind} has {len(value)} characters, at most {limit} fit")
        return value

    def row(self, block: uuid.UUID, key: str, value: Any) -> Values:
        identity = str(item_id(block, key))
        self.names[identity] = key
        return {"type": "item", "id": identity, "value": value}

    def no_strays(self, chunk: Chunk, taken: int, what: str) -> None:
        filled = [(number, line) for number, line in chunk.lines if line.strip()]
        if len(filled) != taken:
            self.fault(chunk.line, chunk.key, f"{what}; {len(filled) - taken} other line(s) found")

    def check_ids(self, chunk: Chunk, found: list[Item]) -> None:
        """Every item has a slug of its own, and there is at least one."""
        seen: set[str] = set()
        for item in found:
            if not directives.is_id(item.key) or item.key in seen:
                self.fault(item.line, chunk.key, f"item id '{item.key}' must be a slug, once in its block")
            seen.add(item.key)
        if not found:
            self.fault(chunk.line, chunk.key, f"::: {chunk.type} without items")
