"""The week of a learner: which days held work, and how far it is from what they meant to do. Pure.

A week begins on Monday and is made of days of the learner's own calendar: it has 167 or 169 hours where the clock
changes. A week without work takes nothing away, so nothing here counts weeks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

LESSONS, HOURS = "lessons", "hours"
LOOK_BACK = timedelta(days=9)  # holds the whole week so far, in every time zone
AWAY = timedelta(days=7)


@dataclass(frozen=True)
class Pace:
    """What somebody means to do a week: `amount` lessons or hours."""

    unit: str
    amount: int
    paused: bool = False


class Day(NamedTuple):
    day: date
    active: bool
    today: bool
    ahead: bool


@dataclass(frozen=True)
class Week:
    """`minutes`: planned minutes of the lessons completed. `away`: nothing for seven days, though there was before."""

    days: tuple[Day, ...]
    lessons: int
    minutes: int
    pace: Pace | None
    away: bool

    @property
    def reached(self) -> bool:
        if self.pace is None:
            return False
        return (self.lessons if self.pace.unit == LESSONS else self.minutes // 60) >= self.pace.amount


def week(
    now: datetime,
    zone: ZoneInfo,
    *,
    active: Iterable[datetime],
    completed: Iterable[tuple[datetime, int]],
    seen: datetime | None = None,
    pace: Pace | None = None,
) -> Week:
    """The week that holds `now`.

    `active`: when something was done. `completed`: when lessons were completed, and their minutes. `seen`: the last
    time a lesson was open. All of them aware, in any time zone.
    """
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(days=number) for number in range(7)]
    done = [(when.astimezone(zone).date(), minutes) for when, minutes in completed]
    this_week = [minutes for day, minutes in done if day in days]
    worked = {when.astimezone(zone).date() for when in active} | {day for day, _ in done}
    last = max(worked, default=None)
    opened = seen.astimezone(zone).date() if seen else None
    latest = max((day for day in (last, opened) if day), default=None)
    return Week(
        days=tuple(Day(day, day in worked and day <= today, day == today, day > today) for day in days),
        lessons=len(this_week),
        minutes=sum(this_week),
        pace=pace,
        away=latest is not None and today - latest >= AWAY,
    )
