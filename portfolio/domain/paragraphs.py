"""Paragraphs of a text that holds HTML: blank lines separate them wherever no block of its own stands."""

import re
from collections import Counter

_TOKEN = re.compile(r"<(/?)([a-z0-9]+)[^<>]*>|[^<]+|<")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_BLOCKS = frozenset({"p", "ul", "ol", "li", "blockquote", "h3"})


class _Text:
    """What was written so far, and the paragraph that is open. `open_tags`: (name, tag) of inline tags not closed, each
    name once; they are closed where a paragraph ends and opened again in the next, links apart: their addresses have no
    limit. `within`: how often a tag stands in another one of its name, which says nothing more.
    """

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.paragraph: list[str] = []
        self.open_tags: list[tuple[str, str]] = []
        self.within: Counter[str] = Counter()
        self.says = False  # the paragraph holds more than tags and spaces

    def add(self, text: str) -> None:
        first, *others = _BLANK_LINE.split(text)
        self._piece(first)
        for piece in others:
            self.end()
            self._piece(piece)

    def _piece(self, piece: str) -> None:
        if self.says or piece.strip():
            self.paragraph.append((piece if self.says else piece.lstrip()).replace("\n", "<br>"))
            self.says = True

    def tag(self, name: str, tag: str, *, closes: bool) -> None:
        is_open = any(name == one for one, _ in self.open_tags)
        if is_open and (not closes or self.within[name]):
            self.within[name] += -1 if closes else 1
            return
        if closes and not is_open:
            return
        self.paragraph.append(tag)
        if closes:
            place = max(n for n, (one, _) in enumerate(self.open_tags) if one == name)
            del self.open_tags[place]
        elif name != "br":
            self.open_tags.append((name, tag))

    def end(self) -> None:
        if self.says:
            closers = "".join(f"</{name}>" for name, _ in reversed(self.open_tags))
            self.blocks.append(f"<p>{_without_end(''.join(self.paragraph))}{closers}</p>")
        self.open_tags = [(name, tag) for name, tag in self.open_tags if name != "a"]
        self.paragraph, self.says = [tag for _, tag in self.open_tags], False


def _without_end(text: str) -> str:
    """Without the spaces and breaks at its end."""
    kept = text.rstrip()
    while kept.endswith("<br>"):
        kept = kept.removesuffix("<br>").rstrip()
    return kept


def _on_one_line(text: str) -> str:
    """Each run of line ends, with the spaces around it, is one space."""
    first, *others = text.split("\n")
    if not others:
        return text
    between = [line for line in map(str.strip, others[:-1]) if line]
    return " ".join([first.rstrip(), *between, others[-1].lstrip()])


def paragraphs(html: str) -> str:
    """`html` (already clean: valid, closed, escaped) with each run of text outside a block in `<p>`: a blank line ends
    it, a single line end is a `<br>`. Blocks stay as they are; done twice it changes nothing.
    """
    found, inside, block = _Text(), 0, ""
    for match in _TOKEN.finditer(html):
        closes, name, token = bool(match[1]), match[2] or "", match[0]
        if name in _BLOCKS:
            if not inside:
                found.end()
            inside += -1 if closes else 1
            block += token
            if not inside:
                found.blocks.append(block)
                block = ""
        elif inside:
            # A line end of the source is a space there: what is edited shows line ends as breaks.
            block += token if name or not block.startswith("<p") else _on_one_line(token)
        elif name:
            found.tag(name, token, closes=closes)
        else:
            found.add(token)
    found.end()
    return "\n\n".join(found.blocks)
