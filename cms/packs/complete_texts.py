"""What a whole pack says: both languages comparable, clean, readable, worked out right, no names of its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from cms.packs.arithmetic import equations
from cms.packs.objects import Document, Entry, Fault, Pack
from cms.packs.schema import LANGUAGES
from cms.packs.shown import Pair, Shown, block_texts, pairs, shown, tables
from cms.packs.typography import untidy

RATIO: Final = (0.6, 1.7)
# A text of this many words in one language is long: its length is compared by itself. Shorter ones only in sum.
LONG: Final = 20
# A text of this many words, the same in both languages, was not translated.
TRANSLATED: Final = 8
MEAN_SENTENCE: Final = 18
LONG_SENTENCE: Final = 30
LONG_SHARE: Final = 0.1
# What is read from top to bottom; tables, lists of items and options are not sentences in a row.
_PROSE: Final = ("paragraph", "key", "case", "exercise", "solution")
_SENTENCE = re.compile(r"(?<=[.!?…»”])\s+(?=[«“A-ZÀ-ÝŒ0-9])")
_FILE_NAME = re.compile(r"\b[\w-]+\.txt\b|\b\d{3}_[0-9a-f]{8,}\b")
# Files that sites and crawlers know by these names.
_WELL_KNOWN: Final = ("security.txt", "robots.txt", "ads.txt", "llms.txt")


def text_faults(pack: Pack) -> Iterator[Fault]:
    """Faults in what readers see."""
    named = _sources(pack)
    for text in shown(pack):
        if complaint := untidy(text.text, text.language, wrapped=not text.drawn):
            yield text.fault(complaint)
        for found in [*_FILE_NAME.finditer(text.text), *(named.finditer(text.text) if named else ())]:
            if found[0] not in _WELL_KNOWN:
                yield text.fault(f"'{found[0]}' names a source; readers are told in words what it is")
        yield from _calculations(text)
    for entry in tables(pack):
        yield from _lengths(entry)
    for document in pack.documents():
        yield from _document_lengths(document)
        yield from _files(pack, document, named)
    for lesson in pack.lessons.values():
        yield from _reading_level(lesson)


def worked_answers(pack: Pack) -> dict[str, list[str]]:
    """The codes of numeric questions by how their answer is checked: "kpi", "worked" in the feedback, "stated"."""
    found: dict[str, list[str]] = {"kpi": [], "worked": [], "stated": []}
    for question in pack.questions.values():
        if question.data["kind"] == "numeric":
            found["kpi" if question.data.get("kpi") else _worked(question)].append(question.key)
    return found


def sentences(document: Document, language: str) -> list[int]:
    """The words of each sentence of the prose of a lesson."""
    prose = document.texts[language].of_type(*_PROSE)
    lines = [line for block in prose for text in block_texts(block) for line in text.splitlines()]
    return [len(sentence.split()) for line in lines for sentence in _SENTENCE.split(line.strip()) if sentence]


def _sources(pack: Pack) -> re.Pattern[str] | None:
    """Row ids, and what the ids of one family begin with ("S1-KPI" of "S1-KPI-4")."""
    families = {"-".join(row.split("-")[:2]) for row in pack.coverage}
    words = "|".join(sorted(map(re.escape, {*pack.coverage, *families}), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?!\w)") if words else None


def _files(pack: Pack, document: Document, named: re.Pattern[str] | None) -> Iterator[Fault]:
    for name, content in document.files.items():
        text = content.decode("utf-8", errors="replace")
        for found in [*_FILE_NAME.finditer(text), *(named.finditer(text) if named else ())]:
            place = f"{document.folder.relative_to(pack.path).as_posix()}/{name}"
            yield Fault(place, text.count("\n", 0, found.start()) + 1, "", f"'{found[0]}' names a source")


def _calculations(text: Shown) -> Iterator[Fault]:
    for equation in equations(text.text, text.language):
        if not equation.holds:
            yield text.fault(f"the calculation does not come out: {' '.join(equation.written.split())}")


def _worked(question: Entry) -> str:
    answer, tolerance = Decimal(question.data["answer"]), Decimal(question.data["tolerance"])
    for language in LANGUAGES:
        found = equations(question.data[language]["right"], language)
        if not any(one.holds and abs(one.right - answer) <= tolerance for one in found):
            return "stated"
    return "worked"


def _lengths(entry: Entry) -> Iterator[Fault]:
    found = list(pairs(entry))
    for pair in found:
        yield from _compared(pair, "")
    french, english = (" ".join(text) for text in ([p.french for p in found], [p.english for p in found]))
    yield from _compared(Pair(french, english, entry.lines.fault("", "en")), " in all")


def _document_lengths(document: Document) -> Iterator[Fault]:
    if len(document.texts) < len(LANGUAGES):
        return
    french, english = (document.texts[language] for language in LANGUAGES)
    yield from _ratio(french.words, english.words, Fault(english.file, 1, "", ""), " in all")
    for ours, theirs in zip(french.blocks, english.blocks, strict=False):
        ours_text, their_text = (" ".join(block_texts(block)) for block in (ours, theirs))
        pair = Pair(ours_text, their_text, Fault(english.file, theirs.line, theirs.key, ""))
        yield from _compared(pair, "")


def _compared(pair: Pair, what: str) -> Iterator[Fault]:
    french, english = len(pair.french.split()), len(pair.english.split())
    if max(french, english) >= LONG:
        yield from _ratio(french, english, pair.where, what)
    if french >= TRANSLATED and pair.french == pair.english:
        yield Fault(pair.where.file, pair.where.line, pair.where.key, "the same text in both languages")


def _ratio(french: int, english: int, where: Fault, what: str) -> Iterator[Fault]:
    if not RATIO[0] * french <= english <= RATIO[1] * french:
        message = f"{english} words in English for {french} in French{what}; {RATIO[0]} to {RATIO[1]} times is usual"
        yield Fault(where.file, where.line, where.key, message)


def _reading_level(lesson: Document) -> Iterator[Fault]:
    for language, text in lesson.texts.items():
        lengths: list[Any] = sentences(lesson, language)
        if not lengths:
            continue
        mean = sum(lengths) / len(lengths)
        share = sum(length > LONG_SENTENCE for length in lengths) / len(lengths)
        if mean > MEAN_SENTENCE:
            message = f"{mean:.1f} words a sentence on average; at most {MEAN_SENTENCE} read easily"
            yield Fault(text.file, 1, "", message)
        if share > LONG_SHARE:
            message = f"{share:.0%} of the sentences have more than {LONG_SENTENCE} words; at most {LONG_SHARE:.0%}"
            yield Fault(text.file, 1, "", message)
