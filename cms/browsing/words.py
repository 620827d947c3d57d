"""The glossary from A to Z, and the definitions of indicators with the terms that they use."""

from dataclasses import dataclass

from cms.folding import fold
from cms.reference import Item, Term, get_reference


@dataclass(frozen=True)
class Definition:
    item: Item
    terms: tuple[Term, ...]


def glossary() -> tuple[tuple[str, tuple[Term, ...]], ...]:
    """(letter, its terms) in the alphabet of the active language; accents do not count."""
    letters: dict[str, list[Term]] = {}
    for term in sorted(get_reference().glossary(), key=lambda term: fold(term.name)):
        folded = fold(term.name)
        letters.setdefault(folded[0].upper() if folded[:1].isalpha() else "#", []).append(term)
    return tuple((letter, tuple(terms)) for letter, terms in letters.items())


def definitions() -> tuple[Definition, ...]:
    reference = get_reference()
    by_code = {term.code: term for term in reference.glossary()}
    return tuple(
        Definition(item, tuple(by_code[code] for code in item.data["terms"] if code in by_code))
        for item in reference.of("kpi")
    )
