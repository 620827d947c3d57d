"""Where publishers lift the strict prerequisites of a lesson for one learner, and take that back. Every line keeps who
did it, and why.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem

from accounts.models import User
from cms.catalogue import LessonInfo, get_catalogue
from cms.role_needed import Door
from learning.domain import waivers
from learning.domain.people import account_of
from learning.models import PrerequisiteWaiver
from lib.forms import Asking
from lib.posting import at, posted_from

NEWEST = 100
DOOR = Door(
    gettext_lazy("Prerequisites lifted"),
    gettext_lazy(
        "A lesson that can be marked as complete only after another one is opened here for one learner, with a reason, "
        "and closed again."
    ),
)


def learner_of(email: str, by_id: int) -> User:
    """The account of this address; staff do nothing of this kind for themselves. Raises ValidationError."""
    learner = User.objects.filter(email__iexact=email, is_active=True).first()
    if learner is None:
        raise forms.ValidationError(_("No account has this address."))
    if learner.pk == by_id:
        raise forms.ValidationError(_("Nobody does this for themselves: ask a colleague."))
    return learner


class WaiverForm(Asking, forms.Form):
    email = forms.EmailField(label=gettext_lazy("Email address of the learner"))
    lesson = forms.ChoiceField(
        label=gettext_lazy("Lesson to open"),
        help_text=gettext_lazy("Lessons with strict prerequisites."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("The learner reads it on the lesson, with your name."),
    )

    def __init__(self, *args: Any, by_id: int, lessons: list[LessonInfo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = by_id
        self.lessons = {str(lesson.key): lesson for lesson in lessons}
        choices = [("", _("Choose…")), *((key, lesson.name) for key, lesson in self.lessons.items())]
        self.fields["lesson"].choices = choices  # type: ignore[attr-defined]

    def clean_email(self) -> User:
        return learner_of(self.cleaned_data["email"], self.by_id)

    def clean_lesson(self) -> LessonInfo:
        return self.lessons[self.cleaned_data["lesson"]]


class RevokeForm(Asking, forms.Form):
    reason = forms.CharField(max_length=300)


@DOOR.needs(waivers.PERMISSION)
def index(request: HttpRequest) -> HttpResponse:
    """The form, what stands, and what was taken back lately."""
    lessons = get_catalogue().lessons
    strict = [lesson for lesson in lessons.values() if lesson.strict]
    form = WaiverForm(request.POST if request.method == "POST" else None, by_id=account_of(request), lessons=strict)
    if form.is_valid():
        data = form.cleaned_data
        given = waivers.give(account_of(request), learner=data["email"], lesson=data["lesson"], reason=data["reason"])
        messages.success(request, _("The lesson is open for this learner.")) if given else messages.warning(
            request, _("It was open for this learner already; the first reason stays.")
        )
        return redirect("prerequisite_waivers")
    given_rows = [{"row": row, "lesson": lessons.get(row.lesson_key)} for row in _rows()]
    context = {
        "page_title": _("Prerequisites lifted"),
        "header_icon": "lock-open",
        "form": form,
        "rows": given_rows,
        "any": bool(strict),
    }
    return render(request, "learning/admin/waivers.html", context, status=422 if form.is_bound else 200)


def _rows() -> QuerySet[PrerequisiteWaiver]:
    """All that stand, as only what is on the page can be taken back, then the newest of those taken back."""
    rows = PrerequisiteWaiver.objects.select_related("user", "by", "revoked_by")
    lately = PrerequisiteWaiver.objects.filter(revoked_at__isnull=False).order_by("-revoked_at", "-pk")[:NEWEST]
    shown = rows.filter(Q(revoked_at=None) | Q(pk__in=lately.values("pk")))
    return shown.order_by(F("revoked_at").desc(nulls_first=True), "-created_at", "-pk")


def _waiver_or_404(request: HttpRequest, waiver: int) -> PrerequisiteWaiver:
    return get_object_or_404(PrerequisiteWaiver.objects.select_related("user"), pk=waiver)


@DOOR.needs(waivers.PERMISSION)
@posted_from(at("prerequisite_waivers"), _waiver_or_404)
def revoke(request: HttpRequest, waiver: int) -> HttpResponse:
    """Take one back, with a reason."""
    row = _waiver_or_404(request, waiver)
    form = RevokeForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Say why: nothing was taken back."))
    elif waivers.revoke(account_of(request), waiver=row, reason=form.cleaned_data["reason"]):
        messages.success(request, _("Taken back: the lesson asks for its prerequisites again."))
    else:
        messages.warning(request, _("It was taken back already; the first reason stays."))
    return redirect("prerequisite_waivers")


class WaiversItem(MenuItem):
    """Shown to those who may open lessons."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(waivers.PERMISSION)


def urls() -> list[Any]:
    return [
        path("prerequisites/", index, name="prerequisite_waivers"),
        path("prerequisites/<int:waiver>/revoke/", revoke, name="prerequisite_waiver_revoke"),
    ]


def menu_item() -> MenuItem:
    return WaiversItem(
        gettext_lazy("Prerequisites lifted"), reverse("prerequisite_waivers"), icon_name="lock-open", order=800
    )
