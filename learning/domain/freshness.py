"""How fresh each skill is: the mean chance, today, of knowing the answers of its cards. Never part of a level."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from cms.asked import asked
from learning.domain.scheduling import recall
from learning.models import ReviewCard
from lib.moments import moment
from lib.statements import known_uuid
from skills.registry import Freshness

FRESH, FADING = 90, 70  # percent, from which on
Rated = tuple[UUID, float | None, datetime | None, int | None]  # question key, stability, last review, last rating


# `b`: the stability, and the last rating behind a colon.
CARDS = f"""SELECT CAST(question_key AS text) AS a,
 CAST(stability AS text) || ':' || COALESCE(CAST(last_rating AS text), '') AS b, CAST(last_review AS text) AS c
 FROM {ReviewCard._meta.db_table} WHERE user_id = %s AND suspended_at IS NULL"""  # noqa: S608  names of our own tables


def label_of(percent: int) -> str:
    return "fresh" if percent >= FRESH else "fading" if percent >= FADING else "due"


def of_skills(rows: list[tuple[Any, ...]]) -> dict[str, Freshness]:
    """Skill code → its freshness now, of `CARDS` of one person."""
    return freshness((_read(*row) for row in rows), at=timezone.now())


def _read(key: str, rated: str | None, at: str | None) -> Rated:
    stability, rating = rated.split(":") if rated else (None, None)
    return known_uuid(key), float(stability) if stability else None, moment(at), int(rating) if rating else None


def freshness(cards: Iterable[Rated], *, at: datetime) -> dict[str, Freshness]:
    """The same; a card that was never rated, or was not known last, counts as not known."""
    known = asked()
    chances: dict[str, list[float]] = defaultdict(list)
    for key, stability, last_review, last_rating in cards:
        chance = recall(stability=stability, last_review=last_review, last_rating=last_rating, at=at)
        for code in known.get(key, ()):
            chances[code].append(chance)
    found = {}
    for code, of_skill in chances.items():
        percent = int(100 * sum(of_skill) / len(of_skill) + 1e-9)
        found[code] = Freshness(len(of_skill), percent, label_of(percent))
    return found
