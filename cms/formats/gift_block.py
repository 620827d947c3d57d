"""The blocks of a GIFT file: lines between blank ones, comments taken out, every character still knowing its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from cms.formats.exchange import MAX_OPTIONS, TRIMMED, Format, Refusal, Remark, Text

_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_MARK = re.compile(r"\[(html|moodle|plain|markdown)\]")


@dataclass(frozen=True)
class Part:
    """A stretch of a block, from `start` to before `end`; `sign` is what announced it: `=`, `~` or nothing."""

    start: int
    end: int
    sign: str = ""


@dataclass
class Block:
    """`mask` is `text` with every escaped character hidden: what is found in it is structure."""

    lines: list[tuple[int, str]]
    comments: list[str]
    remarks: list[Remark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = "\n".join(line for _, line in self.lines)
        self.mask = _ESCAPE.sub("\0\0", self.text)
        self._starts = [0]
        for _, line in self.lines[:-1]:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1."""
        index = bisect_right(self._starts, offset) - 1
        return self.lines[index][0], offset - self._starts[index] + 1

    def error(self, refusal: Refusal) -> Remark:
        return Remark(*self.place(refusal.offset), refusal.code, tuple(refusal.params.items()))

    def remark(self, offset: int, code: str, **params: str) -> None:
        self.remarks.append(Remark(*self.place(offset), code, tuple(params.items())))

    def trimmed(self, part: Part) -> Part:
        """The same stretch without outer blanks."""
        start, end = part.start, part.end
        while start < end and self.text[start] in TRIMMED:
            start += 1
        while end > start and self.text[end - 1] in TRIMMED:
            end -= 1
        return Part(start, end, part.sign)

    def find(self, wanted: str, part: Part) -> int:
        return self.mask.find(wanted, part.start, part.end)

    def raw(self, part: Part) -> str:
        part = self.trimmed(part)
        return self.text[part.start : part.end]

    def read(self, part: Part, default: Format) -> Text:
        """The text of a stretch, with the format named at its beginning."""
        return read_text(self.raw(part), default)

    def optional(self, part: Part, default: Format) -> Text | None:
        found = self.read(part, default)
        return found if found.text else None

    def split(self, part: Part, signs: str) -> tuple[Part, list[Part]]:
        """What stands before the first sign, and what follows each. Refuses the first of too many."""
        places: list[int] = []
        for match in re.compile(f"[{signs}]").finditer(self.mask, part.start, part.end):
            if len(places) == MAX_OPTIONS:
                raise Refusal(match.start(), "too_many_options", limit=f"{MAX_OPTIONS}")
            places.append(match.start())
        ends = [*places[1:], part.end][: len(places)]
        found = [Part(at + 1, end, self.mask[at]) for at, end in zip(places, ends, strict=True)]
        return Part(part.start, places[0] if places else part.end), found


def read_text(raw: str, default: Format) -> Text:
    """Unescaped, with the format named at its beginning or the one given."""
    found: Format = default
    if mark := _MARK.match(raw):
        found, raw = mark[1], raw[mark.end() :]  # type: ignore[assignment]
    return Text(unescaped(joined(raw)).strip(TRIMMED), found)


def joined(raw: str) -> str:
    """Lines without the blanks that indent them, as Moodle reads them; those after an escaped line end stay."""
    return "\n".join(line.strip(TRIMMED) for line in raw.split("\n"))


def unescaped(raw: str) -> str:
    return _ESCAPE.sub(lambda match: "\n" if match[1] == "n" else match[1], raw)


def blocks(text: str) -> Iterator[Block]:
    """Blocks that hold more than comments."""
    lines: list[tuple[int, str]] = []
    comments: list[str] = []
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate([*plain.split("\n"), ""], start=1):
        bare = line.strip(TRIMMED)
        if bare.startswith("//"):
            comments.append(bare)
        elif bare:
            lines.append((number, line))
        else:
            if lines:
                yield Block(lines, comments)
            lines, comments = [], []
