"""What skills tells the room to its left and itself: who reviews, what a decision says, where its proof leads."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import roles
from accounts.domain import notifications
from accounts.models import User
from skills.domain.desk import SEE_ALL
from skills.domain.giving import GIVEN, rebuild_given
from skills.domain.review import PERMISSION, SOURCE
from skills.models import ReviewDecision
from skills.registry import Source, evidence_sources, rebuilders, requirement_sources, reviewables


def register() -> None:
    for role in (roles.MENTOR, roles.PUBLISHER, roles.ADMINISTRATOR):
        roles.declare(role, [PERMISSION])
    roles.declare(roles.ADMINISTRATOR, [SEE_ALL])
    evidence_sources[SOURCE] = _reviewed
    evidence_sources[GIVEN] = _given
    requirement_sources[GIVEN] = _desk
    rebuilders[GIVEN] = rebuild_given
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


def _reviewed(decisions: set[str], language: str) -> dict[str, Source]:
    """Reviewed work by the decision on it: its title, with the learner's own page."""
    found = {}
    with translation.override(language):
        for row in _decided(decisions):
            url = reviewables[row.review.kind].url(row.review.subject) if row.review.kind in reviewables else ""
            found[str(row.uuid)] = Source(row.review.name, url)
    return found


def _given(decisions: set[str], language: str) -> dict[str, Source]:
    """Reviews given by the decision: the title of what was read, with its page at the desk."""
    with translation.override(language):
        return {
            str(row.uuid): Source(row.review.name, reverse("skills:review", args=[row.review.uuid]))
            for row in _decided(decisions)
        }


def _decided(decisions: set[str]) -> QuerySet[ReviewDecision]:
    return ReviewDecision.objects.filter(uuid__in=decisions).select_related("review")


def _desk(targets: set[str], language: str) -> dict[str, Source]:
    """Only those who hold the role have a desk: the words say how one gets there, no link leads to a page of others."""
    with translation.override(language):
        words = _("At the review desk, with the mentor’s role: the people who run this site give it.")
    return {target: Source(words, "") for target in targets}
