"""The pages that the header and the footer name, in every language: one reading, kept as long as the catalogue."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import get_language
from wagtail.models import Page

from cms.catalogue import kept

IN_FOOTER = ("about", "contribute", "accessibility", "legal")
IN_HEADER = ("skill", "tool", "certification", "interview", "hub")
# Index pages of which there is one kind each.
INDEXES = {"toolindexpage": "tool", "certificationindexpage": "certification"}


class Link(NamedTuple):
    """`shows` is what a catalogue page shows, or the code of a standard page."""

    shows: str
    title: str
    url: str


class Navigation(NamedTuple):
    """Links of one language: catalogue pages in the order of IN_HEADER, standard pages in the order of IN_FOOTER."""

    header: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()


def navigation() -> Navigation:
    """In the active language, with the titles that editors gave; what is not published is left out."""
    found: Navigation = kept("navigation.2", _read).get((get_language() or "fr")[:2], Navigation())
    return found


def _read() -> dict[str, Navigation]:
    links = _links()
    return {
        language: Navigation(
            *(tuple(shown[name] for name in names if name in shown) for names in (IN_HEADER, IN_FOOTER))
        )
        for language, shown in links.items()
    }


def _links() -> dict[str, dict[str, Link]]:
    """Language → what is shown → where; of several pages that show the same, the first in the tree."""
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
    links: dict[str, dict[str, Link]] = defaultdict(dict)
    for page in pages:
        shows = _shows(page)
        links[page.locale.language_code].setdefault(shows, Link(shows, page.title, page.url or "/"))
    return links


def _shows(page: Any) -> str:
    if hasattr(page, "standardpage"):
        return str(page.standardpage.code)
    if hasattr(page, "referencepage"):
        return str(page.referencepage.shows)
    return next(shows for name, shows in INDEXES.items() if hasattr(page, name))
