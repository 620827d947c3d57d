"""The published catalogues and the glossary as pages read them: in memory, like `cms.catalogue`.

A language shows what is published in it, and nothing else: unlike lessons, which people follow in either language, an
object or a term comes into the English lists, counts, links and searches with its English.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from cms.catalogue import Info, LessonInfo, get_catalogue, kept
from cms.folding import fold
from cms.models.dated import good_until


@dataclass(frozen=True, kw_only=True)
class Pay:
    """A published figure, a year; `label`, `area` and `source` are {"fr", "en"}."""

    kind: str
    amount: int
    currency: str
    published: datetime.date
    shelf_life_days: int
    label: dict[str, str]
    area: dict[str, str]
    source: dict[str, str]

    @property
    def told(self) -> dict[str, str]:
        """Label, area and source in the active language."""
        language = active()
        return {name: getattr(self, name)[language] for name in ("label", "area", "source")}

    @property
    def stale(self) -> bool:
        return is_old(good_until(self.published, self.shelf_life_days))


@dataclass(frozen=True, kw_only=True)
class Item(Info):
    """An object of a catalogue. `texts`: language → name of a field → text, or a tuple of texts for a list;
    `data`: its language-free fields.
    """

    kind: str
    texts: dict[str, dict[str, Any]]
    data: dict[str, Any]
    pay: tuple[Pay, ...] = ()

    @property
    def text(self) -> dict[str, Any]:
        """The texts of the active language."""
        return self.texts[active()]

    @property
    def aliases(self) -> list[str]:
        return list((self.data.get("other_names") or {}).get(active(), []))

    @property
    def good_until(self) -> datetime.date | None:
        return good_until(self.data.get("checked_on"), self.data.get("shelf_life_days"))

    @property
    def stale(self) -> bool:
        return is_old(self.good_until)

    @property
    def taught_in(self) -> tuple[LessonInfo, ...]:
        """Its lessons that are published and in lists, in the order in which the object names them."""
        by_code = {lesson.code: lesson for lesson in get_catalogue().listed}
        return tuple(by_code[code] for code in self.data["lessons"] if code in by_code)

    def words_in(self, language: str) -> str:
        """All its texts, as a search in this language compares them."""
        return self._words[language]

    @cached_property
    def _words(self) -> dict[str, str]:
        """By language, folded when something is first searched for."""
        found = {}
        for language, fields in self.texts.items():
            texts = (" ".join(text) if isinstance(text, tuple) else text for text in fields.values())
            aliases = (self.data.get("other_names") or {}).get(language, [])
            found[language] = fold(" ".join([self.title[language], *aliases, *texts]))
        return found


@dataclass(frozen=True, kw_only=True)
class Term(Info):
    """A glossary term; `title` is the term."""

    definition: dict[str, str]
    other_names: dict[str, list[str]]

    @property
    def about(self) -> str:
        return self.definition[active()]

    @property
    def aliases(self) -> list[str]:
        return self.other_names.get(active(), [])


@dataclass(frozen=True, kw_only=True)
class Place:
    """An index or reference page: titles, addresses and introductions by language."""

    title: dict[str, str]
    url: dict[str, str]
    intro: dict[str, str]
    told_in: frozenset[str]

    @property
    def name(self) -> str:
        return self.title[active()]

    @property
    def href(self) -> str:
        return self.url[active()]

    @property
    def about(self) -> str:
        return self.intro[active()]


@dataclass(frozen=True)
class Reference:
    """Of all languages: objects by kind and key, in their order; terms in no order; pages by what they show.

    The methods give those that are published in the active language.
    """

    items: dict[str, dict[UUID, Item]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    pages: dict[str, Place] = field(default_factory=dict)

    def of(self, kind: str) -> tuple[Item, ...]:
        return self.told(kind, active())

    def told(self, kind: str, language: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items.get(kind, {}).values() if language in item.told_in)

    def glossary(self, language: str = "") -> tuple[Term, ...]:
        """The terms of a language; of the active one where none is given."""
        wanted = language or active()
        return tuple(term for term in self.terms if wanted in term.told_in)

    def page(self, shows: str) -> Place | None:
        place = self.pages.get(shows)
        return place if place and active() in place.told_in else None

    def item(self, kind: str, code: str) -> Item | None:
        return next((item for item in self.of(kind) if item.code == code), None)

    def coded(self, kind: str, codes: Iterable[str]) -> tuple[Item, ...]:
        """The objects with these codes, in their order, each once; unknown codes are left out."""
        by_code = {item.code: item for item in self.of(kind)}
        return tuple(by_code[code] for code in dict.fromkeys(codes) if code in by_code)

    def entry(self, key: UUID) -> Item | None:
        return next((items[key] for items in self.items.values() if key in items), None)


def active() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def is_old(until: datetime.date | None) -> bool:
    return until is not None and until < timezone.localdate()


def get_reference() -> Reference:
    """What is published; 0 SQL when the cache is warm and not in the database."""
    return kept("reference.3", _build)


def _build() -> Reference:
    from cms.reference_build import build

    return build()
