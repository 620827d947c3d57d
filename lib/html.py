"""HTML that people write, made safe once, at write; and figures of career packs, checked before they are inlined.

The only module that imports bleach or nh3, and the only one that marks HTML as safe. nh3 (an HTML5 parser) drops what
is dangerous together with its content, bleach turns addresses into links, nh3 has the last word.
"""

from __future__ import annotations

import html as entities
import re
from typing import Final

import bleach
import nh3
from bleach.linkifier import Linker
from django.utils.safestring import SafeString

from lib.svg import UnsafeSvg, clean_svg

__all__ = ["ATTRIBUTES", "REL", "SCHEMES", "TAGS", "UnsafeSvg", "clean", "clean_svg", "safe", "to_text"]

TAGS: Final = frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h3"})
ATTRIBUTES: Final = {"a": {"href"}}
SCHEMES: Final = frozenset({"http", "https", "mailto"})
REL: Final = "nofollow noopener ugc"

LONGEST_WORD: Final = 2_000
_LINKER: Final = Linker(callbacks=[], skip_tags=["pre"], parse_email=False)


def clean(html: str) -> str:
    """Reduce HTML to `TAGS`, with links to `SCHEMES` only, each `rel="nofollow noopener ugc"`; bare addresses become
    links.

    Cleaning twice changes nothing. The result is a plain `str`: wrap it in `safe` to show it.
    """
    text = _sanitised(html.replace("\0", ""))
    text = bleach.clean(text, tags=TAGS, attributes={"a": ["href"]}, protocols=SCHEMES, strip=True, strip_comments=True)
    if any(len(word) > LONGEST_WORD for word in text.split()):
        return _sanitised(text)  # no address; searching one in it takes the square of its length
    return _sanitised(_LINKER.linkify(text))


_LINE_TAGS: Final = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "td", "th"}
_LINE_ENDS = re.compile(r"<br>|</?(?:p|div|li|tr|h[1-6]|blockquote|pre)>")
_ITEM = re.compile(r"<li>\s*")
_CELL = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^<>]*>")


def to_text(html: str) -> str:
    """What HTML says, as plain text: a line for each paragraph, item, row and break; scripts and styles go with their
    content.

    The result is text, never markup: what shows it escapes it.
    """
    kept = nh3.clean(html.replace("\0", ""), tags=_LINE_TAGS, attributes={}, link_rel=None, strip_comments=True)
    kept = re.sub(r"[ \t\r\n]+", " ", _CELL.sub(" ", kept))
    text = entities.unescape(_TAG.sub("", _LINE_ENDS.sub("\n", _ITEM.sub("\n- ", kept))))
    lines = (line.strip(" ") for line in text.replace("\0", "").split("\n"))
    return "\n".join(line for line in lines if line)


def safe(html: str) -> SafeString:
    """Mark HTML as safe to show. Only for what `clean` or `clean_svg` returned, or for markup of our own."""
    return SafeString(html)  # what `mark_safe` does of a text, without asking what else it might be


def _sanitised(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        url_relative="deny",
        link_rel=REL,
        strip_comments=True,
    )
