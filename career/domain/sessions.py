"""Rehearsals from the first question to the debrief. Every write is conditional: an older window overwrites nothing."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from career.domain import hints
from career.domain.rehearsal import Candidate, draw
from career.models import Rehearsal, RehearsalAnswer
from cms.reference import Item, get_reference
from cms.wording import RUBRIC
from skills.models import Review

LONGEST = 20_000  # characters of one text
LONGEST_NOTE = 4_000
RATED = range(4)
MINUTES = (0, 1, 2, 3, 5)
TYPED = ("form", "text", "situation", "task", "action", "result", "spoken")

Typed = Mapping[str, Any]


class NothingToAsk(Exception):
    """The bank has no question for this choice."""


class Closed(Exception):
    """The rehearsal is finished: its answers stay as they are."""


class Empty(Exception):
    """Nothing was written or said."""


class Stale(Exception):
    """The answer was saved elsewhere meanwhile; `current` is what stands there now."""

    def __init__(self, current: RehearsalAnswer) -> None:
        super().__init__("saved elsewhere")
        self.current = current


def candidates() -> list[Candidate]:
    """The bank, as `domain.rehearsal` draws from it."""
    return [
        Candidate(item.key, item.data["category"], tuple(item.data["tiers"]))
        for item in get_reference().of("interview")
    ]


def begin(
    user_id: int,
    *,
    form_key: uuid.UUID,
    locale: str,
    category: str,
    tier: str,
    minutes: int,
    count: int,
    code: str = "",
) -> Rehearsal:
    """Draw the questions and freeze them; with `code`, that question alone. Raises `NothingToAsk`."""
    with transaction.atomic():
        seed = secrets.randbits(31)
        chosen = {"category": category, "tier": tier, "minutes": minutes, "seed": seed, "locale": locale}
        rehearsal, created = Rehearsal.objects.get_or_create(user_id=user_id, form_key=form_key, defaults=chosen)
        if not created:
            return rehearsal
        bank = get_reference().items.get("interview", {})
        if code:
            keys = [item.key for item in bank.values() if item.code == code]
        else:
            past = RehearsalAnswer.objects.filter(rehearsal__user_id=user_id).exclude(answered_at=None)
            practised = list(past.order_by("-answered_at", "-pk").values_list("question_key", flat=True))
            keys = draw(candidates(), category=category, tier=tier, count=count, practised=practised, seed=seed)
        if not keys:
            raise NothingToAsk
        RehearsalAnswer.objects.bulk_create(
            RehearsalAnswer(
                rehearsal=rehearsal,
                order=order,
                question_key=key,
                question=freeze(bank[key], locale),
                opened_at=rehearsal.started_at if order == 1 else None,
            )
            for order, key in enumerate(keys, start=1)
        )
        return rehearsal


def freeze(item: Item, locale: str) -> dict[str, Any]:
    """A question of the bank as it is asked today, in the language of the rehearsal."""
    with translation.override(locale):
        text = item.text
        return {
            "code": item.code,
            "title": item.name,
            "summary": text["summary"],
            "points": list(text["points"]),
            "echoes": list(text.get("echoes", ())),
            "trap": text["trap"],
            "example": text["example"],
            "category": item.data["category"],
            "rubric": [code for code in item.data["rubric"] if code in RUBRIC],
            "skills": [skill["code"] for skill in item.data["skills"]],
        }


def save(answer: RehearsalAnswer, *, typed: Typed, version: int) -> RehearsalAnswer:
    """Keep what is written so far. Raises `Stale`, also when the answer was given meanwhile, and `Closed`."""
    if answer.answered_at is not None:
        raise Stale(answer)
    return _write(answer, version, typed, lambda row: row.answered_at is None and _holds(row, typed))


def give(answer: RehearsalAnswer, *, typed: Typed, version: int) -> RehearsalAnswer:
    """Hand the answer in: hints are read now and stay. Raises `Stale`, `Closed`, `Empty`."""
    now = timezone.now()
    draft = RehearsalAnswer(rehearsal=answer.rehearsal, question=answer.question, **typed)
    if not draft.begun or not (draft.given.strip() or draft.spoken):
        raise Empty
    opened = answer.opened_at or now
    given = {
        **typed,
        "answered_at": now,
        "skipped": False,
        "seconds": max(0, int((now - opened).total_seconds())),
        "hints": read(draft),
    }
    return _write(answer, version, given, lambda row: row.answered_at is not None and _holds(row, typed))


def skip(answer: RehearsalAnswer, *, typed: Typed, version: int) -> RehearsalAnswer:
    """Leave it for later; what is written stays with it. Raises `Stale`, `Closed`."""
    if answer.answered_at is not None:
        raise Stale(answer)
    return _write(answer, version, {**typed, "skipped": True}, lambda row: row.skipped and _holds(row, typed))


def restart_clock(answer: RehearsalAnswer) -> bool:
    """The clock of an answer not yet given begins again; its text stays."""
    rows = RehearsalAnswer.objects.filter(pk=answer.pk, answered_at=None, rehearsal__finished_at=None)
    return bool(rows.exclude(opened_at=None).update(opened_at=timezone.now()))


def rate(answer: RehearsalAnswer, *, ratings: Mapping[str, int], note: str, version: int) -> RehearsalAnswer:
    """The writer's own view of an answer given; it may still change after the debrief. Raises `Stale`."""
    fields = {"ratings": dict(ratings), "note": note}
    same = RehearsalAnswer.objects.filter(pk=answer.pk, version=version).exclude(answered_at=None)
    if not same.update(**fields, version=F("version") + 1):
        answer.refresh_from_db()
        if (answer.ratings, answer.note) != (fields["ratings"], note):
            raise Stale(answer)
    answer.refresh_from_db()
    return answer


def go_on(rehearsal: Rehearsal, *, after: int = 0) -> int:
    """The next question not yet answered or skipped, opened if it was not; 0 when none is left."""
    rows = rehearsal.answers.filter(answered_at=None, skipped=False)
    row = rows.filter(order__gt=after).first() or rows.first()
    if row is None or rehearsal.finished_at:
        return 0
    RehearsalAnswer.objects.filter(pk=row.pk, opened_at=None).update(opened_at=timezone.now())
    return row.order


def finish(rehearsal: Rehearsal) -> bool:
    """To the debrief: whatever is not answered stays unanswered. The first time counts."""
    open_ = Rehearsal.objects.filter(pk=rehearsal.pk, finished_at=None)
    return bool(open_.update(finished_at=timezone.now()))


def delete(rehearsal: Rehearsal) -> None:
    """The rehearsal goes with its answers, and with what a mentor was asked and said about it."""
    with transaction.atomic():
        Review.objects.filter(rehearsal=rehearsal).delete()
        rehearsal.delete()


def read(answer: RehearsalAnswer) -> dict[str, Any]:
    """The hints on an answer as they are stored: {"words", "hints": [...], "points": [[[start, end], …], …]}."""
    question = answer.question
    echoes: Sequence[str] = question.get("echoes", ())
    points = [
        hints.Point(text, _echoes(echoes[n]) if n < len(echoes) else ()) for n, text in enumerate(question["points"])
    ]
    found = hints.read(
        answer.given,
        language=answer.rehearsal.locale,
        minutes=answer.rehearsal.minutes,
        rubric=question["rubric"],
        points=points,
        parts=answer.parts if answer.form == RehearsalAnswer.Form.STAR else None,
    )
    return {
        "words": found.words,
        "hints": [asdict(hint) for hint in found.hints],
        "points": [[list(span) for span in spans] for spans in found.points],
    }


def _echoes(line: str) -> tuple[str, ...]:
    return tuple(echo.strip() for echo in line.split(",") if echo.strip())


def _write(answer: RehearsalAnswer, version: int, fields: Mapping[str, Any], done: Any) -> RehearsalAnswer:
    """One conditional write; a second identical request finds the work `done` and says nothing."""
    rows = RehearsalAnswer.objects.filter(pk=answer.pk, version=version, rehearsal__finished_at=None)
    wrote = rows.update(**fields, version=F("version") + 1)
    answer.refresh_from_db()
    if not wrote and not done(answer):
        if Rehearsal.objects.filter(pk=answer.rehearsal_id).exclude(finished_at=None).exists():
            raise Closed
        raise Stale(answer)
    return answer


def _holds(row: RehearsalAnswer, typed: Typed) -> bool:
    return all(getattr(row, name) == value for name, value in typed.items())
