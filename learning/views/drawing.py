"""A lesson page drawn once per published version, language, module and theme; then filled for each reader.

What is kept in the process holds the published lesson and nothing of anybody: the reader's parts are put in their
places as text. Parts that follow from a choice among few (an option ticked, a lesson complete) are drawn once a choice.
"""

import json
import re
import secrets
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
from learning.domain.reading import BlockState, Reading
from learning.domain.updates import update_for
from learning.templatetags import learning_tags
from learning.templatetags.activity_tags import closed_choice, quiz_closed
from learning.views import noted
from lib.recent import RecentTexts

THEMES = ("light", "dark")
MOST = 256  # pages kept in one process
MOST_PARTS = 16_000_000  # characters of drawn parts kept in one process, for all its pages
# Stands for the token of the reader, who gets it last.
TOKEN = secrets.token_hex(24)
_TOKEN_FIELD = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*"')

_kept: OrderedDict[tuple[str, ...], "Drawing"] = OrderedDict()
_parts = RecentTexts(most=MOST_PARTS)


class Drawing:
    """One page: its pieces, and what draws the personal ones. Fixed text is kept as it is sent."""

    def __init__(self, key: tuple[str, ...], page: LessonPage, pieces: Iterable[str | Place]) -> None:
        self.key, self.page = key, page
        self.pieces = [piece.encode() if isinstance(piece, str) else piece for piece in pieces]
        self.blocks = {block.id: block for block in page.body}

    def filled(self, request: HttpRequest, reading: Reading) -> bytes:
        """The page of one reader."""
        html = b"".join(
            piece if isinstance(piece, bytes) else self._place(request, reading, piece).encode()
            for piece in self.pieces
        )
        return html.replace(TOKEN.encode(), get_token(request).encode())

    def _place(self, request: HttpRequest, reading: Reading, place: Place) -> str:
        kind, _, key = place.name.partition(" ")
        if kind == "messages":
            waiting = get_messages(request)
            return render_to_string("components/messages.html", {"messages": waiting}) if len(waiting) else ""
        if not reading.person.known:
            return place.newcomer
        if kind == "block":
            return self._block(reading, UUID(key), place.newcomer)
        if kind == "position":
            return escape(learning_tags.lesson_position(self._context(reading), self.page))
        if kind in noted.PARTS:
            return self._noted(reading, kind, key) if reading.person.user_id else place.newcomer
        if kind in ("account", "sign-in", "nav"):
            return self._account(request, reading, place) if reading.person.user_id else place.newcomer
        state = reading.state
        if kind == "before":
            return self._before(reading)
        if kind == "aside":
            levels = tuple((code, reading.levels.get(code, 0)) for code, _ in reading.lesson.skills)
            return self._part((kind, bool(reading.person.user_id), levels), kind, reading)
        if kind == "rail":
            return self._part((kind, state.complete, state.last_block), kind, reading)
        if kind == "update":
            told = update_for(reading.lesson, reading.completed_at, reading.update_seen)
            return self._part((kind, told.number, timezone.localdate(told.at)), kind, reading) if told else ""
        day = timezone.localdate(state.completed_at) if state.completed_at else None
        needs = tuple(need.done for need in state.needs)
        more = (reading.placed and reading.quiz_open, reading.placed, tuple(lesson.key for lesson in reading.locked))
        return self._part((kind, bool(reading.person.user_id), day, needs, *more), kind, reading)

    def _block(self, reading: Reading, block_id: UUID, newcomer: str) -> str:
        """An activity as this person left it. Free texts are drawn each time and kept nowhere."""
        state = reading.blocks.get(block_id)
        tries = next(
            (rows[block_id] for rows in (reading.attempts, reading.runs, reading.works) if block_id in rows), None
        )
        block = self.blocks.get(str(block_id))
        if block is None or (state is None and not tries):
            return newcomer
        if block.block_type == "quiz":
            return self._quiz(block, reading)
        if state is None or tries or not closed_choice(block, state.state):
            return self._draw_block(block, reading)
        cards = reading.cards
        if cards is not None:  # of the cards only the one of this block shows in it
            cards &= {key for own, key in reading.lesson.questions if own == block_id}
        key = ("block", block_id, json.dumps(state.state, sort_keys=True), cards)
        alone = Reading(
            Person(), reading.lesson, blocks={block_id: BlockState(state.state, 0, state.done)}, cards=cards
        )
        return self._remembered(key, lambda: self._draw_block(block, alone))

    def _quiz(self, block: Any, reading: Reading) -> str:
        """A quiz tells of its attempts a number, a day and a share; the address of each is put in last."""
        block_id = UUID(block.id)
        if reading.granted.get(block_id):  # with the words of whoever gave one more
            return self._draw_block(block, reading)
        lines = reading.attempts.get(block_id, [])
        told = tuple(
            (line.number, line.submitted_at and timezone.localdate(line.submitted_at), line.percent, line.late)
            for line in lines
        )
        places = [line._replace(uuid=UUID(int=rank)) for rank, line in enumerate(lines)]
        alone = Reading(Person(), reading.lesson, attempts={block_id: places})
        key = ("quiz", block_id, told, quiz_closed(reading.lesson.key, block, lines))
        html = self._remembered(key, lambda: self._draw_block(block, alone))
        for place, line in zip(places, lines, strict=True):
            html = html.replace(str(place.uuid), str(line.uuid))
        return html

    def _draw_block(self, block: Any, reading: Reading) -> str:
        return str(block.render(context={**self._context(reading).flatten(), "block": block}))

    def _part(self, key: tuple[Any, ...], name: str, reading: Reading) -> str:
        tag = {
            "rail": learning_tags.lesson_rail,
            "aside": learning_tags.lesson_aside,
            "completion": learning_tags.lesson_completion,
            "update": learning_tags.lesson_update,
            "before": learning_tags.lesson_before,
        }[name]
        context = self._context(reading)
        return self._remembered(key, lambda: render_to_string(f"learning/parts/{name}.html", tag(context, self.page)))

    def _before(self, reading: Reading) -> str:
        """The prerequisites; with the words of whoever lifted them, drawn each time and kept nowhere."""
        if reading.opened is None:
            return self._part(("before", reading.before), "before", reading)
        shown = learning_tags.lesson_before(self._context(reading), self.page)
        return render_to_string("learning/parts/before.html", shown)

    def _noted(self, reading: Reading, kind: str, key: str) -> str:
        """Controls are drawn once; what somebody wrote is drawn each time and kept nowhere."""
        if kind == noted.NOTING:
            shown = {**noted.noting(reading.lesson), "csrf_token": TOKEN}
            return self._remembered((kind,), lambda: render_to_string("learning/parts/noting.html", shown))
        if kind == noted.MINE:
            shown = noted.mine(reading)
            return self._remembered(
                (kind, *shown.values()), lambda: render_to_string("learning/parts/mine.html", shown)
            )
        block_id = UUID(key)

        def draw() -> str:
            return render_to_string("learning/parts/beside.html", noted.beside(reading, block_id))

        if block_id in reading.notes:
            return draw()
        return self._remembered((kind, block_id, block_id in reading.stars), draw)

    def _account(self, request: HttpRequest, reading: Reading, place: Place) -> str:
        if place.name == "sign-in":
            return ""
        if place.name == "nav":
            links = {"section": "", "signed": True, "links": navigation().header}
            return self._remembered(("nav",), lambda: render_to_string("components/nav_links.html", links))
        user = request.user
        shown = {"user": user, "notification_count": reading.unread, "request": request, "csrf_token": TOKEN}
        assert user.is_authenticated
        key = ("account", user.initials, user.is_staff, reading.unread, request.session.get("desk"))
        return self._remembered(key, lambda: render_to_string("components/account_nav.html", shown))

    def _remembered(self, key: tuple[Any, ...], draw: Any) -> str:
        found = _parts.get((self.key, key))
        if found is None:
            found = draw()
            _parts.keep((self.key, key), found)
        return found

    def _context(self, reading: Reading) -> Context:
        return Context({"page": self.page, "reading": reading, "csrf_token": TOKEN})


def drawing_of(request: HttpRequest, lesson: LessonInfo, code: str, catalogue: Catalogue) -> Drawing | None:
    """The page of a published lesson in one language; None when it is published no more."""
    theme = request.COOKIES.get("theme", "")
    theme = theme if theme in THEMES else ""
    module = catalogue.place(lesson.key, request.GET.get("in", "")).module
    asked = in_language(module.slug) if module and request.GET.get("in") else ""
    key = (catalogue.version, str(lesson.key), code, asked, theme)
    found = _kept.get(key)
    if found is not None and not settings.DEBUG:
        return found
    page = LessonPage.objects.live().public().filter(translation_key=lesson.key, locale__language_code=code).first()
    if page is None:
        return None
    found = _kept[key] = _draw(key, _anonymous(request, asked, theme), page, lesson)
    if len(_kept) > MOST:
        _kept.popitem(last=False)
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
    return Drawing(key, page, cut(_TOKEN_FIELD.sub(rf'\g<1>{TOKEN}"', html)))
