"""The standard pages that the footer names, in the reader's language; kept as long as the catalogue stands."""

from django.core.cache import cache

from cms.catalogue import VERSION_KEY
from cms.models import StandardPage

IN_FOOTER = ("about", "contribute", "accessibility", "legal")
HOUR = 3600


def footer_links(language: str) -> list[dict[str, str]]:
    """[{"title", "url"}] in the order of IN_FOOTER; pages that are not published are left out."""
    key = f"cms.footer.{cache.get(VERSION_KEY)}.{language}"
    links: list[dict[str, str]] | None = cache.get(key)
    if links is None:
        pages = StandardPage.objects.live().public().filter(code__in=IN_FOOTER, locale__language_code=language)
        by_code = {page.code: {"title": page.title, "url": page.url or "/"} for page in pages}
        links = [by_code[code] for code in IN_FOOTER if code in by_code]
        cache.set(key, links, HOUR)
    return links
