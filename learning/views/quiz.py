"""Quizzes: begin, answer, hand in, read the result. Attempts of others are the same 404 as unknown ones."""

import uuid
from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.catalogue import LessonInfo, QuizInfo, get_catalogue
from learning.domain import attempt_rows, attempts, drafts, forged, grading, judged, quiz_rules, regraded
from learning.domain.people import Person, person_of
from learning.domain.showing import public_payload
from learning.forms import read_response
from learning.models import Answer, QuizAttempt
from learning.views import drafting
from learning.views.lookup import language, lesson_or_404, lesson_page
from learning.views.unready import unready
from learning.wording import closed_text, moment_text, problem_text
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
    if row.submitted_at:
        if request.method == "POST" and drafting.asked(request):
            return drafting.handed_in(request, row)
        if request.method == "POST":
            forged.noted(person_of(request), "replayed", row)
        return redirect("learning:result", row.uuid)
    asked = [answer for answer in answers if answer.carried_from_id is None]
    if request.method == "POST":
        return _hand_in(request, row, answers, asked)
    return _questions(request, row, asked)


def _hand_in(request: HttpRequest, row: QuizAttempt, answers: list[Answer], asked: list[Answer]) -> HttpResponse:
    lesson, person = lesson_or_404(row.lesson_key), person_of(request)
    typed = {a.question_key: read_response(request.POST, a.version.payload, str(a.question_key)) for a in asked}
    payloads = {str(a.question_key): a.version.payload for a in asked}
    names = quiz_rules.unexpected(request.POST, payloads)
    if forged.unexpected(person, surface="answer_fields", names=names):
        return _questions(request, row, asked, typed, changed=True)
    if drafting.asked(request):
        away = lesson.url[language()]
        return drafting.keep(
            request, row, typed, away=away, again=lambda: _questions(request, row, asked, typed, stale=True)
        )
    try:
        whole = "anyway" not in request.POST
        done = attempts.submit(person, attempt=row, lesson=lesson, responses=typed, answers=answers, ask=whole)
    except attempts.Unanswered as left:
        drafting.keep_refused(row, typed)
        return _questions(request, row, asked, typed, blank=left.keys)
    except attempts.Unreadable as refused:
        if any(problem.expected in forged.FORGED_CHOICES for problem in refused.problems.values()):
            forged.noted(person, "unknown_choice", row)
        else:
            drafting.keep_refused(row, typed)
        problems = {key: problem_text(problem) for key, problem in refused.problems.items()}
        blank = [key for key, response in typed.items() if key not in problems and grading.empty(response)]
        return _questions(request, row, asked, typed, problems, blank=blank)
    if not done:
        forged.noted(person, "replayed", row)
    return redirect("learning:result", row.uuid)


def _questions(
    request: HttpRequest,
    row: QuizAttempt,
    asked: list[Answer],
    typed: dict[uuid.UUID, Any] | None = None,
    problems: dict[uuid.UUID, str] | None = None,
    *,
    changed: bool = False,
    stale: bool = False,
    blank: Collection[uuid.UUID] = (),
) -> HttpResponse:
    typed, problems = drafts.typed(row) if typed is None else typed, problems or {}
    questions = [
        {
            "name": str(answer.question_key),
            "payload": public_payload(answer.version.payload, row.seed, number=row.number),
            "response": typed.get(answer.question_key),
            "problem": problems.get(answer.question_key, ""),
            "number": number,
            "blank": answer.question_key in blank,
        }
        for number, answer in enumerate(asked, 1)
    ]
    lesson, now = lesson_or_404(row.lesson_key), timezone.now()
    deadline = quiz_rules.deadline(row.started_at, row.time_limit)
    context = {
        "attempt": row,
        "lesson": lesson,
        "lesson_title": lesson.title[language()],
        "changed": changed,
        "stale": stale,
        "version": drafts.version(row),
        **unready(questions),
        "deadline": deadline,
        "late": quiz_rules.is_late(row.started_at, row.time_limit, now),
        "now": now,
    }
    return render(
        request, "learning/quiz.html", context, status=422 if problems or changed or blank else 409 if stale else 200
    )


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
        "lesson_title": lesson.title[language()] if lesson else _("A lesson that is no longer published"),
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


def _quiz(lesson: LessonInfo, block_id: uuid.UUID) -> QuizInfo | None:
    return next((quiz for quiz in lesson.quizzes if quiz.block_id == block_id), None)
