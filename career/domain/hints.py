"""What can be told of an answer by rules that anybody can check: each hint names the words that triggered it.

Nothing here judges or adds up: the same text in the same language always gives the same hints. Offsets count the
characters of the answer as given.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import snowballstemmer

from career.domain.lexicon import LEXICONS, Lexicon

# Codes in the order in which they are told.
CODES = ("opening", "part", "ours", "no_result", "no_figure", "too_short", "too_long", "points")
PARTS = ("situation", "task", "action", "result")
# Words spoken in a minute, from calm to quick; below 40 a minute is left mostly silent.
SHORT, CALM, QUICK = 40, 130, 150
UNTIMED = 2  # minutes that an answer without a clock is read against
WORTH_READING = 60  # words below which steps are not looked for in a free text
QUOTED = 8  # words of a quotation

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_TOKEN = re.compile(r"[^\W_]+")
# A dot inside a number or a time ends no sentence.
_SENTENCE = re.compile(r"(?:[^.!?…\n]|[.!?…](?=\w))+[.!?…]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
_LIGATURES = str.maketrans({"œ": "o", "æ": "a", "’": "'", "‘": "'", "\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Hint:
    """`start` and `end` are -1 where nothing of the answer was the trigger; `values` are numbers and codes to tell."""

    code: str
    start: int = -1
    end: int = -1
    quote: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Point:
    """A key point of the bank; `echoes` are other ways of saying it."""

    text: str
    echoes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """How an answer reads. `points`: for each key point, where the answer has words of it."""

    words: int
    hints: tuple[Hint, ...]
    points: tuple[tuple[tuple[int, int], ...], ...]


def read(
    text: str,
    *,
    language: str,
    minutes: int,
    rubric: Sequence[str],
    points: Sequence[Point],
    parts: Mapping[str, str] | None = None,
) -> Reading:
    """`minutes`: the time a question had, 0 without a clock. `parts`: the four steps, where they were written apart."""
    lexicon, low = LEXICONS.get(language, LEXICONS["fr"]), flat(text)
    words = [match.span() for match in _WORD.finditer(text)]
    touched = tuple(_touches(text, low, point, lexicon) for point in points)
    hints: list[Hint] = []
    if words:
        told = bool(set(rubric) & {"structure", "evidence"}) or not rubric
        hints += _opening(text, low, lexicon)
        hints += _parts(text, low, lexicon, parts, words, narrative="structure" in rubric)
        hints += _ours(text, low, lexicon)
        if told:
            hints += _results(text, low, lexicon)
        hints += _length(text, words, minutes or UNTIMED)
    if words and not all(touched):
        missing = [place for place, found in enumerate(touched) if not found]
        hints.append(Hint("points", values={"missing": missing, "total": len(points)}))
    return Reading(len(words), tuple(hints), touched)


def flat(text: str) -> str:
    """The text in lower case without accents, character for character: offsets in it are offsets in `text`."""
    return "".join(_flat(letter) for letter in text.translate(_LIGATURES))


def _flat(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter)[0].lower()[0]


def has_figure(low: str, lexicon: Lexicon) -> bool:
    """A number in digits or letters; a year alone is a date."""
    return figure_in(low, lexicon) is not None


def figure_in(low: str, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where the first figure stands."""
    numbers = (match for match in _DIGITS.finditer(low) if not _YEAR.fullmatch(match[0]))
    found = next(numbers, None) or lexicon.figure.search(low)
    return found.span() if found else None


def _opening(text: str, low: str, lexicon: Lexicon) -> Iterator[Hint]:
    start = next((match.start() for match in _TOKEN.finditer(text)), 0)
    if found := lexicon.opening.match(low, start):
        end = start + len(found[0].rstrip(" ,.:!?…\n"))
        yield Hint("opening", start, end, text[start:end])


def _parts(
    text: str,
    low: str,
    lexicon: Lexicon,
    parts: Mapping[str, str] | None,
    words: Sequence[tuple[int, int]],
    *,
    narrative: bool,
) -> Iterator[Hint]:
    """Steps left empty; in a free text, where the question asks for a story, steps that nothing speaks of."""
    if parts is not None:
        for name in PARTS:
            if not parts.get(name, "").strip():
                yield Hint("part", values={"part": name, "written": 1})
        return
    if not narrative or len(words) < WORTH_READING:
        return
    absent = {
        "situation": not lexicon.situation.search(low),
        "task": not lexicon.task.search(low),
        "action": not lexicon.mine.search(low),
    }
    for name, missing in absent.items():
        if missing:
            yield Hint("part", values={"part": name, "written": 0})


def _ours(text: str, low: str, lexicon: Lexicon) -> Iterator[Hint]:
    """At least three times the team, and more than twice as often as oneself."""
    ours = [match for match in lexicon.ours.finditer(low) if text[match.start() : match.end()] != "US"]
    mine = sum(1 for _ in lexicon.mine.finditer(low))
    if len(ours) >= 3 and len(ours) > 2 * mine:
        start = ours[0].start()
        end = next((end for begin, end in sentences(text) if begin <= start < end), len(text))
        yield _quoted("ours", text, start, end, ours=len(ours), mine=mine)


def _results(text: str, low: str, lexicon: Lexicon) -> Iterator[Hint]:
    """A result is said by its words, or by a figure in the last sentence; a change may be told without a figure."""
    last = sentences(text)[-1]
    if not lexicon.result.search(low) and not has_figure(low[last[0] : last[1]], lexicon):
        yield _quoted("no_result", text, *last)
    if not has_figure(low, lexicon):
        vague, change = lexicon.vague.search(low), lexicon.change.search(low)
        span = next((found.span() for found in (vague, change) if found), last)
        yield _quoted("no_figure", text, *span, vague=int(bool(vague)), change=int(bool(change)))


def _length(text: str, words: Sequence[tuple[int, int]], minutes: int) -> Iterator[Hint]:
    count = len(words)
    if count < SHORT * minutes:
        seconds = count * 2 * 60 // (CALM + QUICK)
        yield Hint("too_short", values={"words": count, "seconds": seconds, "minutes": minutes})
    elif count > QUICK * minutes:
        start = words[QUICK * minutes][0]
        yield _quoted("too_long", text, start, words[-1][1], words=count, over=count - QUICK * minutes, minutes=minutes)


def _quoted(code: str, text: str, start: int, end: int, **values: Any) -> Hint:
    """A hint with at most eight words of the answer from `start`."""
    spans = [match.span() for match in _WORD.finditer(text, start, end)]
    stop = spans[min(len(spans), QUOTED) - 1][1] if spans else end
    return Hint(code, start, stop, text[start:stop], values)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence with a word in it begins and ends, without the spaces around."""
    found = []
    for match in _SENTENCE.finditer(text):
        inside = _TOKEN.search(match[0])
        if inside:
            found.append((match.start() + inside.start(), match.start() + len(match[0].rstrip())))
    return found or [(0, len(text))]


@cache
def _stemmer(name: str) -> Any:
    return snowballstemmer.stemmer(name)


@cache
def stems(word: str, algorithm: str) -> frozenset[str]:
    """Both stems of a word, accents kept or folded first: what is typed without accents meets what is not."""
    stemmer, lower = _stemmer(algorithm), word.lower()
    return frozenset({flat(stemmer.stemWord(lower)), stemmer.stemWord(flat(lower))})


def _content(text: str, lexicon: Lexicon) -> list[str]:
    return [
        word
        for match in _TOKEN.finditer(text)
        if len(word := match[0]) > 2 and not word.isdigit() and word.lower() not in lexicon.empty
    ]


def _touches(text: str, low: str, point: Point, lexicon: Lexicon) -> tuple[tuple[int, int], ...]:
    """Words of the answer that say the point: half of its own words, two at most, or all of an echo. What a point asks
    to go beyond is none of its words, and a figure alone says no point that has others.
    """
    wanted = list(dict.fromkeys(_content(lexicon.beyond.sub(" ", point.text), lexicon)))
    said: dict[str, list[tuple[int, int]]] = {}
    for match in _TOKEN.finditer(text):
        for stem in stems(match[0], lexicon.stemmer):
            said.setdefault(stem, []).append(match.span())
    found = {word: spans for word in wanted if (spans := _said(word, said, low, lexicon))}
    places = {spans[0] for spans in found.values()}
    bare = places == {figure_in(low, lexicon)} and not all(flat(word) in lexicon.figure_words for word in wanted)
    if wanted and not bare and len(places) >= min(2, max(1, len(wanted) // 2)):
        return tuple(sorted(places))
    for echo in point.echoes:
        parts = _content(echo, lexicon) or [match[0] for match in _TOKEN.finditer(echo)]
        echoed = [_said(word, said, low, lexicon) for word in parts]
        if echoed and all(echoed):
            return tuple(sorted({spans[0] for spans in echoed}))
    return ()


def _said(word: str, said: Mapping[str, list[tuple[int, int]]], low: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    for stem in stems(word, lexicon.stemmer):
        if stem in said:
            return said[stem]
    plain = flat(word)
    if plain in lexicon.figure_words and (figure := figure_in(low, lexicon)):
        return [figure]
    if plain in lexicon.date_words and (date := lexicon.date.search(low)):
        return [date.span()]
    return []
