"""When a quiz may be tried again, when time is up, what a retake repeats. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

K = TypeVar("K")
# What a slow line may take between the last second and the server.
GRACE = timedelta(seconds=15)
LAST_MINUTE = timedelta(minutes=1)


class Rules(NamedTuple):
    """`attempts` at most and `cool_down` in hours between two; None: no such rule."""

    attempts: int | None = None
    cool_down: int | None = None


class Closed(NamedTuple):
    """Why no attempt may start now; `opens_at` says when one may, None for never."""

    code: str  # "attempts" or "cool_down"
    opens_at: datetime | None = None


def kinder(promised: Rules, now: Rules) -> Rules:
    """What was told when the last attempt started holds; what was loosened since holds at once."""
    most = None if None in (promised.attempts, now.attempts) else max(promised.attempts or 0, now.attempts or 0)
    wait = None if None in (promised.cool_down, now.cool_down) else min(promised.cool_down or 0, now.cool_down or 0)
    return Rules(most, wait)


def closed(
    rules: Rules, *, tries: int, last: datetime | None, now: datetime, given: Iterable[int] = ()
) -> Closed | None:
    """Whether another attempt is refused after `tries` of them, the last one handed in at `last`; `given`: the numbers
    that staff opened, whatever the most.
    """
    if rules.attempts is not None and tries >= max(rules.attempts, *given, 0):
        return Closed("attempts")
    if rules.cool_down and last is not None and now < (opens := last + timedelta(hours=rules.cool_down)):
        return Closed("cool_down", opens)
    return None


def out_of_turn(
    rules: Rules,
    *,
    before: Iterable[tuple[datetime, datetime | None]],
    started_at: datetime,
    given: Iterable[int] = (),
) -> bool:
    """Whether an attempt begun then would have been refused after those `before` it, begun and handed in so."""
    earlier = [(begun, done) for begun, done in before if begun < started_at]
    last = max((done for _, done in earlier if done is not None and done <= started_at), default=None)
    return closed(rules, tries=len(earlier), last=last, now=started_at, given=given) is not None


def deadline(started_at: datetime, time_limit: int | None) -> datetime | None:
    return started_at + timedelta(minutes=time_limit) if time_limit else None


def is_late(started_at: datetime, time_limit: int | None, at: datetime) -> bool:
    """Handed in after the time limit, by the server's clock."""
    end = deadline(started_at, time_limit)
    return end is not None and at > end + GRACE


def hints_at(hints: Sequence[str], number: int) -> list[str]:
    """The hints of a try: none at the first, one at the second, one more at each further one."""
    return list(hints[: max(0, number - 1)])


def split(points: Mapping[K, Decimal | None]) -> tuple[list[K], list[K]]:
    """Which questions a retake asks again (judged, not fully right) and which it carries over: the right ones, and
    those that wait for a reader, who may still find them right.
    """
    again = [key for key, earned in points.items() if earned is not None and earned < 1]
    return again, [key for key in points if key not in again]


def combined(points: Iterable[Decimal | None]) -> Decimal:
    """The points of an attempt: those earned in it and those carried over; what waits for a reader counts 0 so far."""
    return sum((earned or Decimal(0) for earned in points), Decimal(0))


def leaves_time(started_at: datetime, time_limit: int | None, at: datetime) -> bool:
    """Whether something may still be asked before the end: an answer to it must not make the attempt late."""
    end = deadline(started_at, time_limit)
    return end is None or at < end - LAST_MINUTE


def unexpected(posted: Iterable[str], payloads: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Names of posted fields that the form of these questions never has; `payloads`: field name → question."""
    known = {"csrfmiddlewaretoken", "anyway", "auto", "later", "leaving", "version", *payloads}
    for name, payload in payloads.items():
        known |= {f"{name}-{row['id']}" for row in (*payload.get("items", ()), *payload.get("pairs", ()))}
    return set(posted) - known
