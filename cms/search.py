"""Search of what is taught: pages and glossary of one language, published and public only."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar
from uuid import UUID

from wagtail.models import Locale, Page

from cms.catalogue import LessonInfo, ModuleInfo, PathInfo, get_catalogue
from cms.folding import fold
from cms.models import GlossaryTerm, HomePage, LessonIndexPage, ModuleIndexPage, PathIndexPage
from cms.packs.catalogue_kinds import KINDS
from cms.reference import Item, get_reference
from skills.domain.outline import outline

LIMIT = 50
T = TypeVar("T")


@dataclass(frozen=True)
class Hit:
    """Something of the reference: `kind` is a key of `cms.wording.KIND_NAMES`."""

    kind: str
    name: str
    href: str
    about: str


@dataclass(frozen=True)
class Found:
    """Hits by kind, best first. `suggestion` is the nearest title or term, when there is no hit."""

    lessons: tuple[LessonInfo, ...] = ()
    modules: tuple[ModuleInfo, ...] = ()
    paths: tuple[PathInfo, ...] = ()
    pages: tuple[Page, ...] = ()
    reference: tuple[Hit, ...] = ()
    terms: tuple[GlossaryTerm, ...] = ()
    suggestion: str = ""

    @property
    def total(self) -> int:
        groups = (self.lessons, self.modules, self.paths, self.pages, self.reference, self.terms)
        return sum(len(hits) for hits in groups)


def find(query: str, *, language: str) -> Found:
    """Everything whose words begin with all words of `query`, else with one of them; at most 50 pages and 50 terms."""
    words = fold(query)
    locale = Locale.objects.filter(language_code=language).first()
    if not words or locale is None:
        return Found()
    found = _find(words, locale, "and")
    if not found.total and " " in words:
        found = _find(words, locale, "or")
    return found if found.total else Found(suggestion=_nearest(words, locale, language))


def _find(words: str, locale: Locale, operator: str) -> Found:
    catalogue = get_catalogue()
    pages = (
        Page.objects.live()
        .public()
        .filter(locale=locale)
        .not_type(HomePage, LessonIndexPage, ModuleIndexPage, PathIndexPage)
        .autocomplete(words, operator=operator)[:LIMIT]
    )
    hits = _titles_first(pages, words)
    terms = GlossaryTerm.objects.filter(locale=locale, live=True).autocomplete(words, operator=operator)[:LIMIT]
    return Found(
        lessons=_among(catalogue.lessons, hits),
        modules=_among(catalogue.modules, hits),
        paths=_among(catalogue.paths, hits),
        pages=tuple(page for page in hits if not (catalogue.entry(page.translation_key) or reference_of(page))),
        reference=_reference(hits, words, operator),
        terms=tuple(sorted(terms, key=lambda term: not _begins(fold(f"{term.term} {term.alias_text()}"), words))),
    )


def reference_of(page: Page) -> Item | None:
    return get_reference().entry(page.translation_key)


def _reference(hits: list[Page], words: str, operator: str) -> tuple[Hit, ...]:
    """Pages of the catalogues as the index found them, then what has no page: compared in memory."""
    found = [_hit(item) for page in hits if (item := reference_of(page))]
    reference, ladder = get_reference(), outline()
    for kind in KINDS:
        if not kind.page and kind.name in reference.pages:
            found += [_hit(item) for item in reference.of(kind.name) if _holds(item.words, words, operator)]
    if ladder and "skill" in reference.pages:
        found += [
            Hit("skill", skill.name, f"{reference.pages['skill'].href}#{skill.code}", skill.summary)
            for skill in ladder.skills.values()
            if not skill.archived and _holds(fold(f"{skill.name} {skill.summary}"), words, operator)
        ]
    return tuple(sorted(found, key=lambda hit: not _begins(fold(hit.name), words)))[:LIMIT]


def _hit(item: Item) -> Hit:
    return Hit(item.kind, item.name, item.href, item.text["summary"])


def _holds(text: str, words: str, operator: str) -> bool:
    found = text.split()
    return (all if operator == "and" else any)(
        any(word.startswith(wanted) for word in found) for wanted in words.split()
    )


def _among(entries: dict[UUID, T], hits: list[Page]) -> tuple[T, ...]:
    return tuple(entries[page.translation_key] for page in hits if page.translation_key in entries)


def _begins(text: str, words: str) -> bool:
    return _holds(text, words, "and")


def _titles_first(pages: Iterable[Page], words: str) -> list[Page]:
    return sorted(pages, key=lambda page: not _begins(fold(page.title), words))


def _nearest(words: str, locale: Locale, language: str) -> str:
    """The title or term that looks most like what was typed; empty when none does."""
    catalogue = get_catalogue()
    terms = GlossaryTerm.objects.filter(locale=locale, live=True).values_list("term", flat=True)
    entries = (
        *catalogue.lessons.values(),
        *catalogue.modules.values(),
        *(item for items in get_reference().items.values() for item in items.values()),
    )
    names = {fold(name): name for name in (*(entry.title[language] for entry in entries), *terms)}
    return next((names[match] for match in get_close_matches(words, names, n=1, cutoff=0.6)), "")
