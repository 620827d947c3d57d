"""Draws one PDF: HTML on standard input, PDF on standard output. A program that `lib.pdf` runs, without the site."""

import contextlib
import os
import resource
import sys
import traceback
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

MISSING, TOO_MUCH = 3, 4
MEMORY = 768 * 1024 * 1024
CPU = 30  # seconds: only reached when nobody waits for the result any more


def limit() -> None:
    """What a text can never take from the site. Where a system does not know a limit, the time of `lib.pdf` remains."""
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
    os.nice(5)


def draw(html: str, styles: str, fonts: str) -> bytes:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    folder = Path(fonts).resolve()

    class OwnFonts(URLFetcher):  # type: ignore[misc]
        """Fonts that this site ships, whatever the document names."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme != "file" or Path(url2pathname(parts.path)).resolve().parent != folder:
                raise ValueError("not a font of this site")
            return super().fetch(url, headers)

    fetcher, configuration = OwnFonts(), FontConfiguration()
    sheet = weasyprint.CSS(filename=styles, url_fetcher=fetcher, font_config=configuration)
    document = weasyprint.HTML(string=html, url_fetcher=fetcher)
    # Widths of columns stand in the document: they follow from what the table holds.
    pdf: bytes = document.write_pdf(
        stylesheets=[sheet], font_config=configuration, pdf_variant="pdf/ua-1", presentational_hints=True
    )
    return pdf


def main() -> int:
    limit()
    # What a library prints is no part of the PDF, and what it warns of quotes the document.
    silent, output, told = os.open(os.devnull, os.O_WRONLY), os.dup(1), os.dup(2)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    try:
        import weasyprint  # noqa: F401
    except (OSError, ImportError) as error:
        os.write(told, str(error).splitlines()[0].encode())
        return MISSING
    try:
        pdf = draw(sys.stdin.buffer.read().decode(), *sys.argv[1:])
    except MemoryError:
        return TOO_MUCH
    except Exception as error:  # noqa: BLE001  (what broke is told by the process that asked)
        # Where it happened, without the message: that may quote the document too.
        os.write(told, f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}".encode())
        return 1
    with os.fdopen(output, "wb") as file:
        file.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
