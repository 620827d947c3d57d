"""The pages that the header and the footer name, in every language: one reading, kept as long as the catalogue."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from wagtail.models import Page

from cms.catalogue import kept

IN_FOOTER = ("about", "contribute", "accessibility", "legal")
IN_HEADER = ("skill", "tool", "certification", "interview", "hub")
# Index pages of which there is one kind each.
INDEXES = {"toolindexpage": "tool", "certificationindexpage": "certification"}


@dataclass(frozen=True)
class Link:
    """`shows` is what a catalogue page shows, or the code of a standard page."""

    shows: str
    title: str
    url: str


@dataclass(frozen=True)
class Navigation:
    """Links of one language: catalogue pages in the order of IN_HEADER, standard pages in the order of IN_FOOTER."""

    header: tuple[Link, ...]
    footer: tuple[Link, ...]


def navigation() -> Navigation:
    """In the active language, with the titles that editors gave; what is not published is left out."""
    found = kept("navigation", _read)
    language = (get_language() or "fr")[:2]
    header, footer = (
        tuple(found[name, language] for name in names if (name, language) in found) for names in (IN_HEADER, IN_FOOTER)
    )
    return Navigation(header, footer)


def _read() -> dict[tuple[str, str], Link]:
    wanted = Q(standardpage__code__in=IN_FOOTER) | Q(referencepage__shows__in=IN_HEADER)
    for name in INDEXES:
        wanted |= Q(**{f"{name}__isnull": False})
    pages = (
        Page.objects.live()
        .public()
        .filter(wanted, alias_of=None)
        .select_related("locale", "standardpage", "referencepage", *INDEXES)
        .order_by("path")
    )
    links: dict[tuple[str, str], Link] = {}
    for page in pages:
        shows = _shows(page)
        links.setdefault((shows, page.locale.language_code), Link(shows, page.title, page.url or "/"))
    return links


def _shows(page: Any) -> str:
    if hasattr(page, "standardpage"):
        return str(page.standardpage.code)
    if hasattr(page, "referencepage"):
        return str(page.referencepage.shows)
    return next(shows for name, shows in INDEXES.items() if hasattr(page, name))
