"""HTML as a tagged PDF, by WeasyPrint. Nothing is fetched but the fonts and styles of this site."""

from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import structlog
from django.contrib.staticfiles import finders

_log = structlog.stdlib.get_logger("tremplin.pdf")
STYLES = "css/pdf.css"
FONTS = "fonts"


class Unavailable(Exception):
    """The libraries that draw a PDF (Pango) are not on this machine."""


def draw(html: str) -> bytes:
    """The pages of a whole HTML document, tagged as PDF/UA-1 asks. Its language, title and author are those of the
    document: `<html lang>`, `<title>`, `<meta name="author">`. Raises Unavailable.
    """
    weasyprint = _library()
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        """Styles and fonts that this site ships, whatever the document names."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            path = Path(url2pathname(parts.path)).resolve()
            if parts.scheme != "file" or path.parent != _folder(FONTS):
                raise ValueError("not a file of this site")
            return super().fetch(url, headers)

    fetcher, fonts = OwnFiles(), FontConfiguration()
    styles = weasyprint.CSS(filename=_found(STYLES), url_fetcher=fetcher, font_config=fonts)
    document = weasyprint.HTML(string=html, url_fetcher=fetcher)
    pdf: bytes = document.write_pdf(stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1")
    return pdf


@cache
def _library() -> ModuleType:
    """Read when the first PDF is asked for: a worker that draws none does not carry it."""
    try:
        import weasyprint
    except OSError as error:
        _log.error("pdf.unavailable", reason=str(error).splitlines()[0])
        raise Unavailable from error
    return weasyprint  # type: ignore[no-any-return]


def _found(name: str) -> str:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return path


def _folder(name: str) -> Path:
    return Path(_found(name)).resolve()
