"""A small tree of an XML document in which every element knows its place; entities and DTDs are refused."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import InputSource

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from cms.formats.exchange import Remark

MAX_DEPTH = 40
MAX_NODES = 200_000


@dataclass
class Node:
    """`content` is the text right inside the element, outer blanks included."""

    tag: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[Node] = field(default_factory=list)
    content: str = ""

    def all(self, tag: str) -> Iterator[Node]:
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> Node | None:
        return next(self.all(tag), None)

    def walk(self, tag: str) -> Iterator[Node]:
        """Elements of that name at any depth, in the order of the file."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.walk(tag)

    def remark(self, code: str, **params: str) -> Remark:
        return Remark(self.line, self.column, code, tuple(params.items()))


class XmlRefused(Exception):
    def __init__(self, remark: Remark) -> None:
        super().__init__(remark.code)
        self.remark = remark


def read_xml(text: str) -> Node:
    """The root element. Raises `XmlRefused`."""
    handler = _Builder()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    # The text was decoded before: an encoding that the file declares no longer holds.
    source = InputSource()
    source.setByteStream(io.BytesIO(text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace")))
    source.setEncoding("utf-8")
    skipped = text[: len(text) - len(text.lstrip("\ufeff \t\r\n"))].count("\n")
    try:
        parser.parse(source)
    except SAXParseException as error:
        line, column = error.getLineNumber() or 0, error.getColumnNumber() or 0
        raise XmlRefused(Remark(line + skipped, column + 1, "xml_broken", (("found", error.getMessage()),))) from error
    except DefusedXmlException as error:
        raise XmlRefused(Remark(*handler.place(), "xml_dtd")) from error
    assert handler.root is not None  # a document without a root element is not well formed
    if skipped:
        _shift(handler.root, skipped)
    return handler.root


def _shift(node: Node, lines: int) -> None:
    node.line += lines
    for child in node.children:
        _shift(child, lines)


class _Builder(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root: Node | None = None
        self._nodes = 0
        self._open: list[tuple[Node, list[str]]] = []
        self._locator: Any = None

    def setDocumentLocator(self, locator: Any) -> None:
        self._locator = locator

    def place(self) -> tuple[int, int]:
        return self._locator.getLineNumber() or 1, (self._locator.getColumnNumber() or 0) + 1

    def startElement(self, name: str, attrs: Any) -> None:
        node = Node(name, dict(attrs), *self.place())
        if len(self._open) >= MAX_DEPTH:
            raise XmlRefused(node.remark("xml_deep", limit=str(MAX_DEPTH)))
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise XmlRefused(node.remark("xml_large", limit=str(MAX_NODES)))
        if self._open:
            self._open[-1][0].children.append(node)
        else:
            self.root = node
        self._open.append((node, []))

    def endElement(self, name: str) -> None:
        node, pieces = self._open.pop()
        node.content = "".join(pieces)

    def characters(self, content: str) -> None:
        if self._open:
            self._open[-1][1].append(content)
