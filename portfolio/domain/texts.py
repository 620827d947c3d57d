"""Texts people write: cleaned once, when they are written; shown in the reader's language when there is one."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Protocol, TypeVar

from django.utils.html import linebreaks

from lib.html import REL, clean
from portfolio.domain.paragraphs import paragraphs

_PARAGRAPH = re.compile(r"</p>\s*<p>")
_BLOCK = re.compile(r"</?(?:p|ul|ol|li|blockquote|h3)\b")
# Links get it when they are cleaned: whoever edits them did not write it.
_REL = re.compile(f'(<a [^<>]*?) rel="{REL}"')


class InLanguage(Protocol):
    locale: str


T = TypeVar("T", bound=InLanguage)


def rich(text: str) -> str:
    """What is stored: blank lines separate paragraphs, simple HTML stays, anything else is dropped."""
    text = text.replace("\r\n", "\n").strip()
    if "<" not in text:
        return clean(str(linebreaks(text, autoescape=True))) if text else ""
    for typed, kept in (("b", "strong"), ("i", "em")):
        text = re.sub(rf"<(/?){typed}(?=[\s>])", rf"<\1{kept}", text, flags=re.IGNORECASE)
    return clean(paragraphs(clean(text)))


def as_typed(html: str) -> str:
    """What is edited: paragraphs as blank lines; with other blocks, the HTML as it is stored."""
    text = re.sub(r"<br ?/?>\n?", "\n", _PARAGRAPH.sub("\n\n", html.strip()))
    text = text.removeprefix("<p>").removesuffix("</p>")
    if _BLOCK.search(text):
        return html
    if re.search(r"<[a-z/]", text):
        return _REL.sub(r"\1", text)
    plain = unescape(text)
    return html if "<" in plain else plain


def plain(html: str) -> str:
    """Without its tags, for descriptions and lists."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def choose(rows: Iterable[T], *wanted: str) -> T | None:
    """The row of the first wanted language that exists, else any."""
    found = {row.locale: row for row in rows}
    for language in wanted:
        if language in found:
            return found[language]
    return next(iter(found.values()), None)
