"""Texts of other programs as the bank keeps them: plain, whatever they were marked up with."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt

from cms.formats.exchange import TRIMMED, Text
from lib.html import to_text

MAX_MARKUP: Final = 20_000
_NAMES = (
    "p|br|div|span|b|i|u|em|strong|small|sub|sup|code|pre|ul|ol|li|a|img|h[1-6]|hr|table|thead|tbody|tr|td|th"
    "|blockquote|font|center|script|style|iframe|svg|video|audio|object|embed|form|input|link|meta|math"
)
_VALUE = r"(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+)"
_HTML = re.compile(
    rf"</?(?:{_NAMES})(?:\s+[\w:-]+(?:\s*=\s*{_VALUE})?)*\s*/?>|&(?:[a-z]{{2,8}}|#[0-9]{{1,6}});", re.IGNORECASE
)
_TAG = re.compile(r"<[a-z][a-z0-9]*", re.IGNORECASE)
_SILENT = {"<p", "<br", "<div", "<span"}
_MARKDOWN = MarkdownIt("commonmark", {"html": True})
# 10 to the power of 6 must not become 106.
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()n", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙ")
_SMALL = re.compile(r"<(sup|sub)(?:\s[^<>]*)?>\s*([0-9+=()n−-]+)\s*</\1>", re.IGNORECASE)


class TooLong(ValueError):
    """A marked-up text longer than `MAX_MARKUP`."""


def plain(text: Text) -> tuple[str, bool]:
    """The text without markup, and whether markup that shows was lost. Raises `TooLong`."""
    if len(text.text) > MAX_MARKUP:
        raise TooLong
    if text.format == "plain" or (text.format == "moodle" and not _HTML.search(text.text)):
        return text.text.strip(TRIMMED), False
    html = text.text
    if text.format == "markdown":
        html = _MARKDOWN.render(html)
    elif text.format == "moodle":
        html = html.replace("\n", "<br>")
    # Outside HTML, a tag may well be what the question is about.
    lost = {tag.lower() for tag in _TAG.findall(html)} - _SILENT
    lost |= {tag.lower() for tag in _TAG.findall(text.text)} - {"<br"} if text.format != "html" else set()
    return to_text(_SMALL.sub(_small, html)), bool(lost)


def _small(match: re.Match[str]) -> str:
    return match[2].translate(_RAISED if match[1].lower() == "sup" else _LOWERED)
