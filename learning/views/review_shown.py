"""What of a card may be shown: its question before the answer, the verdict and the ratings after it."""

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from cms.catalogue import LessonInfo, get_catalogue, latest_versions
from learning.domain import grading, reviewing, scheduling
from learning.domain.review_plan import Day, Held
from learning.domain.showing import public_payload
from learning.models import ReviewCard
from learning.wording import rating_name, wait_text
from lib.dates import day_text
from lib.numbers import format_number
from skills.domain.outline import outline


def front_of(held: Held, day: Day, locale: str) -> dict[str, Any]:
    """The question in its latest version: no key, no feedback. One statement."""
    version = latest_versions([held.question_key], locale).get(held.question_key)
    return _about(held, day, version.payload, version.locale) if version else {}


def back_of(held: Held, day: Day) -> dict[str, Any]:
    """The answer beside what it deserves, judged by the version it was given to. One statement."""
    card = ReviewCard.objects.select_related("answer_version").get(pk=held.pk)
    version = card.answer_version
    if version is None:
        return {}
    try:
        grade = grading.grade(version.payload, card.answer, locale=card.answer_locale)
    except grading.Unreadable:
        grade = grading.Grade(card.answer_points)
    return _about(held, day, version.payload, version.locale) | {
        "response": card.answer,
        "grade": grade,
        "solution": [] if grade.right else solution(version.payload, version.locale),
        "ratings": _ratings(card, day),
    }


def solution(payload: dict[str, Any], text_lang: str) -> list[str]:
    """What would have been right, line by line; choices show theirs in place."""
    kind = payload["kind"]
    if kind == "match":
        labels = {target["id"]: target["label"] for target in payload["targets"]}
        arrow = ":" if text_lang == "en" else "\u00a0:"
        return [f"{pair['text']}{arrow} {labels.get(pair['target'], '')}" for pair in payload["pairs"]]
    if kind == "order":
        return [item["text"] for item in payload["items"]]
    if kind == "numeric":
        return [f"{answer_text(payload['answer'], text_lang)} {payload['unit']}".strip()]
    return payload["accepted"][:1] if kind == "short" else []


def answer_text(answer: str, text_lang: str) -> str:
    """The exact decimal of a question, as its language writes it."""
    try:
        return format_number(Decimal(answer), text_lang)
    except InvalidOperation:
        return answer


def _about(held: Held, day: Day, payload: dict[str, Any], text_lang: str) -> dict[str, Any]:
    seed = reviewing.order_seed(held.uuid, held.memory.reviews)
    last, ladder = held.memory.last_review, outline()
    skills = [skill["code"] for skill in payload["skills"][:1]]
    return {
        "held": held,
        "payload": payload,
        "shown": public_payload(payload, seed),
        "name": str(held.question_key),
        "text_lang": text_lang,
        "lesson": lesson_of(held.question_key),
        "skill": ladder.skill(skills[0]).name if ladder and skills else "",
        "made": day_text(held.created_at.astimezone(day.zone).date(), "j F"),
        "seen_days": (day.on - last.astimezone(day.zone).date()).days if last else None,
        "number": held.memory.reviews + 1,
    }


def _ratings(card: ReviewCard, day: Day) -> list[dict[str, Any]]:
    """One button each: the rating, how long it takes to come back, on which day."""
    memory = reviewing.memory_of(card)
    due = scheduling.choices(memory, at=day.now, seed=reviewing.seed_of(card))
    open_ones = reviewing.allowed(card.answer_points)
    return [
        {
            "value": rating,
            "name": rating_name(rating),
            "wait": wait_text(due[rating] - day.now),
            "day": day_text(due[rating].astimezone(day.zone).date(), "j N") if due[rating] >= day.end else "",
            "main": rating == (scheduling.GOOD if scheduling.GOOD in open_ones else scheduling.AGAIN),
        }
        for rating in open_ones
    ]


def lesson_of(question_key: UUID) -> LessonInfo | None:
    """The lesson that asks this question, the first one of the catalogue; one in no list where no other does."""
    lessons = sorted(get_catalogue().lessons.values(), key=lambda lesson: lesson.unlisted)
    return next(
        (
            lesson
            for lesson in lessons
            if any(question_key in quiz.question_keys for quiz in lesson.quizzes)
            or any(key == question_key for _, key in lesson.questions)
        ),
        None,
    )
