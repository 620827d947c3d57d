"""Which questions changed their key since answers were judged by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from cms.models import QuestionVersion
from learning.models import Answer, Regrade


def key_of(payload: Mapping[str, Any]) -> Any:
    """What decides about points, and nothing else: two versions with the same key give the same points."""
    return [
        payload["kind"],
        sorted((row["id"], bool(row.get("correct"))) for row in payload.get("options", ())),
        [row["id"] for row in payload.get("items", ())],
        sorted((row["id"], row["target"]) for row in payload.get("pairs", ())),
        [payload.get("answer"), payload.get("tolerance")],
        sorted(payload.get("accepted", ())),
    ]


@dataclass(frozen=True)
class Candidate:
    """A question whose key changed since answers were judged by it."""

    question_key: UUID
    code: str
    prompt: str
    answers: int
    last: Regrade | None


def judged_by_older_keys(question_key: UUID) -> bool:
    """Whether answers to this question were judged by another key than its newest."""
    return bool(candidates(question_key))


def candidates(*question_keys: UUID) -> list[Candidate]:
    """Questions (of these, if any are named) with handed-in answers judged by an older key, most answers first."""
    changed = QuestionVersion.objects.filter(number__gt=1).values("question_key")
    if question_keys:
        changed = changed.filter(question_key__in=question_keys)
    newest: dict[tuple[UUID, str], QuestionVersion] = {}
    rows = list(QuestionVersion.objects.filter(question_key__in=changed).order_by("number"))
    for row in rows:
        newest[row.question_key, row.locale] = row
    stale = [row.pk for row in rows if key_of(row.payload) != key_of(newest[row.question_key, row.locale].payload)]
    answers = Answer.objects.filter(version_id__in=stale, attempt__submitted_at__isnull=False)
    counts = dict(answers.values_list("question_key").annotate(n=Count("pk")))
    last = {row.question_key: row for row in Regrade.objects.filter(question_key__in=counts).order_by("number")}
    found = []
    for key, count in counts.items():
        version = newest.get((key, "fr")) or next(row for (k, _), row in newest.items() if k == key)
        found.append(Candidate(key, version.payload["code"], version.payload["prompt"], count, last.get(key)))
    return sorted(found, key=lambda one: (-one.answers, one.code))
