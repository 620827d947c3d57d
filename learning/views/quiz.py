"""Quizzes: begin, answer, hand in, read the result. Attempts of others are the same 404 as unknown ones."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.catalogue import get_catalogue
from learning.domain import attempts, regraded
from learning.domain.people import person_of
from learning.domain.showing import public_payload
from learning.forms import read_response
from learning.models import QuizAttempt
from learning.views.lookup import language, lesson_or_404
from learning.wording import problem_text


@require_POST
def begin(request: HttpRequest, lesson_key: uuid.UUID, block_id: uuid.UUID) -> HttpResponse:
    lesson = lesson_or_404(lesson_key)
    quiz = next((quiz for quiz in lesson.quizzes if quiz.block_id == block_id), None)
    if quiz is None:
        raise Http404
    attempt = attempts.start(person_of(request, create=True), lesson=lesson, quiz=quiz, locale=language())
    return redirect("learning:attempt", attempt.uuid)


def own_attempt(request: HttpRequest, attempt_uuid: uuid.UUID) -> QuizAttempt:
    person = person_of(request)
    attempt = QuizAttempt.objects.filter(uuid=attempt_uuid, **person.owner).first() if person.known else None
    if attempt is None:
        raise Http404
    return attempt


def attempt(request: HttpRequest, attempt_uuid: uuid.UUID) -> HttpResponse:
    """The questions while the attempt is open, its result once handed in."""
    row = own_attempt(request, attempt_uuid)
    if row.submitted_at:
        return redirect("learning:result", row.uuid)
    if request.method == "POST":
        return _hand_in(request, row)
    return _questions(request, row, {}, {})


def _hand_in(request: HttpRequest, row: QuizAttempt) -> HttpResponse:
    lesson = lesson_or_404(row.lesson_key)
    answers = list(row.answers.select_related("version"))
    typed = {a.question_key: read_response(request.POST, a.version.payload, str(a.question_key)) for a in answers}
    try:
        attempts.submit(person_of(request), attempt=row, lesson=lesson, responses=typed)
    except attempts.Unreadable as refused:
        problems = {key: problem_text(problem) for key, problem in refused.problems.items()}
        return _questions(request, row, typed, problems)
    return redirect("learning:result", row.uuid)


def _questions(
    request: HttpRequest, row: QuizAttempt, typed: dict[uuid.UUID, Any], problems: dict[uuid.UUID, str]
) -> HttpResponse:
    questions = [
        {
            "name": str(answer.question_key),
            "payload": public_payload(answer.version.payload, row.seed),
            "response": typed.get(answer.question_key),
            "problem": problems.get(answer.question_key, ""),
        }
        for answer in row.answers.select_related("version")
    ]
    lesson = lesson_or_404(row.lesson_key)
    context = {"attempt": row, "lesson": lesson, "lesson_title": lesson.title[language()], "questions": questions}
    return render(request, "learning/quiz.html", context, status=422 if problems else 200)


def result(request: HttpRequest, attempt_uuid: uuid.UUID) -> HttpResponse:
    row = own_attempt(request, attempt_uuid)
    if not row.submitted_at:
        return redirect("learning:attempt", row.uuid)
    lesson = get_catalogue().lessons.get(row.lesson_key)  # None once archived: what was done stays readable
    value, passed = attempts.result(row)
    again = regraded.told(row)
    context = {
        "attempt": row,
        "lesson": lesson,
        "lesson_title": lesson.title[language()] if lesson else _("A lesson that is no longer published"),
        "lesson_url": lesson.url[language()] if lesson else "",
        "percent": value,
        "passed": passed,
        "judged": regraded.shown(attempts.judged(row), again),
        "regraded": again,
        "again": reverse("learning:begin", args=[row.lesson_key, row.block_id]) if lesson else "",
    }
    return render(request, "learning/quiz_result.html", context)
