"""My space: one next step, what is missing, and why the figure says what it says."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cms.catalogue import Catalogue, get_catalogue, in_language
from learning.domain.completed import finished
from learning.domain.moving import counted_through
from learning.domain.next_step import enrol, path_state
from learning.domain.pace import week_of
from learning.domain.people import account_of, person_of
from learning.domain.placement import placed_lessons
from learning.domain.progress import LESSON, Share, completed_at, mark_placed, module_share, share
from learning.domain.trail import start_of, trail_of
from learning.domain.updates import updated_lessons
from learning.views.lookup import language
from lib.forged import guarded
from lib.posting import at, posted_from
from skills.domain.gaps import unpassed
from skills.domain.inputs import standing_inputs
from skills.domain.overview import overview_from

Completed = dict[uuid.UUID, datetime]


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    user, catalogue = request.user, get_catalogue()
    assert isinstance(user, User)
    trail, inputs, review = start_of(user)
    complete = ((key, key in trail.carried) for key, (_seen, when) in trail.lessons.items() if when)
    context = {
        "path": path_state(trail, catalogue),
        "due": len(review.queue),
        "has_cards": bool(review.active),
        "updated": list(updated_lessons(trail, catalogue)),
        "overview": overview_from(inputs, language(), finished=finished(complete)),
        "experience": trail.experience,
        "notification_count": trail.unread,
        "week": week_of(trail, catalogue, zone=user.time_zone, now=timezone.now()),
    }
    return render(request, "learning/dashboard.html", context)


@login_required
def my_path(request: HttpRequest) -> HttpResponse:
    trail = trail_of(person_of(request))
    context = {"path": path_state(trail, get_catalogue()), "notification_count": trail.unread}
    return render(request, "learning/path.html", context)


@login_required
@posted_from(at("learning:path"))
@guarded("path")
def follow(request: HttpRequest) -> HttpResponse:
    path = next((p for p in get_catalogue().paths.values() if p.code == request.POST.get("path")), None)
    if path is None:
        raise Http404
    if enrol(account_of(request), path_key=path.key):
        messages.success(request, _("You follow this path now."))
    return redirect("learning:path")


def _why(request: HttpRequest, title: str, url: str, lines: Callable[[Catalogue, Completed], Share]) -> HttpResponse:
    catalogue, person = get_catalogue(), person_of(request)
    through, done = counted_through(person, catalogue), completed_at(person)
    found = mark_placed(lines(catalogue, done), placed_lessons(person, done))
    open_yet = done.keys() - {key for key, counted in through.items() if counted.passed}
    still = unpassed(((LESSON, str(key)) for key in open_yet), standing_inputs(account_of(request)).proofs)
    told = (
        line._replace(
            through=in_language(through[line.lesson.key].names) if line.lesson.key in through else "",
            # Without a skill it proves nothing either way.
            unpassed=bool(line.lesson.quizzes and line.lesson.skills) and (LESSON, str(line.lesson.key)) in still,
        )
        for line in found.lines
    )
    context = {"title": title, "url": url, "share": Share(tuple(told))}
    return render(request, "learning/why.html", context)


@login_required
def why_module(request: HttpRequest, code: str) -> HttpResponse:
    """The percentage of a module, opened line by line."""
    module = next((m for m in get_catalogue().modules.values() if m.code == code), None)
    if module is None:
        raise Http404
    lang = language()
    return _why(request, module.title[lang], module.url[lang], lambda cat, done: module_share(module, done, cat))


@login_required
def why_path(request: HttpRequest, code: str) -> HttpResponse:
    """The percentage of a path: every required lesson of its modules, once."""
    path = next((p for p in get_catalogue().paths.values() if p.code == code), None)
    if path is None:
        raise Http404
    lang = language()

    def lines(catalogue: Catalogue, done: Completed) -> Share:
        keys: list[uuid.UUID] = []
        for module_key, counts in path.items:
            if counts and module_key in catalogue.modules:
                keys += [key for key, required in catalogue.modules[module_key].items if required]
        return share(keys, done, catalogue)

    return _why(request, path.title[lang], path.url[lang], lines)


def path_index(request: HttpRequest) -> HttpResponse:
    """The list of paths is a page that editors own: go where it stands in this language."""
    return redirect("/fr/parcours/" if language() == "fr" else "/en/paths/")
