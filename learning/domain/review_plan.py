"""What a day of review holds: which cards, in which order, how many, and what the next days bring. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Generic, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from learning.domain.scheduling import REVIEW, Memory

FORECAST_DAYS = 14


@dataclass(frozen=True)
class Card:
    """What the queue reads of a card. `answered_at`: an answer waits for its rating."""

    memory: Memory
    pk: int
    question_key: UUID
    suspended_at: datetime | None
    answered_at: datetime | None

    @property
    def new(self) -> bool:
        return self.memory.reviews == 0


@dataclass(frozen=True)
class Held(Card):
    """A card as its pages show it."""

    uuid: UUID
    source: str
    created_at: datetime


C = TypeVar("C", bound=Card)


@dataclass(frozen=True)
class Pace:
    """The most cards of one day, and how many of them may be new."""

    per_day: int
    new_per_day: int


@dataclass(frozen=True)
class Day:
    """Today where the learner lives: from its first moment (UTC) to that of tomorrow."""

    now: datetime
    zone: ZoneInfo

    @property
    def on(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def start(self) -> datetime:
        return self._midnight(self.on)

    @property
    def end(self) -> datetime:
        return self._midnight(self.on + timedelta(days=1))

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=self.zone).astimezone(UTC)


@dataclass(frozen=True)
class Plan(Generic[C]):
    """`queue`: what is left of today, first card first. `later`: cards that come back within the day.

    `over`: due, and left for another day by the pace. `done`: rated today. `archived`: their question is asked no more.
    """

    queue: tuple[C, ...]
    later: tuple[C, ...]
    over: int
    done: int
    next_due: datetime | None
    suspended: tuple[C, ...]
    archived: tuple[C, ...]
    active: tuple[C, ...]
    forecast: tuple[tuple[date, int], ...]
    last_rated: C | None
    pace: Pace

    @property
    def total(self) -> int:
        """Cards of today: done and left. One that comes back within the day counts again."""
        return self.done + len(self.queue)


def is_due(memory: Memory, day: Day) -> bool:
    """Intervals of days end with the day; those of minutes are waited for."""
    return memory.due < day.end if memory.state == REVIEW else memory.due <= day.now


def plan(cards: Iterable[C], *, asked: Collection[UUID], pace: Pace, day: Day) -> Plan[C]:
    """The day of one learner: first a card answered and not rated, then what was begun, then what is due, then new.

    Cards seen today come back whatever the pace says: it counts cards, not how often one is seen.
    """
    cards = list(cards)
    active = [card for card in cards if not card.suspended_at and card.question_key in asked]
    seen = {c.pk: c for c in cards if c.memory.last_review and c.memory.last_review >= day.start}
    begun = sum(1 for c in seen.values() if c.memory.first_review and c.memory.first_review >= day.start)
    due = sorted((card for card in active if card.answered_at or is_due(card.memory, day)), key=_order)
    again = [card for card in due if card.answered_at or card.pk in seen]
    others = [card for card in due if not (card.answered_at or card.pk in seen)]
    room = max(0, pace.per_day - len(seen))
    old = [card for card in others if not card.new][:room]
    new = [card for card in others if card.new][: max(0, min(room - len(old), pace.new_per_day - begun))]
    queue = tuple(sorted([*again, *old, *new], key=_order))
    waiting = [card for card in active if not (card.answered_at or is_due(card.memory, day))]
    later = tuple(sorted((card for card in waiting if card.memory.due < day.end), key=_order))
    over = len(due) - len(queue)
    following = day.end if over else min((card.memory.due for card in waiting), default=None)
    return Plan(
        queue=queue,
        later=later,
        over=over,
        done=len(seen),
        next_due=later[0].memory.due if later else following,
        suspended=tuple(card for card in cards if card.suspended_at),
        archived=tuple(card for card in cards if not card.suspended_at and card.question_key not in asked),
        active=tuple(active),
        forecast=_forecast(waiting, today=len(queue) + len(later), over=over, pace=pace, day=day),
        last_rated=max(seen.values(), key=lambda card: card.memory.last_review or day.start, default=None),
        pace=pace,
    )


def _order(card: Card) -> tuple[int, datetime, int]:
    if card.answered_at:
        return (0, card.answered_at, card.pk)
    rank = 3 if card.new else 2 if card.memory.state == REVIEW else 1
    return (rank, card.memory.due, card.pk)


def _forecast(waiting: Sequence[Card], *, today: int, over: int, pace: Pace, day: Day) -> tuple[tuple[date, int], ...]:
    """Cards a day; what a day does not hold waits for the next one."""
    coming: dict[date, int] = {}
    for card in waiting:
        on = card.memory.due.astimezone(day.zone).date()
        coming[on] = coming.get(on, 0) + 1
    rows, kept = [(day.on, today)], over
    for ahead in range(1, FORECAST_DAYS):
        on = day.on + timedelta(days=ahead)
        kept += coming.get(on, 0)
        shown = min(kept, pace.per_day)
        kept -= shown
        rows.append((on, shown))
    return tuple(rows)
