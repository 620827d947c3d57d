"""Asking a mentor about chosen answers: what they read is frozen, and their word proves nothing in the ledger.

Telling a campaign shows how one tells it, not the skill it was made with: accepting asks for no level (the ledger keeps
`reviewed` for work judged against a skill's own behaviours).
"""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from career.models import Rehearsal, RehearsalAnswer, SharedRehearsal
from lib.dates import day_text
from skills.domain import review as reviewing
from skills.models import Review

KIND = "rehearsal"
LANGUAGES = ("fr", "en")


class NotReady(Exception):
    """`code`: open (not finished), none (no answer chosen), waiting, accepted."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def ask(rehearsal: Rehearsal, *, orders: Iterable[int], word: str) -> SharedRehearsal:
    """Send the answers with these numbers to the desk. Raises `NotReady`; the same click twice asks once."""
    with transaction.atomic():
        row = Rehearsal.objects.select_for_update(of=("self",)).get(pk=rehearsal.pk)
        if row.finished_at is None:
            raise NotReady("open")
        chosen = list(row.answers.filter(order__in=set(orders)).exclude(answered_at=None))
        if not chosen:
            raise NotReady("none")
        asked = reviewing.Asked(kind=KIND, subject=str(row.uuid), work_key=str(row.uuid), title=_title(row), skills=())
        review = reviewing.request(row.user_id, asked)
        if review is None:
            open_ = Review.objects.filter(rehearsal=row, state__in=Review.OPEN).exists()
            raise NotReady("waiting" if open_ else "accepted")
        Rehearsal.objects.filter(pk=row.pk).update(review=review)
        content = {"locale": row.locale, "word": word, "answers": [_shown(answer) for answer in chosen]}
        return SharedRehearsal.objects.create(rehearsal=row, number=review.round, content=content)


def withdraw(rehearsal: Rehearsal) -> bool:
    """Take it back while no mentor has taken it on."""
    return rehearsal.review is not None and reviewing.withdraw_request(rehearsal.review)


def may_ask(rehearsal: Rehearsal) -> bool:
    """After the debrief, unless a mentor has it or has accepted it."""
    review = rehearsal.review
    return rehearsal.finished_at is not None and (
        review is None or review.state in (Review.State.RETURNED, Review.State.WITHDRAWN)
    )


def work(subject: str, number: int, language: str) -> dict[str, Any]:
    """The context of `career/works/rehearsal.html`: what was sent in that round, and nothing else."""
    row = SharedRehearsal.objects.get(rehearsal__uuid=uuid.UUID(subject), number=number)
    return {"content": row.content}


def url(subject: str) -> str:
    """The learner's own page."""
    return reverse("career:rehearsal", args=[subject])


def _shown(answer: RehearsalAnswer) -> dict[str, Any]:
    star = answer.form == RehearsalAnswer.Form.STAR
    return {
        "order": answer.order,
        "title": answer.question["title"],
        "points": answer.question["points"],
        "rubric": answer.question["rubric"],
        "text": "" if star else answer.text,
        "parts": answer.parts if star else {},
        "spoken": answer.spoken,
        "ratings": answer.ratings,
        "note": answer.note,
    }


def _title(rehearsal: Rehearsal) -> dict[str, str]:
    titles = {}
    for language in LANGUAGES:
        with translation.override(language):
            titles[language] = _("Interview rehearsal of %(date)s") % {
                "date": day_text(timezone.localdate(rehearsal.started_at))
            }
    return titles
