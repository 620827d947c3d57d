"""Markdown to the HTML that Wagtail's editor itself would write, so that opening and saving a text changes nothing."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from cms.packs.typography import typeset

# Outermost first: the order in which the editor nests styles.
_STYLES = {"link": "a", "strong": "b", "em": "i", "s": "s", "sub": "sub", "sup": "sup"}
_ORDER = ("b", "i", "s", "sub", "sup", "code")
_COUNTED = ("a", "b", "i")
_HTML = re.compile(r"</?[a-z!]", re.IGNORECASE)
_HREF = re.compile(r"(https?://|mailto:)\S+")
_LISTS = {"bullet_list": "ul", "ordered_list": "ol"}


@dataclass(frozen=True)
class Run:
    """A stretch of text with its styles; `href` is empty without a link."""

    text: str
    styles: frozenset[str] = frozenset()
    href: str = ""


@dataclass
class Rich:
    """The result of one Markdown text. `complaints` are (line offset from 0, message)."""

    html: str = ""
    skeleton: list[str] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    complaints: list[tuple[int, str]] = field(default_factory=list)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return parser.use(sub_plugin).use(superscript_plugin)


_MARKDOWN = _parser()


def rich(text: str, language: str, block: uuid.UUID) -> Rich:
    """Prose: paragraphs, lists and quotes of one paragraph an item, inline styles and links."""
    result = Rich()
    _Renderer(result, language, block).blocks(_MARKDOWN.parse(text))
    return result


def plain(text: str, language: str) -> tuple[str, str]:
    """A text shown without markup, and a complaint (or "")."""
    complaints: list[str] = []
    runs = list(_runs(_MARKDOWN.parseInline(text)[0].children or [], complaints))
    if any(run.styles or run.href for run in runs) and not complaints:
        complaints.append("no bold, italic, link or code here: this text is shown plain")
    return typeset("".join(run.text for run in runs), language), "; ".join(complaints[:1])


def cells(text: str, language: str) -> tuple[list[list[str]], str]:
    """The rows of one pipe table, header first, and a complaint (or "")."""
    tokens = _MARKDOWN.parse(text)
    if not tokens or tokens[0].type != "table_open" or tokens[-1].type != "table_close":
        return [], "one pipe table was expected: | a | b | then | --- | --- |"
    rows: list[list[str]] = []
    complaint = ""
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            cell, message = plain(token.content, language)
            rows[-1].append(cell)
            complaint = complaint or (f"cell '{token.content}': {message}" if message else "")
    return rows, complaint


class _Renderer:
    def __init__(self, result: Rich, language: str, block: uuid.UUID) -> None:
        self.result, self.language, self.block = result, language, block
        self.count = 0

    def blocks(self, tokens: list[Token]) -> None:
        position = 0
        while position < len(tokens):
            token = tokens[position]
            end = _closing(tokens, position)
            if token.type == "paragraph_open":
                self.result.html += self.element("p", tokens[position + 1])
            elif token.type.removesuffix("_open") in _LISTS:
                self.items(tokens[position : end + 1])
            elif token.type == "blockquote_open":
                self.quote(tokens[position : end + 1])
            else:
                self.complain(token, f"{_NAMES.get(token.type, token.type)} has no place in a text")
            position = end + 1

    def items(self, tokens: list[Token]) -> None:
        name = _LISTS[tokens[0].type.removesuffix("_open")]
        if tokens[0].attrs.get("start", 1) != 1:
            self.complain(tokens[0], "a numbered list starts at 1")
        self.result.html += f"<{name}>"
        position = 1
        while position < len(tokens) - 1:
            end = _closing(tokens, position)
            self.item(name, tokens[position + 1 : end])
            position = end + 1
        self.result.html += f"</{name}>"

    def item(self, name: str, inner: list[Token]) -> None:
        if not inner or inner[0].type != "paragraph_open":
            if inner:
                self.complain(inner[0], "a list item starts with its text")
            return
        self.result.html += self.element("li", inner[1], mark=name).removesuffix("</li>")
        position = 3
        while position < len(inner):
            end = _closing(inner, position)
            if inner[position].type.removesuffix("_open") in _LISTS:
                self.items(inner[position : end + 1])
            else:
                self.complain(inner[position], "one paragraph an item")
            position = end + 1
        self.result.html += "</li>"

    def quote(self, tokens: list[Token]) -> None:
        if [token.type for token in tokens[1:-1]] != ["paragraph_open", "inline", "paragraph_close"]:
            self.complain(tokens[0], "a quote holds one paragraph")
            return
        self.result.html += self.element("blockquote", tokens[2])

    def element(self, name: str, token: Token, mark: str = "") -> str:
        complaints: list[str] = []
        runs = [
            Run(run.text if "code" in run.styles else typeset(run.text, self.language), run.styles, run.href)
            for run in _runs(token.children or [], complaints)
        ]
        for message in dict.fromkeys(complaints):
            self.complain(token, message)
        runs = [run for run in runs if run.text]
        inner = _nest(runs, ("a", *_ORDER))
        self.count += 1
        key = hashlib.sha1(f"{self.block}:{self.count}".encode(), usedforsecurity=False).hexdigest()[:5]
        self.result.skeleton.append(f"{mark or name}({' '.join(_marks(inner))})")
        self.result.strings.append(inner)
        return f'<{name} data-block-key="{key}">{inner}</{name}>'

    def complain(self, token: Token, message: str) -> None:
        self.result.complaints.append((token.map[0] if token.map else 0, message))


_NAMES = {
    "table_open": "a table outside ::: table",
    "heading_open": "a heading other than '## Title {#id}'",
    "fence": "a code fence",
    "code_block": "an indented code block",
    "hr": "a rule",
}


def _closing(tokens: list[Token], start: int) -> int:
    depth = 0
    for position in range(start, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens) - 1


def _runs(children: list[Token], complaints: list[str]) -> Iterator[Run]:
    styles: list[str] = []
    href = ""
    for token in children:
        name = _STYLES.get(token.type.removesuffix("_open").removesuffix("_close"))
        if token.type in ("text", "code_inline"):
            complaints += _complaints(token, styles)
            yield Run(token.content, frozenset({*styles, "code"} if token.type == "code_inline" else styles), href)
        elif token.type in ("softbreak", "hardbreak"):
            yield Run("\n" if token.type == "hardbreak" else " ", frozenset(styles), href)
        elif name == "a":
            href = str(token.attrs.get("href", "")) if token.nesting == 1 else ""
            if token.nesting == 1 and not _HREF.fullmatch(href):
                complaints.append(f"a link goes to https://… or mailto:…, not to '{href}'")
            if styles and token.nesting == 1:
                complaints.append("a link inside bold or italic: write it beside")
        elif name and token.nesting == 1:
            styles.append(name)
        elif name:
            styles.remove(name)
        else:
            complaints.append(f"{token.type.replace('_', ' ')} has no place in a text")


def _complaints(token: Token, styles: list[str]) -> Iterator[str]:
    if token.type == "code_inline" and styles:
        yield "code inside bold or italic"
    if "  " in token.content:
        yield "two spaces in a row"
    if token.type == "text" and _HTML.search(token.content):
        yield "HTML is not allowed"


def _nest(runs: list[Run], order: tuple[str, ...]) -> str:
    """Runs as HTML, neighbours that share a style sharing its element."""
    if not order:
        return "".join(escape(run.text, quote=False).replace("\n", "<br/>") for run in runs)
    name, html, position = order[0], "", 0
    while position < len(runs):
        value = _value(runs[position], name)
        end = position
        while end < len(runs) and _value(runs[end], name) == value:
            end += 1
        inner = _nest(runs[position:end], order[1:])
        start = f'<a href="{escape(value)}">' if name == "a" else f"<{name}>"
        html += f"{start}{inner}</{name}>" if value else inner
        position = end
    return html


def _value(run: Run, name: str) -> str:
    return run.href if name == "a" else name if name in run.styles else ""


def _marks(inner: str) -> Iterator[str]:
    """The styles of one string in order; one that covers all of it is marked: it stays outside of the translation."""
    for found in re.finditer(r"<([a-z]+)[ >]", inner):
        if found[1] in _COUNTED:
            whole = (
                inner.startswith(f"<{found[1]}")
                and inner.endswith(f"</{found[1]}>")
                and inner.count(f"</{found[1]}>") == 1
            )
            yield f"{found[1]}!" if whole else found[1]
