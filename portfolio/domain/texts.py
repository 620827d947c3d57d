"""Texts people write: cleaned once, when they are written; shown in the reader's language when there is one."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Protocol, TypeVar

from django.utils.html import linebreaks

from lib.html import clean

_PARAGRAPH = re.compile(r"</p>\s*<p>")


class InLanguage(Protocol):
    locale: str


T = TypeVar("T", bound=InLanguage)


def rich(text: str) -> str:
    """What is stored: plain text becomes paragraphs, simple HTML stays, anything else is dropped."""
    text = text.replace("\r\n", "\n").strip()
    return clean(text if "<" in text else str(linebreaks(text, autoescape=True))) if text else ""


def as_typed(html: str) -> str:
    """What is edited: paragraphs as blank lines, other HTML as it is stored."""
    text = re.sub(r"<br ?/?>\n?", "\n", _PARAGRAPH.sub("\n\n", html.strip()))
    text = text.removeprefix("<p>").removesuffix("</p>")
    if re.search(r"<[a-z/]", text):
        return html
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
