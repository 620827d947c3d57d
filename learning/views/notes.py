"""Notes on a lesson: make, edit, delete, bring back; the star of a block or a lesson."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from cms.catalogue import LessonInfo, get_catalogue
from learning.domain import notes
from learning.domain.notebook import Entry
from learning.domain.people import account_of, person_of
from learning.domain.reading import read
from learning.models import Note
from learning.note_forms import EditForm, NoteForm
from learning.views import noted
from learning.views.lookup import language, lesson_or_404
from lib.forged import foreign, guarded
from lib.posting import at, posted_from

private = cache_control(private=True, no_store=True)


def _note_or_404(request: HttpRequest, note_uuid: uuid.UUID) -> Note:
    """One's own note: the same address names nothing in anybody else's account."""
    found = Note.objects.filter(user_id=account_of(request), uuid=note_uuid).first()
    if found is None:
        asked = Note.objects.filter(uuid=note_uuid)
        foreign("note.foreign", asked, user_id=account_of(request), note=note_uuid)
        raise Http404
    return found


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guarded("note")
def new(request: HttpRequest) -> HttpResponse:
    """The form for one block, and what it sends: back to the block, or the block's notes for a script."""
    lesson, block_id = _place_or_404(request.POST if request.method == "POST" else request.GET)
    form = NoteForm(request.POST or None, initial={"key": uuid.uuid4()})
    if form.is_valid() and _added(request, form, lesson, block_id):
        if request.headers.get("X-Fragment") == "1":
            return _fragment(request, lesson, block_id)
        messages.success(request, _("Your note is saved."))
        return redirect(f"{lesson.href}#{noted.anchor(block_id)}")
    passage = lesson.passage(block_id)
    context = {
        "form": form,
        "lesson": lesson,
        "block_id": block_id,
        "heading": passage.heading if passage else "",
        "back": f"{lesson.href}#{noted.anchor(block_id)}",
        "quote": form["quote"].value() or "",
    }
    return render(request, "learning/note_new.html", context, status=422 if form.is_bound else 200)


def _added(request: HttpRequest, form: NoteForm, lesson: LessonInfo, block_id: uuid.UUID) -> bool:
    data = form.cleaned_data
    try:
        made = notes.add(
            account_of(request),
            key=data["key"] or uuid.uuid4(),
            lesson=lesson,
            block_id=block_id,
            quote=data["quote"],
            occurrence=data["occurrence"] or 0,
            text=data["text"],
            locale=language(),
        )
    except notes.TooMany:
        form.add_error(None, _("You hold as many notes as an account may. Delete some first."))
        return False
    if data["key"] and made.uuid != data["key"]:
        others = Note.objects.filter(uuid=data["key"]).exclude(user_id=account_of(request))
        foreign("note.foreign_key", others, user_id=account_of(request), note=data["key"])
    return True


@private
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guarded("note", "version")
def note(request: HttpRequest, note_uuid: uuid.UUID) -> HttpResponse:
    """One note to edit. An older window keeps what it typed and is told what stands there now."""
    mine = _note_or_404(request, note_uuid)
    entry = Entry(mine, get_catalogue().lessons.get(mine.lesson_key))
    origin = "lesson" if (request.POST or request.GET).get("from") == "lesson" and entry.href else ""
    back = entry.href if origin else f"{reverse('learning:notes')}#note-{mine.uuid}"
    initial = {"version": mine.version, "text": mine.text}
    form = EditForm(request.POST or None, initial=initial, quoted=bool(mine.quote))
    status, other = (422 if form.is_bound else 200), None
    if form.is_valid():
        try:
            notes.edit(mine, text=form.cleaned_data["text"], version=form.cleaned_data["version"])
        except notes.StaleNote as stale:
            status, other = 409, stale.current
            typed = {"version": stale.current.version, "text": form.cleaned_data["text"]}
            form = EditForm(initial=typed, quoted=bool(mine.quote))
        else:
            messages.success(request, _("Your note is saved."))
            return redirect(back)
    context = {"form": form, "entry": entry, "other": other, "origin": origin, "back": back}
    context["source"] = noted.source_of(mine.locale)
    return render(request, "learning/note.html", context, status=status)


@private
@login_required
@posted_from(at("learning:notes"), _note_or_404)
@guarded("note")
def delete(request: HttpRequest, note_uuid: uuid.UUID) -> HttpResponse:
    """Out of sight, and the page that follows offers to bring it back."""
    notes.delete(_note_or_404(request, note_uuid))
    return redirect(f"{reverse('learning:notes')}?undo={note_uuid}")


@private
@login_required
@posted_from(at("learning:notes"), _note_or_404)
@guarded("note")
def restore(request: HttpRequest, note_uuid: uuid.UUID) -> HttpResponse:
    notes.restore(_note_or_404(request, note_uuid))
    messages.success(request, _("Your note is back."))
    return redirect(f"{reverse('learning:notes')}#note-{note_uuid}")


@private
@login_required
@posted_from(at("learning:notes"))
@guarded("note")
def star(request: HttpRequest) -> HttpResponse:
    """Set or take away a bookmark. What is archived or gone can only be taken away."""
    on = "on" in request.POST
    lesson_key, block_id = _uuid(request.POST.get("lesson")), None
    if named := request.POST.get("on" if on else "off"):
        block_id = _uuid(named)
    lesson = get_catalogue().lessons.get(lesson_key)
    if on and (lesson is None or (block_id and lesson.passage(block_id) is None)):
        raise Http404
    title = lesson.title[language()] if lesson else ""
    notes.star(account_of(request), lesson_key=lesson_key, block_id=block_id, on=on, title=title)
    if lesson is None or request.POST.get("from") == "list":
        return redirect(f"{reverse('learning:notes')}?show=bookmarks")
    if request.headers.get("X-Fragment") == "1":
        return _fragment(request, lesson, block_id)
    return redirect(f"{lesson.href}#{noted.anchor(block_id)}" if block_id else lesson.href)


def _fragment(request: HttpRequest, lesson: LessonInfo, block_id: uuid.UUID | None) -> HttpResponse:
    """What stands beside a block, or under the title of the lesson, as the page itself would draw it."""
    reading = read(person_of(request), lesson)
    if block_id is None:
        return render(request, "learning/parts/mine.html", noted.mine(reading))
    return render(request, "learning/parts/beside.html", noted.beside(reading, block_id))


def _uuid(text: Any) -> uuid.UUID:
    try:
        return uuid.UUID(str(text))
    except ValueError as error:
        raise Http404 from error


def _place_or_404(data: QueryDict) -> tuple[LessonInfo, uuid.UUID]:
    """The published lesson and the block of it that are named."""
    lesson, block_id = lesson_or_404(_uuid(data.get("lesson"))), _uuid(data.get("block"))
    if lesson.passage(block_id) is None:
        raise Http404
    return lesson, block_id
