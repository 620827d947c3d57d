"""HTML as a tagged PDF, drawn by WeasyPrint in a process of its own.

How much time and memory drawing takes follows from the lines that come of a text and not from its characters: what is
short to type may be a thousand pages. So the process has so much of both and no more, the worker keeps none of it, and
other requests have their turn meanwhile (decision 0015).
"""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

import structlog
from django.contrib.staticfiles import finders

from lib.turns import outside

_log = structlog.stdlib.get_logger("tremplin.pdf")
DRAWER = Path(__file__).with_name("pdf_drawer.py")
STYLES = "css/pdf.css"
FONTS = "fonts"
SECONDS = 10
MISSING, TOO_MUCH = 3, 4  # what the drawer ends with
# No secret of the site: what libraries, fonts and their caches are found by.
PASSED_ON = (
    *("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "XDG_CACHE_HOME", "FONTCONFIG_PATH", "FONTCONFIG_FILE"),
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"),
)
_places = BoundedSemaphore(2)  # of the four threads of a worker: two are left for everything else


class NotDrawn(Exception):
    """There is no PDF, and the document is as it was."""


class Unavailable(NotDrawn):
    """The libraries that draw a PDF (Pango) are not on this machine."""


class TooLong(NotDrawn):
    """It asks for more time or memory than a PDF may have."""


class Busy(NotDrawn):
    """As many as this process draws at once are being drawn."""


def draw(html: str) -> bytes:
    """The pages of a whole HTML document, tagged. Its language, title and author are those of the document:
    `<html lang>`, `<title>`, `<meta name="author">`. Whatever it names, nothing is read but this site's fonts and
    styles. Raises NotDrawn.
    """
    command = [sys.executable, "-I", str(DRAWER), _found(STYLES), _found(FONTS)]
    env = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    if not _places.acquire(blocking=False):
        raise Busy
    try:
        # A process that is stopped leaves its temporary files behind.
        with outside(), TemporaryDirectory(prefix="tremplin-pdf-") as folder:
            done = subprocess.run(  # noqa: S603  (our own program, with files of ours)
                command,
                input=html.encode(errors="replace"),
                capture_output=True,
                env={**env, "TMPDIR": folder},
                timeout=SECONDS,
                check=False,
            )
    except subprocess.TimeoutExpired as error:
        raise TooLong from error
    finally:
        _places.release()
    if done.returncode == MISSING:
        _tell_missing(done.stderr.decode(errors="replace"))
        raise Unavailable
    if done.returncode == TOO_MUCH or done.returncode < 0:
        raise TooLong
    if done.returncode:
        raise RuntimeError(f"no PDF: {done.stderr.decode(errors='replace')}")
    return done.stdout


@cache
def _tell_missing(reason: str) -> None:
    """Once a process: every click would say the same."""
    _log.error("pdf.unavailable", reason=reason)


def _found(name: str) -> str:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return path
