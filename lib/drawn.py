"""Pieces of pages drawn once for each content and language, and kept in the process (decision 0010).

Cheaper than a kept component where a page has dozens of them: the key is the parameters themselves, which must be
hashable and say everything that is drawn. Equal keys are equal pieces, so nobody can be shown what belongs to another.
"""

from collections.abc import Hashable

from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lib.html import safe
from lib.recent import RecentTexts

MOST = 4_000_000  # bytes kept in one process

_texts = RecentTexts(most=MOST)


def drawn(template: str, **parameters: Hashable) -> SafeString:
    """`template` with these parameters and no other context. Days come as text: they are those of the reader's zone."""
    key = (template, get_language(), *parameters.values())
    found = None if settings.DEBUG else _texts.get(key)
    if found is None:
        found = get_template(template).render(dict(parameters)).encode()
        _texts.keep(key, found)
    return safe(found.decode())
