"""The cards of somebody: where they come from, which are set aside, and what today holds. One statement each."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from cms.asked import asked
from cms.catalogue import get_catalogue, latest_versions
from learning.domain import grading
from learning.domain.people import Person
from learning.domain.review_plan import Card, Day, Held, Pace, Plan, plan
from learning.domain.scheduling import Memory
from learning.models import Answer, BlockProgress, QuizAttempt, ReviewCard, ReviewPace
from learning.models.review_card import NEW_PER_DAY, PER_DAY
from lib.moments import moment, time_of
from lib.statements import WrittenOnce, known_uuid
from lib.writes import Write, insert, send

# From the account, so that the pace is told without a card too: the one row without cards has no `pk`.
_CARD = (
    *("pk", "question_key", "suspended_at", "answered_at", "uuid", "source", "created_at"),
    *("due", "stability", "difficulty", "state", "step", "first_review", "last_review", "reviews", "last_rating"),
)
_COLUMNS = (*(f"review_cards__{name}" for name in _CARD), "review_pace__per_day", "review_pace__new_per_day")
OWN_COLUMNS = 7
_cards_of = WrittenOnce(
    lambda user_id: User.objects.filter(pk=user_id).order_by("review_cards__pk").values_list(*_COLUMNS)
)


def today(user: User, now: datetime | None = None) -> Day:
    """The day it is where this person lives."""
    try:
        zone = ZoneInfo(user.time_zone)
    except (KeyError, ValueError, OSError):  # a zone that this machine does not know
        zone = ZoneInfo(settings.TIME_ZONE)
    return Day(now or timezone.now(), zone)


def plan_of(user: User, now: datetime | None = None) -> Plan[Held]:
    """One statement, whatever the number of cards."""
    rows = _cards_of(user.pk)
    per_day, new = rows[0][-2:] if rows else (None, None)
    pace = Pace(PER_DAY if per_day is None else per_day, NEW_PER_DAY if new is None else new)
    cards = [Held(Memory(*row[OWN_COLUMNS:-2]), *row[:OWN_COLUMNS]) for row in rows if row[0] is not None]
    return plan(cards, asked=asked(), pace=pace, day=today(user, now))


# The cards of an account among other rows, as `skills.domain.inputs.inputs_with` takes them, and the pace chosen.
BESIDE = f"""SELECT '+card', CAST(question_key AS text), state, reviews, CAST(due AS text),
 COALESCE(CAST(last_review AS text), ''), COALESCE(CAST(answered_at AS text), ''), CAST(first_review AS text),
 0, CAST(suspended_at AS text), 0, id
 FROM {ReviewCard._meta.db_table} WHERE user_id = %s
UNION ALL SELECT '+cards a day', '', per_day, new_per_day, '', '', '', NULL, 0, NULL, 0, 0
 FROM {ReviewPace._meta.db_table} WHERE user_id = %s"""  # noqa: S608  names of our own tables


def plan_among(rows: Iterable[tuple[Any, ...]], user: User, now: datetime | None = None) -> Plan[Card]:
    """The same plan from the rows of `BESIDE`."""
    cards, pace = [], Pace(PER_DAY, NEW_PER_DAY)
    for kind, key, state, reviews, due, last, answered, first, _, aside, _, pk in rows:
        if kind == "+card":
            memory = Memory(
                time_of(due), state=state, first_review=moment(first), last_review=moment(last), reviews=reviews
            )
            cards.append(Card(memory, pk, known_uuid(key), moment(aside), moment(answered)))
        elif kind == "+cards a day":
            pace = Pace(state, reviews)
    cards.sort(key=lambda card: card.pk)
    return plan(cards, asked=asked(), pace=pace, day=today(user, now))


def pace_of(user_id: int) -> ReviewPace:
    """The numbers chosen, or the usual ones."""
    return ReviewPace.objects.filter(user_id=user_id).first() or ReviewPace(user_id=user_id)


def set_pace(user_id: int, *, per_day: int, new_per_day: int) -> None:
    ReviewPace.objects.update_or_create(
        user_id=user_id, defaults={"per_day": per_day, "new_per_day": min(new_per_day, per_day)}
    )


def cards_for(person: Person, *, wrong: Iterable[UUID]) -> None:
    """Questions answered not fully right come back: one statement, none without an account or a mistake."""
    send(new_cards(person, wrong=wrong))


def new_cards(person: Person, *, wrong: Iterable[UUID]) -> list[Write]:
    """Cards of questions answered not fully right. Cards that exist stay as they are, those set aside too.

    A visitor's come with `adopt_cards`.
    """
    if person.user_id is None:
        return []
    now, source = timezone.now(), ReviewCard.Source.WRONG
    return insert(
        ReviewCard(user_id=person.user_id, question_key=key, source=source, created_at=now, due=now)
        for key in dict.fromkeys(wrong)
    )


def wrong_in(answers: Iterable[Answer]) -> list[UUID]:
    """Questions judged and not fully right; what only a person can judge is not among them."""
    return [answer.question_key for answer in answers if answer.score is not None and answer.score < 1]


def adopt_cards(user_id: int, *, attempts: Iterable[QuizAttempt], blocks: Iterable[BlockProgress]) -> None:
    """Mistakes of a visitor, out of the attempts handed in and the self-checks left wrong, after they moved."""
    keys = [attempt.pk for attempt in attempts if attempt.submitted_at]
    wrong = wrong_in(Answer.objects.filter(attempt__in=keys).order_by("pk")) if keys else []
    checks = [block for block in blocks if block.kind == "question"]
    cards_for(Person(user_id=user_id), wrong=[*wrong, *_wrong_checks(checks)])


def _wrong_checks(blocks: list[BlockProgress]) -> list[UUID]:
    lessons = get_catalogue().lessons
    known = {(lesson.key, block_id): key for lesson in lessons.values() for block_id, key in lesson.questions}
    found = []
    for block in blocks:
        key, locale = known.get((block.lesson_key, block.block_id)), block.state.get("locale", "fr")
        version = latest_versions([key], locale).get(key) if key else None
        if key is None or version is None:
            continue
        try:
            points = grading.grade(version.payload, block.state.get("response"), locale=locale).points
        except grading.Unreadable:
            continue  # the question changed since
        if points is not None and points < 1:
            found.append(key)
    return found


def keep(user_id: int, *, question_key: UUID) -> bool:
    """Review this question; False for one that this person was never shown the answer of."""
    with transaction.atomic():
        back = ReviewCard.objects.filter(user_id=user_id, question_key=question_key)
        if back.exists():
            back.filter(suspended_at__isnull=False).update(suspended_at=None)
            return True
        if question_key not in asked() or not _answered(user_id, question_key):
            return False
        now = timezone.now()
        ReviewCard.objects.get_or_create(
            user_id=user_id,
            question_key=question_key,
            defaults={"source": ReviewCard.Source.CHOSEN, "created_at": now, "due": now},
        )
        return True


def set_aside(user_id: int, *, question_key: UUID) -> None:
    """The card waits until it is taken back; its ratings stay."""
    ReviewCard.objects.filter(user_id=user_id, question_key=question_key, suspended_at=None).update(
        suspended_at=timezone.now()
    )


def _answered(user_id: int, question_key: UUID) -> bool:
    """Before an answer is handed in, a card would show what is right: it would be a way round the quiz."""
    handed_in = Answer.objects.filter(
        attempt__user_id=user_id, attempt__submitted_at__isnull=False, question_key=question_key
    )
    if handed_in.exists():
        return True
    places = Q(pk=None)
    for lesson in get_catalogue().lessons.values():
        for block_id, key in lesson.questions:
            if key == question_key:
                places |= Q(lesson_key=lesson.key, block_id=block_id)
    return BlockProgress.objects.filter(places, user_id=user_id, kind="question").exists()


def kept_among(user_id: int | None, question_keys: Iterable[UUID]) -> frozenset[UUID]:
    """Which of these questions come back to this person."""
    if user_id is None:
        return frozenset()
    rows = ReviewCard.objects.filter(user_id=user_id, suspended_at=None, question_key__in=list(question_keys))
    return frozenset(rows.values_list("question_key", flat=True))
