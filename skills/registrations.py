"""What skills tells the room to its left and itself: who reviews, what a decision says, where its proof leads."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import roles
from accounts.domain import notifications
from accounts.models import User
from skills.domain.review import PERMISSION, SOURCE
from skills.models import Review
from skills.registry import Source, evidence_sources, reviewables


def register() -> None:
    for role in (roles.MENTOR, roles.PUBLISHER, roles.ADMINISTRATOR):
        roles.declare(role, [PERMISSION])
    evidence_sources[SOURCE] = _reviewed
    user_logged_in.connect(_remember_desk, dispatch_uid="skills.desk")
    notifications.register(notifications.Kind("review_decided", lambda: _("Work of yours was reviewed"), _sentence))


def _remember_desk(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whether the menu shows the desk: asked once, at sign-in. The desk itself asks every time."""
    if user.has_perm(PERMISSION):
        request.session["desk"] = True


def _sentence(params: dict[str, Any]) -> str:
    titles = params["title"]
    named = {"title": titles.get((translation.get_language() or "fr")[:2]) or titles.get("fr") or ""}
    if params["outcome"] == "graded":
        return _("A reader has given points to your answer, with reasons: “%(title)s”.") % named
    if params["outcome"] == "accepted":
        return _("“%(title)s” was accepted.") % named
    return _("“%(title)s” comes back with reasons: you can hand it in again.") % named


def _reviewed(work_keys: set[str], language: str) -> dict[str, Source]:
    """Reviewed work by its title, with the learner's own page."""
    found = {}
    with translation.override(language):
        for review in Review.objects.filter(work_key__in=work_keys):
            url = reviewables[review.kind].url(review.subject) if review.kind in reviewables else ""
            found[review.work_key] = Source(review.name, url)
    return found
