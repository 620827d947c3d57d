"""My notes and bookmarks: the list, its search, and the same as files; the rhythm of the week."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.catalogue import get_catalogue
from learning.domain import notebook, pace, writing_out
from learning.domain.people import account_of
from learning.forms import text_of
from learning.models import Bookmark, Note
from learning.note_forms import RhythmForm
from learning.views.lookup import language
from learning.views.noted import source_of
from learning.views.notes import private
from lib.forged import guarded

BOOKMARKS, DELETED = "bookmarks", "deleted"
A_PAGE = 50


@private
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Notes by lesson, bookmarks, and what was deleted these thirty days."""
    user_id, catalogue = account_of(request), get_catalogue()
    asked = {name: text_of(request.GET, name, 200).strip() for name in ("q", "module", "lesson", "show")}
    show = asked["show"] if asked["show"] in (BOOKMARKS, DELETED) else ""
    every = _rows(user_id, show)
    found = notebook.entries(every, catalogue)
    if asked["lesson"]:
        found = [entry for entry in found if str(entry.row.lesson_key) == asked["lesson"]]
    found = notebook.matching(notebook.in_module(found, asked["module"], catalogue), asked["q"])
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **asked,
        "show": show,
        "tabs": [("", _("Notes")), (BOOKMARKS, _("Bookmarks")), (DELETED, _("Deleted notes"))],
        "any": bool(every),
        "total": len(found),
        "page_obj": page,
        "groups": notebook.groups(page.object_list),
        "filtered": bool(asked["q"] or asked["module"] or asked["lesson"]),
        "modules": catalogue.modules.values(),
        "one_lesson": next((entry.title for entry in found if asked["lesson"]), ""),
        "query": "".join(f"{urlencode({name: value})}&" for name, value in asked.items() if value),
        "undo": _deleted(user_id, request.GET.get("undo", "")),
        "sources": {code: source_of(code) for code in ("fr", "en")},
    }
    return render(request, "learning/notes.html", context)


def _rows(user_id: int, show: str) -> list[Any]:
    if show == BOOKMARKS:
        return list(Bookmark.objects.filter(user_id=user_id).order_by("-created_at", "-pk"))
    return list(Note.objects.deleted(user_id) if show == DELETED else Note.objects.kept(user_id))


def _deleted(user_id: int, asked: str) -> Note | None:
    """The note that was deleted a moment ago, for the way back."""
    try:
        return Note.objects.deleted(user_id).filter(uuid=uuid.UUID(asked)).first()
    except ValueError:
        return None


@private
@login_required
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Every note and bookmark as Markdown, every note as CSV."""
    user_id, catalogue = account_of(request), get_catalogue()
    found = notebook.entries(_rows(user_id, ""), catalogue)
    if form == "md":
        stars = notebook.entries(_rows(user_id, BOOKMARKS), catalogue)
        text = writing_out.notes_markdown(
            _("My notes"), notebook.groups(found), _("Bookmarks"), stars, language=language()
        )
        content, kind = text.encode(), "text/markdown"
    else:
        head = (_("Lesson"), _("Section"), _("Quote"), _("Your note"), _("Language"), _("Made on"), _("Changed on"))
        content, kind = writing_out.notes_csv(head, found, language()), "text/csv"
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"notes.{form}") or "attachment"
    return response


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guarded("rhythm")
def rhythm(request: HttpRequest) -> HttpResponse:
    """How much a week, in lessons or hours, and a pause."""
    chosen = pace.pace_of(account_of(request))
    initial = {"unit": "lessons", "amount": 3}
    if chosen:
        initial = {"unit": chosen.unit, "amount": chosen.amount, "paused": chosen.paused}
    form = RhythmForm(request.POST or None, initial=initial)
    if form.is_valid():
        pace.choose(account_of(request), **form.cleaned_data)
        messages.success(request, _("Your rhythm is saved."))
        return redirect("learning:dashboard")
    return render(request, "learning/rhythm.html", {"form": form}, status=422 if form.is_bound else 200)
