"""Where each block of a lesson stands: the anchor that leads to it and the heading above it."""

from typing import Any, NamedTuple
from uuid import UUID


class Passage(NamedTuple):
    """`anchor`: an id on the page; running text has none of its own and borrows that of its heading ("" before any).
    `number`: its place below that heading, the heading itself being the first.
    """

    anchor: str
    heading: str
    number: int = 1


def passages_of(blocks: list[dict[str, Any]]) -> dict[UUID, Passage]:
    """Block id → passage, from the stored blocks of one page."""
    found = {}
    anchor = heading = ""
    number = 0
    for block in blocks:
        if block["type"] == "heading":
            anchor, heading, number = block["value"]["anchor"], block["value"]["text"], 0
        if block.get("id"):
            number += 1
            own = block["type"] not in ("heading", "paragraph")
            found[UUID(block["id"])] = Passage(block["id"] if own else anchor, heading, number)
    return found
