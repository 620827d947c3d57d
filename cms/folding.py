"""Words as the search compares them: no accent, no case, no elision, no plural; the same on every database."""

import re
import unicodedata

from lib.slugs import LIGATURES

_WORD = re.compile(r"[a-z0-9]+")
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]", re.IGNORECASE)
_LIGATURES = str.maketrans(LIGATURES)


def stem(word: str) -> str:
    """A light stem, French or English: plural marks and a mute final e are dropped, never below three letters."""
    if word.isdigit() or len(word) < 4:
        return word
    for ending, kept in (
        ("eaux", "eau"),
        ("aux", "al"),
        ("ies", "i"),
        ("es", ""),
        ("s", ""),
        ("x", ""),
        ("e", ""),
        ("y", "i"),
    ):
        if word.endswith(ending) and len(word) - len(ending) + len(kept) >= 3:
            return word.removesuffix(ending) + kept
    return word


def plain(text: str) -> str:
    """Lower case without accents or ligatures."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def fold(text: str) -> str:
    """Stems of all words, in order, separated by spaces."""
    return " ".join(stem(word) for word in _WORD.findall(plain(ELISION.sub(" ", text))))
