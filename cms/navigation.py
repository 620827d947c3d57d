"""The catalogue pages that the header names, in both languages; kept as long as the catalogue stands."""

from dataclasses import dataclass

from django.utils.translation import get_language

from cms.catalogue import kept
from cms.models import CertificationIndexPage, ReferencePage, ToolIndexPage

IN_HEADER = ("skill", "tool", "certification", "interview", "hub")


@dataclass(frozen=True)
class Link:
    shows: str
    title: str
    url: str


def main_links() -> list[Link]:
    """In the order of IN_HEADER, with the titles that editors gave; pages that are not published are left out."""
    found = kept("navigation", _read)
    language = (get_language() or "fr")[:2]
    return [found[shows, language] for shows in IN_HEADER if (shows, language) in found]


def _read() -> dict[tuple[str, str], Link]:
    links: dict[tuple[str, str], Link] = {}
    for model in (ToolIndexPage, CertificationIndexPage, ReferencePage):
        for page in model.objects.live().public().filter(alias_of=None).select_related("locale").order_by("path"):
            key = (page.shows, page.locale.language_code)
            if page.shows in IN_HEADER and key not in links:
                links[key] = Link(page.shows, page.title, page.url or "/")
    return links
