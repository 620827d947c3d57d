"""The activities of a lesson page as one reader left them: drawn once for each thing that can be told of them.

Of what somebody typed, or of the addresses of what they did, nothing is kept: those are put in last.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.template import Context
from django.utils import timezone

from cms.models import LessonPage
from learning.domain import papers
from learning.domain.people import Person
from learning.domain.reading import AttemptLine, BlockState, Reading, RunLine, WorkState
from learning.templatetags.activity_tags import closed_choice, quiz_closed
from learning.views.blanks import blanked
from lib.drawn import TOKEN
from lib.recent import RecentTexts

MOST_PARTS = 12_000_000  # bytes of drawn parts and their keys kept in one process, for all its pages
_parts = RecentTexts(most=MOST_PARTS)

Line = TypeVar("Line", AttemptLine, RunLine)


class Slot(NamedTuple):
    """A place of the page, as its piece is asked for: "block" or "beside" and which one, or what else stands there."""

    kind: str
    block_id: UUID | None
    newcomer: bytes


class DrawnBlocks:
    """The blocks of one page in one version, language and theme: its `key`."""

    def __init__(self, key: tuple[str, ...], page: LessonPage) -> None:
        self.key, self.page = key, page
        self.blocks = {UUID(block.id): block for block in page.body if block.id}
        self.fields: dict[UUID, list[papers.Field]] = {}  # of papers

    def _block(self, reading: Reading, slot: Slot) -> bytes:
        """An activity as this person left it. Free texts are put in last, or drawn each time, and kept nowhere."""
        block_id = slot.block_id
        assert block_id is not None
        state, block = reading.blocks.get(block_id), self.blocks.get(block_id)
        attempts, runs, work = reading.attempts.get(block_id), reading.runs.get(block_id), reading.works.get(block_id)
        if block is None or (state is None and not attempts and not runs and not work):
            return slot.newcomer
        if block.block_type == "quiz":
            return self._quiz(block, reading)
        if block.block_type == "scenario":
            return self._scenario(block, reading, runs or [])
        if block.block_type == "task":
            return self._task(block, reading, work)
        if state is None:
            return slot.newcomer
        if block.block_type in papers.KINDS:
            return self._paper(block, reading, state)
        if not closed_choice(block, state.state):
            return self._draw_block(block, reading).encode()
        cards = reading.cards
        if cards is not None:  # of the cards only the one of this block shows in it
            cards &= {key for own, key in reading.lesson.questions if own == block_id}
        key = ("block", block_id, json.dumps(state.state, sort_keys=True), cards)
        alone = Reading(
            Person(), reading.lesson, blocks={block_id: BlockState(state.state, 0, state.done)}, cards=cards
        )
        return self._remembered(key, lambda: self._draw_block(block, alone))

    def _quiz(self, block: Any, reading: Reading) -> bytes:
        """A quiz tells of its attempts a number, a day and a share; the address of each is put in last."""
        block_id = UUID(block.id)
        if reading.granted.get(block_id):  # with the words of whoever gave one more
            return self._draw_block(block, reading).encode()
        lines = reading.attempts.get(block_id, [])
        told = tuple(
            (
                line.number,
                line.submitted_at and timezone.localdate(line.submitted_at),
                line.percent,
                line.late,
                line.passed,
            )
            for line in lines
        )
        alone = Reading(Person(), reading.lesson, attempts={block_id: numbered(lines)})
        key = ("quiz", block_id, told, quiz_closed(reading.lesson.key, block, lines))
        return addressed(self._remembered(key, lambda: self._draw_block(block, alone)), lines)

    def _scenario(self, block: Any, reading: Reading, runs: list[RunLine]) -> bytes:
        """A scenario tells of its best run, whose address is put in last."""
        block_id = UUID(block.id)
        told = tuple((run.finished, run.total, run.passed) for run in runs)
        alone = Reading(Person(), reading.lesson, runs={block_id: numbered(runs)})
        return addressed(self._remembered(("scenario", block_id, told), lambda: self._draw_block(block, alone)), runs)

    def _task(self, block: Any, reading: Reading, work: WorkState | None) -> bytes:
        """A task tells whether work was begun, and where its review stands; the work has a page of its own."""
        block_id = UUID(block.id)
        begun = block_id in reading.blocks
        told = work and WorkState(work.state, 1 if work.claimed_by_id else None, work.practice)
        alone = Reading(
            Person(),
            reading.lesson,
            blocks={block_id: BlockState({}, 0, False)} if begun else {},
            works={block_id: told} if told else {},
        )
        return self._remembered(("task", block_id, begun, told), lambda: self._draw_block(block, alone))

    def _paper(self, block: Any, reading: Reading, state: BlockState) -> bytes:
        block_id = UUID(block.id)
        if block_id not in self.fields:
            self.fields[block_id] = papers.fields_of(block)
        blank = blanked(self.fields[block_id], state)
        if blank is None:
            return self._draw_block(block, reading).encode()
        own = bool(reading.person.user_id)
        alone = Reading(Person(user_id=1) if own else Person(), reading.lesson, blocks={block_id: blank.state})
        return blank.filled(
            self._remembered(("paper", block_id, own, blank.key), lambda: self._draw_block(block, alone))
        )

    def _draw_block(self, block: Any, reading: Reading) -> str:
        return str(block.render(context={**self._context(reading).flatten(), "block": block}))

    def _remembered(self, key: tuple[Any, ...], draw: Callable[[], str]) -> bytes:
        found = _parts.get((self.key, key))
        if found is None:
            found = draw().encode()
            _parts.keep((self.key, key), found)
        return found

    def _context(self, reading: Reading) -> Context:
        return Context({"page": self.page, "reading": reading, "csrf_token": TOKEN})


def numbered(lines: Iterable[Line]) -> list[Line]:
    """The same lines, each with its rank in the place of its own address."""
    return [line._replace(uuid=UUID(int=rank)) for rank, line in enumerate(lines)]


def addressed(html: bytes, lines: Iterable[AttemptLine | RunLine]) -> bytes:
    """What was drawn of `numbered` lines, with the address of each."""
    for rank, line in enumerate(lines):
        html = html.replace(str(UUID(int=rank)).encode(), str(line.uuid).encode())
    return html
