"""Which questions changed their key since answers were judged by it, and have answers that this still concerns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from cms.models import QuestionVersion
from learning.domain import answer_reviews, regrading
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
    """Questions (of these, if any are named) with handed-in answers judged by an older key, most answers first.

    Once a question was judged again by its newest key, only answers that this way of judging would still change count:
    those that fell and were not lowered, and what was handed in since.
    """
    changed = QuestionVersion.objects.filter(number__gt=1).values("question_key")
    if question_keys:
        changed = changed.filter(question_key__in=question_keys)
    newest: dict[tuple[UUID, str], QuestionVersion] = {}
    rows = {row.pk: row for row in QuestionVersion.objects.filter(question_key__in=changed).order_by("number")}
    for row in rows.values():
        newest[row.question_key, row.locale] = row
    stale = [pk for pk, row in rows.items() if not _same(row, newest[row.question_key, row.locale])]
    answers = Answer.objects.filter(version_id__in=stale, attempt__submitted_at__isnull=False)
    counts = dict(answers.values_list("question_key").annotate(n=Count("pk")))
    last = {row.question_key: row for row in Regrade.objects.filter(question_key__in=counts).order_by("number")}
    for key, regrade in last.items():
        by = rows[regrade.version_id]
        if _same(by, newest[key, by.locale]):
            counts[key] = _left(regrade, answers.filter(question_key=key), rows, newest)
    found = []
    for key, count in counts.items():
        version = newest.get((key, "fr")) or next(row for (k, _), row in newest.items() if k == key)
        if count:
            found.append(Candidate(key, version.payload["code"], version.payload["prompt"], count, last.get(key)))
    return sorted(found, key=lambda one: (-one.answers, one.code))


def _same(one: QuestionVersion, other: QuestionVersion) -> bool:
    return bool(key_of(one.payload) == key_of(other.payload))


def _left(
    regrade: Regrade,
    answers: QuerySet[Answer],
    rows: Mapping[int, QuestionVersion],
    newest: Mapping[tuple[UUID, str], QuestionVersion],
) -> int:
    """How many answers the last way of judging would still change; equal answers are judged once."""
    by_person = answer_reviews.graded(
        regrade.question_key, [row.payload for row in rows.values() if row.question_key == regrade.question_key]
    )
    judged = answers.filter(score__isnull=False).exclude(pk__in=by_person)
    left = 0
    for version_id, locale, response, old, count in judged.values_list(
        "version_id", "attempt__locale", "response", "score"
    ).annotate(n=Count("pk")):
        version = rows[version_id]
        to = newest[version.question_key, version.locale]
        points = regrading.points(version, to, response, locale, mode=regrade.mode)
        left += count if points is not None and points != old else 0
    return left
