"""What learning tells the rooms to its left: data it holds, sources of evidence, notifications, adoption at sign-in."""

import uuid
from typing import Any

import structlog
from allauth.account.signals import user_logged_in
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import roles
from accounts.domain import notifications
from accounts.models import User
from cms import impact as cms_impact
from cms.catalogue import get_catalogue
from cms.models import LessonMove
from cms.signals import lessons_moved
from learning import personal_data, publications, sources
from learning.domain import (
    answer_reviews,
    catching_up,
    completed,
    exercises,
    extra_attempts,
    freshness,
    handed_in,
    impact,
    moving,
    regrade_changes,
    reviewed,
    runs,
    submissions,
    waivers,
)
from learning.domain.review_rebuild import rebuild_cards
from learning.wording import regraded
from skills.models import Tier
from skills.registry import (
    FinishedSource,
    FreshnessSource,
    Reviewable,
    evidence_sources,
    rebuilders,
    requirement_sources,
    reviewables,
)
from skills.registry import finished as skills_finished
from skills.registry import freshness as skills_freshness
from skills.signals import tiers_reached

_log = structlog.stdlib.get_logger("tremplin.learning")


def register() -> None:
    personal_data.register_own()
    for role in (roles.PUBLISHER, roles.ADMINISTRATOR):
        roles.declare(role, [waivers.PERMISSION, extra_attempts.PERMISSION, "learning.apply_regrade"])
    skills_freshness.append(FreshnessSource(freshness.CARDS, freshness.of_skills))
    skills_finished.append(FinishedSource(completed.LESSONS, completed.of_ledger))
    rebuilders["review_cards"] = rebuild_cards
    evidence_sources["scenario"] = sources.scenarios
    requirement_sources["scenario_passed"] = sources.scenarios_by_code
    evidence_sources[exercises.SOURCE] = sources.answered
    requirement_sources["exercise_passed"] = sources.exercises_by_target
    requirement_sources["document_reviewed"] = sources.documents_by_target
    rebuilders["exercises"], rebuilders["scenarios"] = exercises.rebuild, runs.rebuild
    rebuilders["tasks"] = handed_in.rebuild
    rebuilders["lessons_and_modules"] = catching_up.rebuild
    notifications.register(
        notifications.Kind(regrade_changes.KIND, lambda: _("An answer of yours was judged again"), regraded)
    )
    reviewables[reviewed.KIND] = Reviewable("learning/works/task.html", reviewed.work, reviewed.url)
    reviewables[answer_reviews.KIND] = Reviewable(
        "learning/works/answer.html", answer_reviews.work, answer_reviews.url, settle=answer_reviews.settle
    )
    evidence_sources[submissions.KIND] = sources.handed_in
    evidence_sources["lesson"] = sources.lessons
    evidence_sources["module"] = sources.modules
    requirement_sources["module_passed"] = sources.modules_by_code
    evidence_sources["placement"] = sources.placed
    notifications.register(
        notifications.Kind(
            "tier_reached",
            lambda: _("A tier is reached"),
            lambda params: _("You now hold the tier “%(tier)s”.") % {"tier": _tier_name(params["tier"])},
        )
    )
    cms_impact.sources.append(impact.figures)
    lessons_moved.connect(_carry, dispatch_uid="learning.carry")
    publications.connect()
    notifications.register(
        notifications.Kind(
            waivers.NOTIFICATION,
            lambda: _("A lesson is opened for you"),
            lambda params: _("The lesson “%(lesson)s” is open for you.") % {"lesson": _lesson_name(params["lesson"])},
        )
    )
    notifications.register(
        notifications.Kind(waivers.REVOKED, lambda: _("A lesson asks for its prerequisites again"), _lesson_closed)
    )
    notifications.register(
        notifications.Kind(extra_attempts.NOTIFICATION, lambda: _("You have one more attempt at a quiz"), _one_more)
    )
    user_logged_in.connect(_adopt, dispatch_uid="learning.adopt")
    user_logged_out.connect(_adopt_at_last, dispatch_uid="learning.adopt_at_last")
    tiers_reached.connect(_tell, dispatch_uid="learning.tell")


def _adopt(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The session names the visitor until everything has moved: the next sign-in tries again."""
    from learning.domain.adoption import adopt
    from learning.domain.people import SESSION_KEY

    visitor = request.session.get(SESSION_KEY)
    if visitor is None:
        return
    if adopt(user.pk, visitor=uuid.UUID(visitor), locale=user.locale):
        del request.session[SESSION_KEY]
    else:
        _log.error("adoption.not_moved", user_id=user.pk, visitor=visitor)


def _adopt_at_last(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """Signing out ends the session, after which nothing names the visitor. Who was just erased takes nothing."""
    from learning.domain.people import SESSION_KEY

    if user and SESSION_KEY in request.session and User.objects.filter(pk=user.pk, is_active=True).exists():
        _adopt(sender, request, user)


def _carry(sender: Any, moves: list[LessonMove], **kwargs: Any) -> None:
    moving.carry(moves)


def _lesson_name(key: str) -> str:
    lesson = get_catalogue().lessons.get(uuid.UUID(key))
    return lesson.name if lesson else _("A lesson that is no longer published")


def _lesson_closed(params: dict[str, Any]) -> str:
    words = {"lesson": _lesson_name(params["lesson"]), "reason": params["reason"]}
    return _("The lesson “%(lesson)s” asks for what comes before it again: %(reason)s") % words


def _one_more(params: dict[str, Any]) -> str:
    words = {"lesson": _lesson_name(params["lesson"]), "reason": params["reason"]}
    return _("You may take the quiz of “%(lesson)s” once more: %(reason)s") % words


def _tier_name(code: str) -> str:
    tier = Tier.objects.filter(code=code, ladder__current=True).first()
    return tier.name if tier else code


def _tell(sender: Any, gained: dict[int, list[str]], **kwargs: Any) -> None:
    if len(gained) > 1:
        for code in {code for codes in gained.values() for code in codes}:
            told: dict[int, tuple[dict[str, Any], str]] = {
                user_id: ({"tier": code}, "/me/skills/") for user_id, codes in gained.items() if code in codes
            }
            notifications.notify_many(told, kind="tier_reached", key=f"tier:{code}")
        return
    for user_id, codes in gained.items():
        user = User.objects.get(pk=user_id)
        for code in codes:
            notifications.notify(
                user, kind="tier_reached", key=f"tier:{code}", params={"tier": code}, url=f"/{user.locale}/me/skills/"
            )
