"""Rehearsals without a loaded bank: one question, as `career.domain.sessions` freezes it."""

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from career.domain import sessions
from career.models import Rehearsal, RehearsalAnswer

QUESTION = {
    "code": "reseaux",
    "title": "Quels réseaux avez-vous tenus ?",
    "summary": "Une raison.",
    "points": ["Un but", "Le nombre du début et celui de la fin"],
    "echoes": [],
    "trap": "La liste.",
    "example": "",
    "category": "experience",
    "rubric": ["structure", "evidence"],
    "skills": ["mesure-kpi"],
}
ANSWER = "Alors, en mars, on a posté pour le club. Nous avons remonté et notre équipe a bien travaillé."


def begun(user: User, count: int = 1, **options: Any) -> Rehearsal:
    """A rehearsal of `count` copies of one question, the first of them open."""
    fields = {"locale": "fr", "seed": 1, "minutes": 2, **options}
    row = Rehearsal.objects.create(user=user, form_key=uuid.uuid4(), **fields)
    for order in range(1, count + 1):
        RehearsalAnswer.objects.create(
            rehearsal=row,
            order=order,
            question_key=uuid.uuid5(uuid.NAMESPACE_URL, f"q{order}"),
            question=QUESTION,
            opened_at=timezone.now() if order == 1 else None,
        )
    return row


def typed(text: str = ANSWER, **fields: Any) -> dict[str, Any]:
    blank = {"form": "free", "text": text, "situation": "", "task": "", "action": "", "result": "", "spoken": False}
    return blank | fields


def finished(user: User, text: str = ANSWER, **options: Any) -> uuid.UUID:
    """One question answered, the debrief open."""
    row = begun(user, **options)
    answer = row.answers.get(order=1)
    sessions.give(answer, typed=typed(text), version=answer.version)
    sessions.finish(row)
    return row.uuid


def url(name: str, *arguments: Any, language: str = "fr") -> str:
    with translation.override(language):
        return reverse(f"career:{name}", args=arguments)


def send(client: Client, rehearsal: uuid.UUID, number: int = 1, language: str = "fr", **data: Any) -> Any:
    """Post the form of an answer."""
    rows = {"version": "1", "form": "free", "text": ANSWER, "do": "give"} | data
    headers = {"X-Fragment": "1"} if "auto" in data else {}
    return client.post(url("answer", rehearsal, number, language=language), rows, headers=headers)
