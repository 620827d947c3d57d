"""Places of a page that belong to one reader: the page is drawn once around them and filled for each.

While a page is drawn to be kept, `{% place "name" %}…{% endplace %}` marks what stands there for a newcomer; everywhere
else the tag leaves no trace.
"""

import re
import secrets
from collections.abc import Iterator
from typing import NamedTuple

from django.template import Context

# Nobody can write these marks into a text: they are new at every start.
_MARK = secrets.token_hex(12)
_PLACE = re.compile(rf"⟦{_MARK}:([\w-]+(?: [\w-]+)?)⟧(.*?)⟦{_MARK}⟧", re.DOTALL)
CONTEXT_KEY = "places_are_marked"


class Place(NamedTuple):
    """`newcomer`: what a reader without any record sees there."""

    name: str
    newcomer: str


def marked(context: Context, name: str, html: str) -> str:
    return f"⟦{_MARK}:{name}⟧{html}⟦{_MARK}⟧" if context.get(CONTEXT_KEY) else html


def cut(html: str) -> Iterator[str | Place]:
    """The page in pieces: fixed text and places, in order."""
    at = 0
    for found in _PLACE.finditer(html):
        yield html[at : found.start()]
        yield Place(found[1], found[2])
        at = found.end()
    yield html[at:]
