"""Pieces of pages drawn once for each content and language, and kept in the process (decision 0010).

Cheaper than a kept component where a page has dozens of them: the key is the parameters themselves, which must be
hashable and say everything that is drawn. Equal keys are equal pieces, so nobody can be shown what belongs to another.
"""

import secrets
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lib.html import safe
from lib.recent import RecentTexts

MOST = 9_000_000  # bytes kept in one process, keys included: these are longer than most pieces
PIECES = 1_500  # of one kind, one or two kilobytes each
P = ParamSpec("P")
T = TypeVar("T")
# Stands in a piece for the token of whoever gets the page; new at every start, so that nobody can write it.
TOKEN = secrets.token_hex(24)

_texts = RecentTexts(most=MOST)


def drawn(template: str, **parameters: Hashable) -> SafeString:
    """`template` with these parameters and no other context. Days come as text: they are those of the reader's zone."""
    return drawn_in(get_language(), template, **parameters)


def drawn_in(language: str | None, template: str, **parameters: Hashable) -> SafeString:
    """The same for whoever asks for dozens of pieces, and asks once which language is the active one."""
    # With their types: 1, True and 1.0 are equal, and a safe text equals one that is not.
    values = tuple(parameters.values())
    key = (language, template, values, *map(type, values))
    return _kept(key, lambda: get_template(template).render(dict(parameters)))


def remembered(key: Hashable, draw: Callable[[], str]) -> SafeString:
    """The same, however it is drawn; `key` says everything but the language."""
    return _kept((get_language(), key), draw)


def _kept(key: Hashable, draw: Callable[[], str]) -> SafeString:
    found = None if settings.DEBUG else _texts.get(key)
    if found is None:
        found = draw().encode()
        _texts.keep(key, found)
    return safe(found.decode())


def kept_by_arguments(draw: Callable[P, T]) -> Callable[P, T]:
    """For a piece that a page has by the dozen: kept as it comes, by its arguments and their types, at most `PIECES` of
    them. The first argument is the active language; texts among the others are those of titles and names.
    """
    kept = lru_cache(maxsize=PIECES, typed=True)(draw)

    @wraps(draw)
    def piece(*args: P.args, **kwargs: P.kwargs) -> T:
        return draw(*args, **kwargs) if settings.DEBUG else kept(*args, **kwargs)  # type: ignore[arg-type]

    return piece


def drawn_form(context: Context, template: str, **parameters: Hashable) -> SafeString:
    """The same for a piece that posts: it has the token of the page's reader."""
    return with_token(drawn(template, **parameters, csrf_token=TOKEN), context)


def with_token(html: str, context: Context) -> SafeString:
    """What was drawn around `TOKEN`, for the reader of this page. Who is asked for no token gets no cookie."""
    return safe(html.replace(TOKEN, str(context.get("csrf_token", ""))) if TOKEN in html else html)
