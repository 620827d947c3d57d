"""Where publishers give one more attempt at a quiz. Every line keeps who did it, and why."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem

from accounts.models import User
from cms.catalogue import LessonInfo, QuizInfo, get_catalogue
from cms.role_needed import Door
from learning.domain import extra_attempts
from learning.domain.people import account_of
from learning.models import ExtraAttempt
from learning.views.waivers import learner_of
from lib.forms import Asking

NEWEST = 100
DOOR = Door(
    gettext_lazy("Attempts given"),
    gettext_lazy("A learner who has used every attempt that a quiz allows is given one more here, with a reason."),
)


class ExtraAttemptForm(Asking, forms.Form):
    email = forms.EmailField(label=gettext_lazy("Email address of the learner"))
    quiz = forms.ChoiceField(
        label=gettext_lazy("Quiz"), help_text=gettext_lazy("Quizzes that may be taken a certain number of times only.")
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("The learner reads it on the lesson, with your name."),
    )

    def __init__(self, *args: Any, by_id: int, quizzes: dict[str, tuple[LessonInfo, QuizInfo]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id, self.quizzes = by_id, quizzes
        self.fields["quiz"].choices = [("", _("Choose…")), *_labels(quizzes).items()]  # type: ignore[attr-defined]

    def clean_email(self) -> User:
        return learner_of(self.cleaned_data["email"], self.by_id)

    def clean_quiz(self) -> tuple[LessonInfo, QuizInfo]:
        return self.quizzes[self.cleaned_data["quiz"]]


def limited() -> dict[str, tuple[LessonInfo, QuizInfo]]:
    """The quizzes with a most number of attempts, by a key that a form can hold. A copied lesson keeps block ids."""
    lessons = get_catalogue().lessons.values()
    return {
        f"{lesson.key}:{quiz.block_id}": (lesson, quiz)
        for lesson in lessons
        for quiz in lesson.quizzes
        if quiz.attempts
    }


def _labels(quizzes: dict[str, tuple[LessonInfo, QuizInfo]]) -> dict[str, str]:
    """The name of the lesson; with its code where another has that name, with the rank among several quizzes."""
    lessons = {lesson.key: lesson for lesson, _quiz in quizzes.values()}
    names = Counter(lesson.name for lesson in lessons.values())
    labels = {}
    for key, (lesson, quiz) in quizzes.items():
        label = f"{lesson.name} ({lesson.code})" if names[lesson.name] > 1 else lesson.name
        several = len(lesson.quizzes) > 1
        labels[key] = f"{label} · {_('Quiz')} {lesson.quizzes.index(quiz) + 1}" if several else label
    return labels


@DOOR.needs(extra_attempts.PERMISSION)
def index(request: HttpRequest) -> HttpResponse:
    """The form, and what was given lately."""
    quizzes = limited()
    form = ExtraAttemptForm(
        request.POST if request.method == "POST" else None, by_id=account_of(request), quizzes=quizzes
    )
    if form.is_valid() and _given(request, form):
        return redirect("extra_attempts")
    rows = ExtraAttempt.objects.select_related("user", "by").order_by("-created_at", "-pk")[:NEWEST]
    lessons = get_catalogue().lessons
    given = [{"row": row, "lesson": lessons.get(row.lesson_key)} for row in rows]
    context = {
        "page_title": _("Attempts given"),
        "header_icon": "rotate",
        "form": form,
        "rows": given,
        "any": bool(quizzes),
    }
    return render(request, "learning/admin/extra_attempts.html", context, status=422 if form.is_bound else 200)


def _given(request: HttpRequest, form: ExtraAttemptForm) -> bool:
    data = form.cleaned_data
    lesson, quiz = data["quiz"]
    try:
        extra_attempts.give(account_of(request), learner=data["email"], lesson=lesson, quiz=quiz, reason=data["reason"])
    except extra_attempts.NotUsedUp:
        form.add_error("quiz", _("This learner still has an attempt at this quiz: nothing was given."))
        return False
    messages.success(request, _("The learner has one more attempt."))
    return True


class ExtraAttemptsItem(MenuItem):
    """Shown to those who may give attempts."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(extra_attempts.PERMISSION)


def urls() -> list[Any]:
    return [path("attempts/", index, name="extra_attempts")]


def menu_item() -> MenuItem:
    return ExtraAttemptsItem(gettext_lazy("Attempts given"), reverse("extra_attempts"), icon_name="rotate", order=810)
