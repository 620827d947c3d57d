"""The allow-list for figures: an SVG is rewritten from what is known to be harmless, or refused by line.

No DOCTYPE or entity, processing instruction, script, style, foreignObject, event handler or outside reference can
pass, because only the elements, attributes and functions named here do. Identifiers and the references to them are
prefixed, so that two figures on one page never meet. Parsed by expat (the parser under xml.etree), which says on
which line it is. Source: docs/packs.md, "Figures".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from lib.wording import Table, say

MAX_LENGTH: Final = 300_000
MAX_DEPTH: Final = 40
MAX_USES: Final = 16
NAMESPACE: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "http://www.w3.org/1999/xlink"

_ELEMENTS_TEXT = (
    "svg g defs title desc path rect circle ellipse line polyline polygon text tspan linearGradient radialGradient"
    " stop clipPath mask pattern marker symbol use"
)
ELEMENTS: Final = frozenset(_ELEMENTS_TEXT.split())
_ATTRIBUTES_TEXT = (
    "id class role lang tabindex focusable viewBox preserveAspectRatio version width height x y x1 y1 x2 y2 cx cy r"
    " rx ry dx dy fx fy d points transform rotate textLength lengthAdjust pathLength offset gradientUnits"
    " gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits patternUnits patternContentUnits"
    " patternTransform markerUnits markerWidth markerHeight refX refY orient fill fill-opacity fill-rule stroke"
    " stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray"
    " stroke-dashoffset opacity color stop-color stop-opacity clip-path clip-rule mask marker-start marker-mid"
    " marker-end visibility display overflow paint-order vector-effect shape-rendering text-rendering text-anchor"
    " dominant-baseline alignment-baseline baseline-shift font-family font-size font-style font-weight font-variant"
    " letter-spacing word-spacing text-decoration xml:space xml:lang aria-label aria-hidden aria-labelledby"
    " aria-describedby href xlink:href"
)
ATTRIBUTES: Final = frozenset(_ATTRIBUTES_TEXT.split())
_FUNCTIONS_TEXT = "url rgb rgba hsl hsla var matrix translate scale rotate skewX skewY skewx skewy"
FUNCTIONS: Final = frozenset(_FUNCTIONS_TEXT.split())
_ID = re.compile(r"[A-Za-z_][\w.-]*")
_URL = re.compile(r"url\(\s*(['\"]?)#([A-Za-z_][\w.-]*)\1\s*\)")
_FUNCTION = re.compile(r"([\w-]+)\s*\(")
_FREE_TEXT = frozenset({"aria-label"})
_MESSAGES: Table = {
    "unsafe": ("Figure refusée, ligne {line} : {what}", "Figure refused, line {line}: {what}"),
}


class UnsafeSvg(ValueError):
    """A figure that was refused: `what` (an element, an attribute or a construct) on the 1-based `line`."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")
        self.line = line
        self.what = what

    def message(self, locale: str) -> str:
        """The reason in French ("fr…") or English."""
        return say(_MESSAGES, "unsafe", {"line": self.line, "what": self.what}, locale)


@dataclass
class _Writer:
    prefix: str
    parser: expat.XMLParserType
    out: list[str] = field(default_factory=list)
    depth: int = 0
    uses: int = 0
    ids: set[str] = field(default_factory=set)

    def refuse(self, what: str) -> UnsafeSvg:
        return UnsafeSvg(self.parser.CurrentLineNumber, what)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.uses += name == "use"
        if name not in ELEMENTS or (name == "svg") != (self.depth == 1):
            raise self.refuse(f"<{name[:60]}>")
        if self.depth > MAX_DEPTH or self.uses > MAX_USES:
            raise self.refuse("too complex")
        written = [f" {key}={quoteattr(self.attribute(key, value))}" for key, value in attributes.items()]
        self.out.append(f"<{name}{''.join(written)}>")

    def end(self, name: str) -> None:
        self.depth -= 1
        self.out.append(f"</{name}>")

    def text(self, text: str) -> None:
        self.out.append(escape(text))

    def attribute(self, key: str, value: str) -> str:
        if self.depth == 1 and (key, value) in (("xmlns", NAMESPACE), ("xmlns:xlink", XLINK)):
            return value
        if key not in ATTRIBUTES:
            raise self.refuse(f"{key[:60]}=")
        if key in _FREE_TEXT:
            return value
        if key == "id":
            if not _ID.fullmatch(value) or value in self.ids:
                raise self.refuse(f'id="{value[:60]}"')
            self.ids.add(value)
            return f"{self.prefix}-{value}"
        if key in ("href", "xlink:href"):
            if not value.startswith("#") or not _ID.fullmatch(value[1:]):
                raise self.refuse(f'{key}="{value[:60]}"')
            return f"#{self.prefix}-{value[1:]}"
        if key in ("aria-labelledby", "aria-describedby"):
            return " ".join(f"{self.prefix}-{name}" for name in value.split())
        if "\\" in value or "/*" in value:
            raise self.refuse(f'{key}="{value[:60]}"')
        if any(name not in FUNCTIONS for name in _FUNCTION.findall(value)):
            raise self.refuse(f'{key}="{value[:60]}"')
        rewritten = _URL.sub(lambda match: f"\0#{self.prefix}-{match[2]})", value)
        if re.search(r"url\s*\(", rewritten, re.IGNORECASE):
            raise self.refuse(f'{key}="{value[:60]}"')
        return rewritten.replace("\0", "url(")


def clean_svg(svg: str, prefix: str) -> str:
    """Rewrite a figure from allowed parts only, every id and reference prefixed with `prefix-`; comments are dropped.

    `prefix` is a block id (letters, digits, `-`, `_`). Raises `UnsafeSvg` naming line and construct, `ValueError` for
    a bad prefix.
    """
    if not re.fullmatch(r"[A-Za-z0-9_-]+", prefix):
        raise ValueError("a prefix holds letters, digits, hyphens and underscores only")
    if len(svg) > MAX_LENGTH:
        raise UnsafeSvg(1, "too long")
    parser = expat.ParserCreate("utf-8")
    writer = _Writer(prefix, parser)

    def refused(what: str) -> None:
        raise writer.refuse(what)

    parser.buffer_text = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    parser.StartDoctypeDeclHandler = lambda *_: refused("<!DOCTYPE>")
    parser.EntityDeclHandler = lambda *_: refused("<!ENTITY>")
    parser.ProcessingInstructionHandler = lambda target, _: refused(f"<?{target[:60]}?>")
    try:
        parser.Parse(svg.lstrip("\ufeff \r\n\t").encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        raise UnsafeSvg(error.lineno, expat.ErrorString(error.code)) from error
    return "".join(writer.out)
