"""Misspelt words, corrected by the words of the site itself. Pure: no dictionary, no language but that of the texts.

Distance: Damerau–Levenshtein, restricted (optimal string alignment): letters added, left out, changed, or two
neighbours exchanged, each 1. Accents, case and ligatures never count.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from unicodedata import normalize

from cms.folding import ELISION, plain, stem

TITLE = 20  # a word of a title or of a term weighs as much as so many in a text
LONGEST = 40
MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")
_ASCII = re.compile(r"[a-z0-9]+")


def distance(typed: str, word: str, most: int) -> int:
    """How many slips lie between two words; `most` + 1 as soon as they are more."""
    if abs(len(typed) - len(word)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, letter in enumerate(typed, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(word, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == word[j - 2] and typed[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def slips(length: int) -> int:
    """How many slips a word of this length may hold and still be told from others."""
    return 0 if length < 3 else 1 if length < 6 else 2 if length < 12 else 3


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language: plain word → (the word as the site writes it, how much it weighs)."""

    words: dict[str, tuple[str, int]] = field(default_factory=dict)
    stems: tuple[str, ...] = ()  # in order
    by_length: dict[int, tuple[tuple[str, int], ...]] = field(default_factory=dict)  # words with their letters

    def knows(self, word: str) -> bool:
        """Whether a word of the site begins with `word` in any of its forms: the search finds it as it is."""
        found = stem(word)
        place = bisect_left(self.stems, found)
        return place < len(self.stems) and self.stems[place].startswith(found)

    def nearest(self, typed: str) -> str:
        """The word of the site that was meant, the heaviest of those with the fewest slips; empty when none is near.

        Three letters are only put in order. Who slips twice still gets the first letter right, and in six letters means
        a word of a title.
        """
        most = slips(len(typed)) if len(typed) <= LONGEST else 0
        wanted, best = _letters(typed), (most + 1, True, 0, "")
        for length in range(len(typed) - most, len(typed) + most + 1) if most else ():
            for word, letters in self.by_length.get(length, ()):
                if (letters ^ wanted).bit_count() > 2 * most or (len(typed) == 3 and letters != wanted):
                    continue
                far = distance(typed, word, most)
                weight = self.words[word][1]
                sure = word[0] == typed[0] and (len(typed) > 6 or weight > TITLE)
                if far < 2 or (sure and far <= most):
                    best = min(best, (far, word[0] != typed[0], -weight, word))
        return self.words[best[3]][0] if best[3] else ""

    def corrected(self, query: str) -> str:
        """`query` with its unknown words put right; words that nothing is near to are left out. Empty when nothing
        could be put right.
        """
        query = normalize("NFKC", query)
        mended: dict[str, str] = {}
        for found in _WORD.finditer(query):
            word = plain(found[0])
            if len(word) > 2 and not self.knows(word) and len(mended) < MOST_WORDS:
                mended[found[0]] = self.nearest(word)
        if not any(mended.values()):
            return ""
        if all(mended.values()):
            return " ".join(_WORD.sub(lambda found: mended.get(found[0], found[0]), query).split())
        words = (mended.get(found[0], found[0]) for found in _WORD.finditer(query))
        return " ".join(word for word in words if len(word) > 2)


def vocabulary(titles: Iterable[str], texts: Iterable[str]) -> Vocabulary:
    """The words of titles and texts, both of one language."""
    seen: Counter[str] = Counter()
    for text in titles:
        for token in _tokens(text):
            seen[token] += TITLE
    for text in texts:
        seen.update(_tokens(text))
    weights: Counter[str] = Counter()
    written: dict[str, tuple[bool, int, str]] = {}
    for token, weight in seen.items():
        word = plain(token)
        if not _ASCII.fullmatch(word) or word.isdigit() or len(word) > LONGEST:
            continue
        weights[word] += weight
        # As it stands inside a sentence, if it ever does; of its spellings, the most frequent.
        written[word] = max(written.get(word, (False, 0, "")), (token == token.lower(), weight, token))
    words = {word: (written[word][2], weight) for word, weight in weights.items()}
    by_length: dict[int, list[tuple[str, int]]] = {}
    for word in sorted(words):
        by_length.setdefault(len(word), []).append((word, _letters(word)))
    stems = tuple(sorted({stem(word) for word in words}))
    return Vocabulary(words, stems, {length: tuple(found) for length, found in by_length.items()})


def _tokens(text: str) -> Iterator[str]:
    return (found[0] for found in _WORD.finditer(ELISION.sub(" ", normalize("NFKC", text))))


def _letters(word: str) -> int:
    """The set of its letters and digits, as bits: two words that share few cannot be near."""
    bits = 0
    for sign in word:
        bits |= 1 << (ord(sign) & 127)
    return bits
