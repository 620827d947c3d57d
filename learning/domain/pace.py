"""The rhythm that somebody chose, and their week as the dashboard shows it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from cms.catalogue import Catalogue
from learning.domain.rhythm import Pace, Week, week
from learning.domain.trail import Trail
from learning.models import Onboarding, Rhythm


def week_of(trail: Trail, catalogue: Catalogue, *, zone: str, now: datetime) -> Week:
    """The week of somebody, from what `trail_of` has read; no statement of its own.

    A lesson complete by a placement test took none of its minutes; the day of the test is a day with work.
    """
    completed = [
        (when, lesson.minutes if (lesson := catalogue.lessons.get(key)) else 0)
        for key, (_, when) in trail.lessons.items()
        if when is not None and not (trail.placed and (key, when) in trail.placed)
    ]
    seen = max((at for at, _ in trail.lessons.values()), default=None)
    return week(now, ZoneInfo(zone), active=trail.active, completed=completed, seen=seen, pace=trail.pace)


def pace_of(user_id: int) -> Pace | None:
    """The rhythm chosen, else the hours told at the start, else None."""
    chosen = Rhythm.objects.filter(user_id=user_id).first()
    if chosen:
        return Pace(chosen.unit, chosen.amount, chosen.paused)
    hours = Onboarding.objects.filter(user_id=user_id).values_list("hours_per_week", flat=True).first()
    return Pace(Rhythm.Unit.HOURS.value, hours) if hours else None


def choose(user_id: int, *, unit: str, amount: int, paused: bool) -> None:
    """Keep the rhythm; the last one said stands."""
    Rhythm.objects.update_or_create(
        user_id=user_id, defaults={"unit": unit, "amount": amount, "paused": paused, "updated_at": timezone.now()}
    )
