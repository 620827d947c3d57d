"""Between "publish" and publishing: what a change means for those who learn, and how much it matters."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms import changes, impact, rules_apart, untranslated
from cms.change_words import sentences
from cms.models import LessonChange
from cms.role_needed import Door
from lib.forms import Asking

MINOR, MAJOR = LessonChange.Kind.MINOR, LessonChange.Kind.MAJOR

DOOR = Door(
    gettext_lazy("What publishing changes"),
    gettext_lazy(
        "Before a lesson or module that people follow is published, this page counts for whom something changes. Your "
        "draft is kept: submit it, and whoever publishes decides here."
    ),
)


class ImpactForm(Asking, forms.Form):
    """`revision` says which draft was shown; `comment`: what its approver said, where it waits for approval."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    comment = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("How much does it matter?"),
        choices=[
            (MINOR.value, gettext_lazy("Minor: nobody needs to read it again")),
            (
                MAJOR.value,
                gettext_lazy("Major: whoever completed it is told that it was updated, and keeps the completion"),
            ),
        ],
        widget=forms.RadioSelect,
    )
    words_fr = forms.CharField(label=gettext_lazy("What changed, in French"), max_length=500, required=False)
    words_en = forms.CharField(label=gettext_lazy("What changed, in English"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("words_fr", "words_en"):
            if cleaned.get("kind") == MAJOR and name not in self.errors and not cleaned.get(name):
                self.add_error(name, _("A major change is told in words, in both languages."))
        return cleaned


def detour(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The `before_publish_page` hook: the draft is saved; what is live with learners passes by the impact page."""
    return redirect("publishing_impact", page.pk) if concerned(request, page.specific) else None


def concerned(request: HttpRequest, page: Any, draft: Any = None) -> bool:
    """Whether publishing changes something for somebody, now. `draft`: what is to be published, where it is not the
    newest draft.
    """
    if not page.pk or not changes.taught(page):
        return False
    found = _publishing(page, draft)
    if found is None or not any(figure.count for figure in impact.figures(found)):
        return False
    if page.go_live_at and page.go_live_at > timezone.now():
        messages.warning(
            request, _("On that day the change is recorded as minor. To mark it as major, publish it yourself.")
        )
        return False
    return True


def _publishing(page: Any, draft: Any = None) -> impact.Publishing | None:
    """The live page beside its newest draft; None when it is not live or nothing would change."""
    live = type(page).objects.filter(pk=page.pk, live=True).first()
    if live is None:
        return None
    before, after = changes.outline(live), changes.outline(draft or page.get_latest_revision_as_object())
    return impact.Publishing(page.translation_key, before, after) if changes.differences(before, after) else None


def publishing_impact(request: HttpRequest, page_id: int) -> HttpResponse:
    """The impact of publishing the newest draft; posting publishes exactly the draft that was shown."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_publish():
        return DOOR.refuse(request, back=_draft(request, page))
    if held := untranslated.refuse_draft(request, page):
        return held
    found = _publishing(page) if changes.taught(page) else None
    if found is None:
        messages.info(request, _("This draft changes nothing of what is published."))
        return redirect("wagtailadmin_pages:edit", page_id)
    draft = page.get_latest_revision()
    comment = request.GET.get("comment", "").replace("\0", "")[:2000]
    form = ImpactForm(request.POST or None, initial={"revision": draft.pk, "kind": MINOR.value, "comment": comment})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["revision"] == draft.pk:
            return _publish(request, page, draft, form)
        messages.warning(request, _("Somebody saved another draft meanwhile: this is its impact."))
        form = ImpactForm(initial={**form.cleaned_data, "revision": draft.pk})
    context = {
        "page_title": _("What publishing changes"),
        "page_subtitle": page.title,
        "header_icon": "view",
        "page": page,
        "changes": sentences(changes.differences(found.before, found.after)),
        "figures": impact.figures(found),
        "form": form,
    }
    return render(request, "cms/admin/impact.html", context)


def _draft(request: HttpRequest, page: Any) -> tuple[str, str] | None:
    """The way back to the draft, for those who may edit it."""
    if not page.permissions_for_user(request.user).can_edit():
        return None
    return _("Back to the draft"), reverse("wagtailadmin_pages:edit", args=[page.pk])


def _publish(request: HttpRequest, page: Any, draft: Any, form: ImpactForm) -> HttpResponse:
    told = form.cleaned_data
    with transaction.atomic():
        list(Page.objects.select_for_update().filter(pk=page.pk).values_list("pk", flat=True))
        before = changes.outline(type(page).objects.get(pk=page.pk))
        approved = _approve(page, request.user, told["comment"])
        if not approved:
            draft.publish(user=request.user)
        declared = changes.Declared(told["kind"], told["words_fr"], told["words_en"], request.user.pk)
        changes.declare(page, declared, before=before)
    text = _("“%(title)s” is published as a major change.") if told["kind"] == MAJOR else _("“%(title)s” is published.")
    if told["kind"] == MAJOR or not approved:  # an approval is told of by itself
        messages.success(request, text % {"title": draft.as_object().title})
    rules_apart.warn(request, page)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def _approve(page: Any, user: Any, comment: str) -> bool:
    """Whether it waited for approval, and has it now: that publishes it."""
    state = page.current_workflow_task_state if page.workflow_in_progress else None
    task = state.task.specific if state else None
    if state is None or task is None or "approve" not in {name for name, *_rest in task.get_actions(page, user)}:
        return False
    task.on_action(state.specific, user, "approve", comment=comment)
    return True
