"""Quizzes: begin, answer, hand in, read the result. Attempts of others are the same 404 as unknown ones."""

import uuid
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.catalogue import LessonInfo, QuizInfo, get_catalogue
from learning.domain import attempt_rows, attempts, forged, judged, quiz_rules, regraded
from learning.domain.people import Person, person_of
from learning.models import Answer, QuizAttempt
from learning.views.answering import Sheet
from learning.views.lookup import language, lesson_or_404, lesson_page
from learning.wording import closed_text, moment_text
from lib.posting import at, posted_from


def _quiz_or_404(request: HttpRequest, lesson_key: uuid.UUID, block_id: uuid.UUID) -> tuple[LessonInfo, QuizInfo]:
    lesson = lesson_or_404(lesson_key)
    quiz = _quiz(lesson, block_id)
    if quiz is None:
        raise Http404
    return lesson, quiz


@posted_from(lesson_page, _quiz_or_404)
def begin(request: HttpRequest, lesson_key: uuid.UUID, block_id: uuid.UUID) -> HttpResponse:
    return _start(request, *_quiz_or_404(request, lesson_key, block_id))


def own_attempt(request: HttpRequest, attempt_uuid: uuid.UUID) -> tuple[QuizAttempt, list[Answer]]:
    person = person_of(request)
    found = attempt_rows.own(person, attempt_uuid)
    if found is None:
        forged.foreign(person, attempt_uuid)
        raise Http404
    return found


@posted_from(at("learning:result", "attempt_uuid"), own_attempt)
def repeat(request: HttpRequest, attempt_uuid: uuid.UUID) -> HttpResponse:
    """A retake of what was wrong in one's own attempt."""
    row, _answers = own_attempt(request, attempt_uuid)
    return _start(request, *_quiz_or_404(request, row.lesson_key, row.block_id), row)


def _start(request: HttpRequest, lesson: LessonInfo, quiz: QuizInfo, base: QuizAttempt | None = None) -> HttpResponse:
    surface = "begin_fields" if base is None else "repeat_fields"
    if forged.unexpected(person_of(request), surface=surface, names=forged.beside_token(request.POST)):
        raise BadRequest
    person = person_of(request, create=True)
    try:
        attempt = attempts.start(person, lesson=lesson, quiz=quiz, locale=language(), repeat=base)
    except attempts.NotOpen as shut:
        forged.noted(person, {"nothing": "nothing_to_repeat", "attempts": "no_attempt_left"}.get(shut.code, shut.code))
        messages.warning(request, closed_text(shut.code, moment_text(shut.opens_at)))
        return redirect("learning:result", base.uuid) if base else redirect(lesson.url[language()] + "#end")
    return redirect("learning:attempt", attempt.uuid)


def attempt(request: HttpRequest, attempt_uuid: uuid.UUID) -> HttpResponse:
    """The questions while the attempt is open, its result once handed in."""
    row, answers = own_attempt(request, attempt_uuid)
    return QuizSheet(request, row, answers).answer()


class QuizSheet(Sheet[QuizAttempt]):
    """Of a retake only what it asks again is shown; all of its answers are handed in."""

    template = "learning/quiz.html"

    def __init__(self, request: HttpRequest, row: QuizAttempt, answers: list[Answer]) -> None:
        super().__init__(request, row, [answer for answer in answers if answer.carried_from_id is None])
        self.answers, self.number = answers, row.number

    @cached_property
    def lesson(self) -> LessonInfo | None:
        """None while it is not published: what was answered waits for it."""
        return get_catalogue().lessons.get(self.row.lesson_key)

    @property
    def may_hand_in(self) -> bool:
        return self.lesson is not None

    @property
    def result(self) -> str:
        return reverse("learning:result", args=[self.row.uuid])

    @property
    def away(self) -> str:
        return self.lesson.url[language()] if self.lesson else reverse("learning:dashboard")

    def context(self) -> dict[str, Any]:
        row, now = self.row, timezone.now()
        return {
            "attempt": row,
            "lesson": self.lesson,
            "lesson_title": _title(self.lesson),
            "deadline": quiz_rules.deadline(row.started_at, row.time_limit),
            "late": quiz_rules.is_late(row.started_at, row.time_limit, now),
            "now": now,
        }

    def submit(self, typed: Mapping[uuid.UUID, Any], *, ask: bool) -> bool:
        assert self.lesson is not None  # `may_hand_in`
        return attempts.submit(
            self.person, attempt=self.row, lesson=self.lesson, responses=typed, answers=self.answers, ask=ask
        )

    def noted(self, event: str) -> None:
        forged.noted(self.person, event, self.row)

    def unknown(self, names: Collection[str]) -> None:
        forged.unexpected(self.person, surface="answer_fields", names=names)


def result(request: HttpRequest, attempt_uuid: uuid.UUID) -> HttpResponse:
    row, answers = own_attempt(request, attempt_uuid)
    if not row.submitted_at:
        return redirect("learning:attempt", row.uuid)
    lesson = get_catalogue().lessons.get(row.lesson_key)  # None once archived: what was done stays readable
    value, passed = judged.result(row)
    again = regraded.told(row)
    standing = None if passed else attempts.passed_by(person_of(request), row)
    context = {
        "attempt": row,
        "lesson": lesson,
        "lesson_title": _title(lesson),
        "lesson_url": lesson.url[language()] if lesson else "",
        "percent": value,
        "passed": passed,
        "passed_by": standing,
        "passed_percent": attempts.percent_of(standing) if standing else None,
        "judged": regraded.shown(judged.answers_of(row, answers), again),
        "regraded": again,
        "waiting": sum(answer.score is None for answer in answers),
        "out_of_turn": row.late and not quiz_rules.is_late(row.started_at, row.time_limit, row.submitted_at),
        "carried": sum(answer.carried_from_id is not None for answer in answers),
        **_next(request, person_of(request), lesson, row, answers),
    }
    return render(request, "learning/quiz_result.html", context)


def _next(
    request: HttpRequest, person: Person, lesson: LessonInfo | None, row: QuizAttempt, answers: list[Answer]
) -> dict[str, Any]:
    """What may follow: the whole quiz again, only what was wrong, or the moment when either opens."""
    quiz = _quiz(lesson, row.block_id) if lesson else None
    if quiz is None:
        return {}
    newest = attempts.newest_of(person, lesson_key=row.lesson_key, block_id=row.block_id)
    if newest and newest.submitted_at is None:
        return {"open": reverse("learning:attempt", args=[newest.uuid])}
    if shut := attempts.closed_after(newest, quiz):
        return {"closed": closed_text(shut.code, moment_text(shut.opens_at))}
    return {
        "again": reverse("learning:begin", args=[row.lesson_key, row.block_id]),
        "wrong": attempts.repeatable(row, answers),
    }


def _title(lesson: LessonInfo | None) -> str:
    return lesson.title[language()] if lesson else _("A lesson that is no longer published")


def _quiz(lesson: LessonInfo, block_id: uuid.UUID) -> QuizInfo | None:
    return next((quiz for quiz in lesson.quizzes if quiz.block_id == block_id), None)
