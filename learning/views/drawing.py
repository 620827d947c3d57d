"""A lesson page drawn once per published version, language, module and theme; then filled for each reader.

What is kept in the process holds the published lesson and nothing of anybody: the reader's parts are put in their
places as text. Parts that follow from a choice among few (an option ticked, a lesson complete) are drawn once a choice.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.http import HttpRequest, QueryDict
from django.middleware.csrf import get_token
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape

from cms.catalogue import Catalogue, LessonInfo, in_language
from cms.models import LessonPage
from cms.navigation import navigation
from cms.places import CONTEXT_KEY, Place, cut
from learning.domain.people import Person
from learning.domain.reading import Reading
from learning.domain.updates import update_for
from learning.templatetags import learning_tags
from learning.views import noted
from learning.views.drawn_blocks import DrawnBlocks, Slot
from lib.drawn import TOKEN

THEMES = ("light", "dark")
MOST = 160  # drawings kept in one process
MOST_PAGES = 128
# What an account alone has on the page.
PERSONAL = ("account", "sign-in", "nav", *noted.PARTS)
_TOKEN_FIELD = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*"')

_kept: OrderedDict[tuple[str, ...], "Drawing"] = OrderedDict()
_pages: OrderedDict[tuple[str, str, str], LessonPage] = OrderedDict()


class Drawing(DrawnBlocks):
    """One page: its pieces, and what draws the personal ones. Fixed text is kept as it is sent."""

    def __init__(
        self, key: tuple[str, ...], page: LessonPage, pieces: Iterable[str | Place], lessons: Iterable[LessonInfo]
    ) -> None:
        super().__init__(key, page)
        self.lessons = tuple(lessons)  # of the module it is shown in
        self.pieces = [piece.encode() if isinstance(piece, str) else _slot(piece) for piece in pieces]

    def filled(self, request: HttpRequest, reading: Reading) -> bytes:
        """The page of one reader."""
        known = reading.person.known
        html = b"".join(
            piece
            if isinstance(piece, bytes)
            else self._place(request, reading, piece)
            if known or piece.kind == "messages"
            else piece.newcomer
            for piece in self.pieces
        )
        return html.replace(TOKEN.encode(), get_token(request).encode())

    @property
    def beside(self) -> tuple[UUID, ...]:
        """The other lessons of the module."""
        return tuple(lesson.key for lesson in self.lessons if lesson.key != self.page.translation_key)

    def _context(self, reading: Reading) -> Context:
        return Context({**super()._context(reading).flatten(), "lessons": self.lessons})

    def _place(self, request: HttpRequest, reading: Reading, slot: Slot) -> bytes:
        kind = slot.kind
        if slot.block_id is not None:
            return self._block(reading, slot) if kind == "block" else self._beside(reading, slot)
        if kind == "messages":
            waiting = get_messages(request)
            return render_to_string("components/messages.html", {"messages": waiting}).encode() if len(waiting) else b""
        if kind == "position":
            return escape(learning_tags.lesson_position(self._context(reading), self.page)).encode()
        if kind in PERSONAL:
            return self._account(request, reading, slot) if reading.person.user_id else slot.newcomer
        state = reading.state
        if kind == "before":
            return self._before(reading)
        if kind == "aside":
            levels = tuple((code, reading.levels.get(code, 0)) for code, _ in reading.lesson.skills)
            return self._part((kind, bool(reading.person.user_id), levels), kind, reading)
        if kind == "rank":
            return self._part((kind, reading.beside, state.complete), kind, reading)
        if kind == "rail":
            return self._part((kind, state.complete, state.last_block), kind, reading)
        if kind == "update":
            told = update_for(reading.lesson, reading.completed_at, reading.update_seen)
            return self._part((kind, told.number, timezone.localdate(told.at)), kind, reading) if told else b""
        day = timezone.localdate(state.completed_at) if state.completed_at else None
        needs = tuple(need.done for need in state.needs)
        more = (reading.placed and reading.quiz_open, reading.placed, tuple(lesson.key for lesson in reading.locked))
        return self._part((kind, bool(reading.person.user_id), day, needs, *more), kind, reading)

    def _part(self, key: tuple[Any, ...], name: str, reading: Reading) -> bytes:
        tag = {
            "rank": learning_tags.lesson_rank,
            "rail": learning_tags.lesson_rail,
            "aside": learning_tags.lesson_aside,
            "completion": learning_tags.lesson_completion,
            "update": learning_tags.lesson_update,
            "before": learning_tags.lesson_before,
        }[name]
        context = self._context(reading)
        return self._remembered(key, lambda: render_to_string(f"learning/parts/{name}.html", tag(context, self.page)))

    def _before(self, reading: Reading) -> bytes:
        """The prerequisites; with the words of whoever lifted them, drawn each time and kept nowhere."""
        if reading.opened is None:
            return self._part(("before", reading.before), "before", reading)
        shown = learning_tags.lesson_before(self._context(reading), self.page)
        return render_to_string("learning/parts/before.html", shown).encode()

    def _beside(self, reading: Reading, slot: Slot) -> bytes:
        """The controls of a block are drawn once; what somebody wrote is drawn each time and kept nowhere."""
        block_id = slot.block_id
        assert block_id is not None
        if not reading.person.user_id:
            return slot.newcomer

        def draw() -> str:
            return render_to_string("learning/parts/beside.html", noted.beside(reading, block_id))

        if block_id in reading.notes:
            return draw().encode()
        return self._remembered((slot.kind, block_id, block_id in reading.stars), draw)

    def _account(self, request: HttpRequest, reading: Reading, slot: Slot) -> bytes:
        kind = slot.kind
        if kind == noted.NOTING:
            shown = {**noted.noting(reading.lesson), "csrf_token": TOKEN}
            return self._remembered((kind,), lambda: render_to_string("learning/parts/noting.html", shown))
        if kind == noted.MINE:
            told = (kind, None in reading.stars, sum(map(len, reading.notes.values())))
            return self._remembered(told, lambda: render_to_string("learning/parts/mine.html", noted.mine(reading)))
        if kind == "sign-in":
            return b""
        if kind == "nav":
            links = {"section": "path", "signed": True, "links": navigation().header}
            return self._remembered((kind,), lambda: render_to_string("components/nav_links.html", links))
        user = request.user
        assert user.is_authenticated
        shown = {
            "signed": True,
            "initials": user.initials,
            "staff": user.is_staff,
            "desk": bool(request.session.get("desk")),
            "unread": reading.unread,
            "csrf_token": TOKEN,
        }
        return self._remembered((kind, *shown.values()), lambda: render_to_string("components/account_nav.html", shown))


def _slot(place: Place) -> Slot:
    kind, _, key = place.name.partition(" ")
    return Slot(kind, UUID(key) if key else None, place.newcomer.encode())


def drawing_of(request: HttpRequest, lesson: LessonInfo, code: str, catalogue: Catalogue) -> Drawing | None:
    """The page of a published lesson in one language; None when it is published no more."""
    theme = request.COOKIES.get("theme", "")
    theme = theme if theme in THEMES else ""
    named = request.GET.get("in", "")
    module = catalogue.place(lesson.key, named).module if named else None
    asked = in_language(module.slug) if module else ""
    _keep_only(catalogue.version)
    key = (catalogue.version, str(lesson.key), code, asked, theme)
    found = _kept.get(key)
    if found is not None and not settings.DEBUG:
        return found
    page = _page(catalogue.version, lesson, code)
    if page is None:
        return None
    found = _kept[key] = _draw(key, _anonymous(request, asked, theme), page, lesson)
    if len(_kept) > MOST:
        _kept.popitem(last=False)
    return found


def _keep_only(version: str) -> None:
    """Drawings of content published before are given up before new ones take as much memory again."""
    if next(iter(_kept), (version,))[0] != version:
        _kept.clear()
        _pages.clear()


def _page(version: str, lesson: LessonInfo, code: str) -> LessonPage | None:
    """The page itself, with its blocks: one for all themes and modules it is shown in."""
    key = (version, str(lesson.key), code)
    found = None if settings.DEBUG else _pages.get(key)
    if found is None:
        pages = LessonPage.objects.live().public()
        found = pages.filter(translation_key=lesson.key, locale__language_code=code).first()
        if found is not None:
            found.minutes = lesson.minutes  # those of the French page: an English page that lags tells them too
            _pages[key] = found
            if len(_pages) > MOST_PAGES:
                _pages.popitem(last=False)
    return found


def _anonymous(request: HttpRequest, asked: str, theme: str) -> HttpRequest:
    """The same address asked by nobody."""
    bare = HttpRequest()
    bare.method, bare.path, bare.path_info, bare.LANGUAGE_CODE = (
        "GET",
        request.path,
        request.path_info,
        request.LANGUAGE_CODE,
    )
    bare.META = {
        name: request.META[name] for name in ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST") if name in request.META
    }
    bare.META["QUERY_STRING"] = f"in={asked}" if asked else ""
    bare.COOKIES = {"theme": theme}
    bare.user = AnonymousUser()
    bare.resolver_match = request.resolver_match
    bare.GET = QueryDict(bare.META["QUERY_STRING"])
    return bare


def _draw(key: tuple[str, ...], request: HttpRequest, page: LessonPage, lesson: LessonInfo) -> Drawing:
    context = page.get_context(request)
    context |= {CONTEXT_KEY: True, "reading": Reading(Person(), lesson)}
    with timezone.override(None):  # what everybody shares stands in nobody's time zone
        html = render_to_string(page.template, context, request=request)
    return Drawing(key, page, cut(_TOKEN_FIELD.sub(rf'\g<1>{TOKEN}"', html)), context["lessons"])
