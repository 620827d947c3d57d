"""Quizzes of the mini pack made to measure: other rules, other questions, read by people."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from cms.catalogue import renew
from cms.models import Question
from learning.models import Answer, QuizAttempt
from skills.models import Review
from tests.factories.learner import answers, begin, page, url

CRITERIA = [{"type": "criterion", "id": str(uuid.UUID(int=1)), "value": {"text": "La base est nommée."}}]


def hint(text: str, number: int = 2) -> dict[str, Any]:
    return {"type": "hint", "id": str(uuid.UUID(int=number)), "value": {"text": text}}


def quiz_rules(code: str = "taux", languages: Iterable[str] = ("fr", "en"), **values: Any) -> None:
    """Publish the quiz of a lesson with other options."""
    for language in languages:
        row = page(code, language)
        raw = [dict(block) for block in row.body.raw_data]
        for block in raw:
            if block["type"] == "quiz":
                block["value"] = {**block["value"], **values}
        row.body = raw
        row.save_revision().publish()
    renew()


def ask(kind: str, number: int = 8, code: str = "taux", **fields: Any) -> Question:
    """Add a published French question to the quiz of a lesson."""
    french = Locale.objects.get(language_code="fr")
    values = {"prompt": f"Question {number} ?", "skills": [{"code": "mesure-kpi", "level": 1}]} | fields
    question = Question(locale=french, code=f"{code}-q{number}", kind=kind, live=False, **values)
    question.save()
    question.save_revision().publish()
    block = next(b for b in page(code).body.raw_data if b["type"] == "quiz")
    item = {"type": "item", "id": str(uuid.uuid4()), "value": question.pk}
    row = page(code)
    raw = [dict(b) for b in row.body.raw_data]
    for one in raw:
        if one["id"] == block["id"]:
            one["value"] = {**one["value"], "questions": [*block["value"]["questions"], item]}
    row.body = raw
    row.save_revision().publish()
    renew()
    return question


def ask_long(number: int = 8, **fields: Any) -> Question:
    return ask("long", number, content=CRITERIA, **fields)


def answer_to(attempt: QuizAttempt, kind: str) -> Answer:
    return attempt.answers.select_related("version").get(version__payload__kind=kind)


def give_points(mentor: Client, review: Review, points: str, reasons: str = "La base est nommée.") -> HttpResponse:
    data = {"points": points, "reasons": reasons, "round": str(review.round), "state": review.state}
    return mentor.post(reverse("skills:review", args=[review.uuid]), data)


def earlier(attempt: QuizAttempt, **ago: float) -> None:
    """Move what was recorded into the past: nobody sleeps."""
    then = timezone.now() - timedelta(**ago)
    field = "submitted_at" if attempt.submitted_at else "started_at"
    QuizAttempt.objects.filter(pk=attempt.pk).update(**{field: then})


def half_right(client: Client) -> QuizAttempt:
    """The number right, the rest wrong."""
    attempt = begin(client)
    data = answers(attempt, right=False)
    numeric = answer_to(attempt, "numeric")
    client.post(url("attempt", attempt.uuid), data | {str(numeric.question_key): "4,5"})
    attempt.refresh_from_db()
    return attempt
