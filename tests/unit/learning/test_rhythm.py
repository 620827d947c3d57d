"""The week of a learner, in their own calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from learning.domain.rhythm import HOURS, LESSONS, LOOK_BACK, Pace, Week, week

PARIS, NEW_YORK, KIRITIMATI = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Kiritimati")


def at(text: str, zone: ZoneInfo = PARIS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def marks(found: Week) -> str:
    """A letter a day: x worked, - nothing, . to come; upper case or = today."""
    letters = []
    for day in found.days:
        letter = "x" if day.active else "." if day.ahead else "-"
        letters.append({"x": "X", "-": "="}.get(letter, letter) if day.today else letter)
    return "".join(letters)


def of(now: datetime, zone: ZoneInfo, *active: datetime) -> str:
    return marks(week(now, zone, active=active, completed=[]))


def test_a_week_goes_from_monday_to_sunday() -> None:
    found = week(at("2026-11-22T23:59"), PARIS, active=[], completed=[])
    assert (found.days[0].day, found.days[6].day) == (date(2026, 11, 16), date(2026, 11, 22))
    assert marks(found) == "------="
    assert of(at("2026-11-23T00:00"), PARIS) == "=......"
    assert of(at("2026-11-25T12:00"), PARIS, at("2026-11-22T23:59"), at("2026-11-23T00:00")) == "x-=...."


@pytest.mark.parametrize(
    ("zone", "expected"),
    [(PARIS, "=......"), (NEW_YORK, "------X"), (KIRITIMATI, "X......")],
)
def test_the_same_moment_is_another_day_elsewhere(zone: ZoneInfo, expected: str) -> None:
    """Sunday 23:30 in Greenwich: Monday in Paris, Sunday evening in New York, Monday afternoon in Kiritimati."""
    now, work = datetime(2026, 11, 22, 23, 30, tzinfo=UTC), datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    assert of(now, zone, work) == expected


@pytest.mark.parametrize(
    ("zone", "sunday", "hours"),
    [
        (PARIS, "2026-03-29", 167),  # 02:00 becomes 03:00
        (PARIS, "2026-10-25", 169),  # 03:00 becomes 02:00
        (NEW_YORK, "2026-03-08", 167),
        (NEW_YORK, "2026-11-01", 169),
        (KIRITIMATI, "2026-03-29", 168),
    ],
)
def test_weeks_in_which_the_clock_changes(zone: ZoneInfo, sunday: str, hours: int) -> None:
    monday = date.fromisoformat(sunday) - timedelta(days=6)
    first, last = at(f"{monday}T00:00", zone), at(f"{sunday}T23:59:59", zone)
    assert round((last - first) / timedelta(hours=1)) == hours
    assert of(last, zone, first, last) == "x-----X"
    assert of(last, zone, first - timedelta(seconds=1)) == "------="
    assert of(last, zone, last + timedelta(seconds=1)) == "------="
    assert last - first < LOOK_BACK


def test_the_hour_that_comes_twice_is_one_day() -> None:
    twice = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    assert [moment.astimezone(PARIS).hour for moment in twice] == [2, 2]
    assert of(at("2026-10-25T12:00"), PARIS, *twice) == "------X"


@pytest.mark.parametrize(
    ("pace", "lessons", "minutes", "reached"),
    [
        (Pace(LESSONS, 3), 2, 30, False),
        (Pace(LESSONS, 2), 2, 30, True),
        (Pace(HOURS, 1), 2, 30, False),
        (Pace(HOURS, 1), 3, 60, True),
        (None, 2, 30, False),
    ],
)
def test_lessons_and_their_minutes(pace: Pace | None, lessons: int, minutes: int, reached: bool) -> None:
    done = [(at("2026-11-16T00:00"), 10), (at("2026-11-17T10:00"), 20), (at("2026-11-18T10:00"), 30)][:lessons]
    before = (at("2026-11-15T23:59"), 500)
    found = week(at("2026-11-20T12:00"), PARIS, active=[], completed=[before, *done], pace=pace)
    assert (found.lessons, found.minutes, found.reached) == (lessons, minutes, reached)
    assert marks(found) == ("xxx" if lessons == 3 else "xx-") + "-=.."


@pytest.mark.parametrize(("last", "away"), [("2026-11-16T08:00", False), ("2026-11-15T23:59", True), (None, False)])
def test_a_week_off(last: str | None, away: bool) -> None:
    """Seven days without opening anything; a newcomer is not away."""
    seen = at(last) if last else None
    assert week(at("2026-11-22T20:00"), PARIS, active=[], completed=[], seen=seen).away is away
    completed = [(at(last), 10)] if last else []
    assert week(at("2026-11-22T20:00"), PARIS, active=[], completed=completed).away is away
