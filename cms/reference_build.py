"""Reads the published catalogues: a fixed number of queries, whatever the number of objects."""

from typing import Any
from uuid import UUID

from django.apps import apps

from cms.catalogue_build import LANGUAGES, page_texts
from cms.models import GlossaryTerm
from cms.models.indexes import BrowsePage
from cms.models.lines import lines
from cms.packs.catalogue_kinds import BY_NAME, KINDS, Kind
from cms.reference import Item, Pay, Place, Reference, Term

Versions = dict[str, Any]


def build() -> Reference:
    places = _places()
    items = {}
    for kind in KINDS:
        found = [item_of(kind, versions, places) for versions in _published(kind).values()]
        items[kind.name] = {item.key: item for item in sorted(found, key=_rank)}
    return Reference(items=items, terms=_terms(places), pages=places)


def item_of(kind: Kind, versions: Versions, places: dict[str, Place] | None = None) -> Item:
    """The item of an object, from its live versions ("fr", and "en" where there is one); `places` give addresses."""
    french = versions["fr"]
    data = {name: getattr(french, name) for name in (*kind.plain, "skills", "lessons", "order")}
    if kind.named:
        data["other_names"] = french.other_names
    return Item(
        key=french.translation_key,
        code=french.code,
        title=page_texts(versions, "title"),
        slug=page_texts(versions, "slug") if kind.page else dict.fromkeys(LANGUAGES, french.code),
        url=_page_urls(versions) if kind.page else _anchors((places or {}).get(kind.name), versions),
        told_in=frozenset(versions),
        kind=kind.name,
        texts={code: texts_of(kind.name, versions.get(code, french)) for code in LANGUAGES},
        data=data,
        pay=tuple(_pay(row) for row in french.salaries.all()) if kind.name == "role" else (),
    )


def texts_of(kind_name: str, row: Any) -> dict[str, Any]:
    """Field name → text, or a tuple of texts for a list."""
    kind = BY_NAME[kind_name]
    return {
        **{name: getattr(row, name) for name in kind.told},
        **{name: lines(getattr(row, name)) for name in kind.lists},
    }


def _rank(item: Item) -> tuple[Any, ...]:
    """Promotional certifications last; else as the pack orders them, then by title."""
    return bool(item.data.get("promotional")), item.data["order"], item.title["fr"]


def _published(kind: Kind) -> dict[UUID, Versions]:
    model: Any = apps.get_model("cms", kind.model)
    rows = model.objects.filter(live=True, locale__language_code__in=LANGUAGES).select_related("locale")
    if kind.page:
        rows = rows.public().filter(alias_of=None).order_by("path").prefetch_related(*_children(kind))
    by_key: dict[UUID, Versions] = {}
    for row in rows:
        by_key.setdefault(row.translation_key, {})[row.locale.language_code] = row
    return {key: versions for key, versions in by_key.items() if "fr" in versions}


def _children(kind: Kind) -> list[str]:
    return [relation for relation, _ in kind.tables.values()]


def _page_urls(versions: Versions) -> dict[str, str]:
    urls = {code: page.get_url() or "" for code, page in versions.items()}
    return {code: urls.get(code) or urls["fr"] for code in LANGUAGES}


def _anchors(place: Place | None, versions: Versions) -> dict[str, str]:
    """Where it stands; in a language that does not show it, where it does in French."""
    if place is None:
        return dict.fromkeys(LANGUAGES, "")
    code = versions["fr"].code
    return {language: f"{place.url[language if language in versions else 'fr']}#{code}" for language in LANGUAGES}


def _pay(row: Any) -> Pay:
    return Pay(
        kind=row.kind,
        amount=row.amount,
        currency=row.currency,
        published=row.published,
        shelf_life_days=row.shelf_life_days,
        **{name: {code: getattr(row, f"{name}_{code}") for code in LANGUAGES} for name in ("label", "area", "source")},
    )


def _places() -> dict[str, Place]:
    """What an index or reference page shows → its titles and addresses; the first one where there are several."""
    places: dict[str, Versions] = {}
    for model in BrowsePage.__subclasses__():
        pages: Any = model.objects.live().public().filter(alias_of=None, locale__language_code__in=LANGUAGES)
        for page in pages.select_related("locale").order_by("path"):
            places.setdefault(page.shows, {}).setdefault(page.locale.language_code, page)
    return {
        shows: Place(
            title=page_texts(versions, "title"),
            url=_page_urls(versions),
            intro=page_texts(versions, "intro"),
            told_in=frozenset(versions),
        )
        for shows, versions in places.items()
        if "fr" in versions
    }


def _terms(places: dict[str, Place]) -> tuple[Term, ...]:
    by_key: dict[UUID, Versions] = {}
    rows = GlossaryTerm.objects.filter(live=True, locale__language_code__in=LANGUAGES).select_related("locale")
    for row in rows:
        by_key.setdefault(row.translation_key, {})[row.locale.language_code] = row
    return tuple(
        Term(
            key=key,
            code=versions["fr"].code,
            title=page_texts(versions, "term"),
            slug=dict.fromkeys(LANGUAGES, versions["fr"].code),
            url=_anchors(places.get("term"), versions),
            told_in=frozenset(versions),
            definition=page_texts(versions, "definition"),
            other_names=versions["fr"].aliases,
        )
        for key, versions in by_key.items()
        if "fr" in versions
    )
