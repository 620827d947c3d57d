"""HTML that people write, made safe once, at write; and figures of career packs, checked before they are inlined.

The only module that imports bleach or nh3, and the only one that marks HTML as safe. nh3 (an HTML5 parser) drops what
is dangerous together with its content, bleach turns addresses into links, nh3 has the last word.
"""

from __future__ import annotations

from typing import Final

import bleach
import nh3
from bleach.linkifier import Linker
from django.utils.safestring import SafeString, mark_safe

from lib.svg import UnsafeSvg, clean_svg

__all__ = ["ATTRIBUTES", "REL", "SCHEMES", "TAGS", "UnsafeSvg", "clean", "clean_svg", "safe"]

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


def safe(html: str) -> SafeString:
    """Mark HTML as safe to show. Only for what `clean` or `clean_svg` returned, or for markup of our own."""
    return mark_safe(html)


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
