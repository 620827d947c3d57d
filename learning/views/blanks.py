"""A paper with marks in the place of what was typed: its form is drawn once, the texts of each reader put in last."""

import re
import secrets
from typing import Any, NamedTuple

from django.utils.html import escape

from learning.domain import papers
from learning.domain.reading import BlockState

# Nobody can write these marks into a text: they are new at every start.
_MARK = secrets.token_hex(12)
_BLANK = re.compile(rf"⟦{_MARK}:(\d+)⟧")
# Stands for the number of saves.
_VERSION = 10**14 + secrets.randbelow(10**14)


class Blanked(NamedTuple):
    """`state`: nothing in it but marks and choices that the page offers; `texts`: what the marks stand for."""

    state: BlockState
    texts: tuple[str, ...]
    version: int

    @property
    def key(self) -> tuple[Any, ...]:
        """What the form looks like without its texts."""
        return tuple(self.state.state["fields"].items())

    def filled(self, html: bytes) -> bytes:
        """The form with the texts in their places."""
        text = html.decode().replace(str(_VERSION), str(self.version))
        return _BLANK.sub(lambda found: escape(self.texts[int(found[1])]), text).encode()


def blanked(fields: list[papers.Field], state: BlockState) -> Blanked | None:
    """None where the form would not be the same around other texts: old choices, lines of nothing, fields removed."""
    typed: dict[str, str] = state.state.get("fields", {})
    texts: list[str] = []

    def mark(text: str) -> str:
        if not text.strip():
            return ""
        texts.append(text)
        return f"⟦{_MARK}:{len(texts) - 1}⟧"

    shown: dict[str, str] = {}
    for field in fields:
        text = typed.get(field.key, "")
        if text and not text.strip():
            return None
        if field.choices:
            if text and text not in dict(field.choices):
                return None
            shown[field.key] = text
        elif field.columns:
            rows = papers.cells(field, text)
            if not all(map(any, rows)):
                return None
            shown[field.key] = "\n".join("\t".join(map(mark, row)) for row in rows)
        else:
            shown[field.key] = mark(text)
    if papers.empty(state.state) != papers.empty({"fields": shown}):
        return None
    return Blanked(BlockState({"fields": shown}, _VERSION, state.done), tuple(texts), state.version)
