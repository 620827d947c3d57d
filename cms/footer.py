"""The standard pages that the footer names, in the reader's language; kept as long as the catalogue stands."""

from functools import lru_cache

from cms.catalogue import current_version
from cms.models import StandardPage

IN_FOOTER = ("about", "contribute", "accessibility", "legal")


def footer_links(language: str) -> tuple[dict[str, str], ...]:
    """({"title", "url"}, …) in the order of IN_FOOTER; pages that are not published are left out."""
    return _read(current_version(), language)


@lru_cache(maxsize=8)
def _read(version: str, language: str) -> tuple[dict[str, str], ...]:
    pages = StandardPage.objects.live().public().filter(code__in=IN_FOOTER, locale__language_code=language)
    by_code = {page.code: {"title": page.title, "url": page.url or "/"} for page in pages}
    return tuple(by_code[code] for code in IN_FOOTER if code in by_code)
