"""The editor's HTML back to the Markdown of packs, such that reading it again gives the same HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from cms.packs.typography import plain

_WRAPS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "sub": "~", "sup": "^"}
_SPECIAL = re.compile(r"[\\*`~^]|(?<!\w)_|_(?!\w)|\](?=\()|&(?=#?\w+;)|<(?=[A-Za-z/!])")
_START = re.compile(r"(?:[-+>](?=\s)|#{1,6}(?=\s)|:::|\|)")
_NUMBERED = re.compile(r"(\d+)([.)])(?=\s)")


def prose(html: str) -> str:
    """Paragraphs, lists and quotes, separated by empty lines."""
    parts = [_block(node) for node in BeautifulSoup(html, "html.parser").children if isinstance(node, Tag)]
    return "\n\n".join(part for part in parts if part)


def escaped(text: str) -> str:
    """A text without markup, written so that none is read into it."""
    text = _SPECIAL.sub(lambda found: "\\" + found[0], plain(text))
    text = _NUMBERED.sub(r"\1\\\2", text, count=1) if _NUMBERED.match(text) else text
    return "\\" + text if _START.match(text) else text


def _block(node: Tag, depth: int = 0) -> str:
    if node.name in ("ul", "ol"):
        return "\n".join(_items(node, depth))
    if node.name == "blockquote":
        return "> " + _inline(node).strip()
    text = _inline(node).strip()
    return (
        "\\" + text
        if _START.match(text)
        else _NUMBERED.sub(r"\1\\\2", text, count=1)
        if _NUMBERED.match(text)
        else text
    )


def _items(node: Tag, depth: int) -> Iterator[str]:
    for number, item in enumerate(node.find_all("li", recursive=False), 1):
        sign = f"{number}." if node.name == "ol" else "-"
        yield " " * depth + f"{sign} {_inline(item).strip()}"
        for inner in item.find_all(["ul", "ol"], recursive=False):
            yield from _items(inner, depth + len(sign) + 1)


def _inline(node: PageElement) -> str:
    if isinstance(node, NavigableString):
        return _SPECIAL.sub(lambda found: "\\" + found[0], plain(str(node)))
    if not isinstance(node, Tag) or node.name in ("ul", "ol"):
        return ""
    if node.name == "br":
        return "\\\n"
    if node.name == "code":
        return f"`{node.get_text()}`"
    text = "".join(_inline(child) for child in node.children)
    if node.name == "a":
        return f"[{text}]({node.get('href')})"
    wrap = _WRAPS.get(node.name, "")
    if not wrap or not text.strip():
        return text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}{wrap}{text.strip()}{wrap}{tail}"
