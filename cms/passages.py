"""Where each block of a lesson stands: the anchor that leads to it and the heading above it."""

from typing import Any, NamedTuple
from uuid import UUID


class Passage(NamedTuple):
    """`anchor`: an id on the page; running text has none of its own and borrows that of its heading ("" before any)."""

    anchor: str
    heading: str


def passages_of(blocks: list[dict[str, Any]]) -> dict[UUID, Passage]:
    """Block id → passage, from the stored blocks of one page."""
    found = {}
    anchor = heading = ""
    for block in blocks:
        if block["type"] == "heading":
            anchor, heading = block["value"]["anchor"], block["value"]["text"]
        if block.get("id"):
            own = block["type"] not in ("heading", "paragraph")
            found[UUID(block["id"])] = Passage(block["id"] if own else anchor, heading)
    return found
