"""Search of what is taught: pages and glossary of one language, published and public only."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from django.urls import reverse
from django.utils.encoding import iri_to_uri
from wagtail.models import Locale, Site

from cms.catalogue import LessonInfo, ModuleInfo, PathInfo, get_catalogue, kept
from cms.folding import fold
from cms.packs.catalogue_kinds import KINDS
from cms.reference import Item, active, get_reference
from cms.search_index import LIMIT, PageHit, TermHit, indexed
from cms.spelling import MOST_WORDS
from cms.unlisted import unlisted_keys
from cms.vocabulary import get_vocabulary, last_vocabulary
from skills.domain.outline import outline

T = TypeVar("T")
# Names and summaries are folded once: they are compared with every search.
folded = lru_cache(maxsize=4096)(fold)


@dataclass(frozen=True)
class OtherPage:
    """A page that is in no catalogue."""

    title: str
    url: str


@dataclass(frozen=True)
class Hit:
    """Something of the reference: `kind` is a key of `cms.wording.KIND_NAMES`."""

    kind: str
    name: str
    href: str
    about: str


@dataclass(frozen=True)
class Found:
    """Hits by kind, best first. `suggestion`: the words put right, when nothing holds them all. `preparing`: there is
    none because the words of the site are still being read, after a publication.
    """

    lessons: tuple[LessonInfo, ...] = ()
    modules: tuple[ModuleInfo, ...] = ()
    paths: tuple[PathInfo, ...] = ()
    pages: tuple[OtherPage, ...] = ()
    reference: tuple[Hit, ...] = ()
    terms: tuple[TermHit, ...] = ()
    suggestion: str = ""
    preparing: bool = False

    @property
    def total(self) -> int:
        groups = (self.lessons, self.modules, self.paths, self.pages, self.reference, self.terms)
        return sum(len(hits) for hits in groups)


def find(query: str, *, language: str) -> Found:
    """Everything whose words begin with all words of `query`, else with one of them; at most 50 pages and 50 terms."""
    words = fold(query)
    locale_id = kept("locales", _locales).get(language)
    if not words or locale_id is None:
        return Found()
    found = _find(words, locale_id, language, "and")
    if found.total:
        return found
    known = get_vocabulary(language)
    words_read = known or last_vocabulary(language)
    meant = words_read.corrected(query) if words_read else ""
    # Word by word: with "or" the others would answer for the one put right. Of words read before, each may have left.
    looked_for = [word for word in fold(meant).split() if known is None or word not in words.split()]
    if len(looked_for) > MOST_WORDS or not all(_finds(word, locale_id, language) for word in looked_for):
        meant = ""
    found = _find(words, locale_id, language, "or") if " " in words else found
    return replace(found, suggestion=meant, preparing=known is None and not meant)


def _locales() -> dict[str, int]:
    return dict(Locale.objects.values_list("language_code", "pk"))


def _find(words: str, locale_id: int, language: str, operator: str) -> Found:
    catalogue, reference = get_catalogue(), get_reference()
    hits, terms = indexed(words, locale_id=locale_id, language=language, operator=operator)
    hits.sort(key=lambda hit: not _begins(folded(hit.title), words))
    items, hidden = [(hit, reference.entry(hit.key)) for hit in hits], unlisted_keys()
    return Found(
        lessons=tuple(lesson for lesson in _among(catalogue.lessons, hits) if not lesson.unlisted),
        modules=_among(catalogue.modules, hits),
        paths=_among(catalogue.paths, hits),
        pages=_others(hit for hit, item in items if not (item or catalogue.entry(hit.key) or hit.key in hidden)),
        reference=_reference([item for _, item in items if item], words, operator),
        terms=tuple(sorted(terms, key=lambda term: not _begins(folded(" ".join((term.term, *term.aliases))), words))),
    )


def _others(hits: Iterable[PageHit]) -> tuple[OtherPage, ...]:
    """With their addresses, in the active language: that of the search."""
    roots, home = [site.root_path for site in Site.get_site_root_paths()], reverse("wagtail_serve", args=[""])
    under = ((hit, next((root for root in roots if hit.url_path.startswith(root)), None)) for hit in hits)
    return tuple(OtherPage(hit.title, home + iri_to_uri(hit.url_path[len(root) :])) for hit, root in under if root)


def _reference(items: list[Item], words: str, operator: str) -> tuple[Hit, ...]:
    """Pages of the catalogues as the index found them, then what has no page: compared in memory."""
    found = [_hit(item) for item in items]
    reference, ladder, language = get_reference(), outline(), active()
    for kind in KINDS:
        if not kind.page and reference.page(kind.name):
            found += [
                _hit(item) for item in reference.of(kind.name) if _holds(item.words_in(language), words, operator)
            ]
    if ladder and (skill_index := reference.page("skill")):
        skills = skill_index.href
        named = ((skill.code, *skill.words(language)) for skill in ladder.skills.values() if not skill.archived)
        found += [
            Hit("skill", name, f"{skills}#{code}", summary)
            for code, name, summary in named
            if _holds(folded(f"{name} {summary}"), words, operator)
        ]
    return tuple(sorted(found, key=lambda hit: not _begins(folded(hit.name), words)))[:LIMIT]


def _hit(item: Item) -> Hit:
    return Hit(item.kind, item.name, item.href, item.text["summary"])


def _holds(text: str, words: str, operator: str) -> bool:
    """Whether words of `text` begin with those wanted."""
    return (all if operator == "and" else any)(f" {wanted}" in f" {text}" for wanted in words.split())


def _among(entries: dict[UUID, T], hits: list[PageHit]) -> tuple[T, ...]:
    return tuple(entries[hit.key] for hit in hits if hit.key in entries)


def _begins(text: str, words: str) -> bool:
    return _holds(text, words, "and")


def _finds(words: str, locale_id: int, language: str) -> bool:
    """Whether a suggestion leads anywhere."""
    ways = ("and", "or") if " " in words else ("and",)
    return bool(words) and any(_find(words, locale_id, language, way).total for way in ways)
