"""One French word for one thing: where the English names it, the catalogue has that word and none of its rivals."""

import re
from collections.abc import Iterator

import polib
import pytest

from tests.site.test_translations import PLACEHOLDER, catalogue, texts

# What the English names → the French word, and those that would mix with it.
ONE_WORD = {
    r"\battempts?\b": (r"\bessais?\b", r"\btentatives?\b"),
    r"\bprerequisites?\b": (r"\bprérequis\b", r"\bpréalables?\b"),
}
# In English, a quiz is attempted; "try again" stays a verb.
RIVAL = re.compile(
    r"\b(?:an?|the|one|another|each|every|first|second|third|further|next|last|more|two) (?:try|tries)\b", re.I
)


def mixed(catalogue: polib.POFile) -> Iterator[str]:
    for entry in catalogue:
        english = PLACEHOLDER.sub("", f"{entry.msgid} {entry.msgid_plural}")
        if RIVAL.search(english):
            yield f"try: {entry.msgid!r}"
        for named, (word, rivals) in ONE_WORD.items():
            if not re.search(named, english, re.I):
                continue
            for text in texts(entry):
                if not re.search(word, text, re.I) or re.search(rivals, text, re.I):
                    yield f"{entry.msgid!r} as {text!r}"


def test_an_attempt_and_a_prerequisite_have_one_word_each() -> None:
    assert list(mixed(catalogue("fr"))) == []


@pytest.mark.parametrize(
    ("english", "french", "faults"),
    [
        ("Attempt", "Tentative", 1),
        ("Attempts given", "Essais accordés", 0),
        ("strict prerequisites", "préalables stricts", 1),
        ("the second try", "le deuxième essai", 1),
        ("Try again", "Réessayer", 0),
        ("%(attempts)s left", "Il en reste %(attempts)s", 0),
        ("trial only", "essai seulement", 0),
    ],
)
def test_the_check_tells_a_mixed_word_from_others(english: str, french: str, faults: int) -> None:
    file = polib.POFile()
    file.append(polib.POEntry(msgid=english, msgstr=french))
    assert len(list(mixed(file))) == faults
