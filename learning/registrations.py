"""What learning tells the rooms to its left: data it holds, sources of evidence, notifications, adoption at sign-in."""

import uuid
from collections.abc import Iterator
from typing import Any

from allauth.account.signals import user_logged_in
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import roles
from accounts.domain import notifications
from accounts.models import User
from accounts.personal_data import Holding, Rows, rows_of
from accounts.personal_data import register as register_holding
from cms import impact as cms_impact
from cms.catalogue import get_catalogue
from cms.models import LessonMove
from cms.signals import lessons_moved
from learning import sources
from learning.domain import (
    answer_reviews,
    exercises,
    freshness,
    impact,
    moving,
    regrading,
    reviewed,
    runs,
    submissions,
    waivers,
)
from learning.domain.review_rebuild import rebuild_cards
from learning.models import (
    Answer,
    BlockProgress,
    Bookmark,
    DocumentVersion,
    Enrolment,
    LessonEvent,
    LessonProgress,
    Note,
    Onboarding,
    Placement,
    PlacementAnswer,
    PlacementResult,
    PrerequisiteWaiver,
    QuizAttempt,
    Regrade,
    RegradedAnswer,
    ReviewCard,
    ReviewLog,
    ReviewPace,
    Rhythm,
    RunChoice,
    ScenarioRun,
    SubmissionVersion,
    WorkFile,
)
from learning.wording import regraded
from lib import files
from skills.models import Tier
from skills.registry import Reviewable, evidence_sources, rebuilders, requirement_sources, reviewables
from skills.registry import freshness as skills_freshness
from skills.signals import tiers_reached

HOLDINGS = (
    ("enrolments", Enrolment, ("path_key", "created_at")),
    ("onboarding", Onboarding, ("goal", "experience", "hours_per_week", "created_at")),
    (
        "lesson_progress",
        LessonProgress,
        ("lesson_key", "last_block", "started_at", "seen_at", "completed_at", "through"),
    ),
    ("lesson_events", LessonEvent, ("lesson_key", "kind", "locale", "created_at")),
    ("activities", BlockProgress, ("lesson_key", "block_id", "kind", "state", "done_at", "updated_at")),
    (
        "attempts",
        QuizAttempt,
        (
            "uuid",
            "lesson_key",
            "block_id",
            "number",
            "locale",
            "pass_mark",
            "time_limit",
            "retake_of__uuid",
            "started_at",
            "submitted_at",
            "late",
            "score",
            "max_score",
        ),
    ),
    (
        "scenario_runs",
        ScenarioRun,
        ("uuid", "lesson_key", "block_id", "number", "started_at", "finished_at", "total", "passed"),
    ),
    (
        "notes",
        Note,
        (
            "uuid",
            "lesson_key",
            "block_id",
            "lesson_title",
            "quote",
            "text",
            "locale",
            "created_at",
            "updated_at",
            "deleted_at",
        ),
    ),
    ("bookmarks", Bookmark, ("lesson_key", "block_id", "lesson_title", "created_at")),
    ("rhythm", Rhythm, ("unit", "amount", "paused", "updated_at")),
    (
        "review_cards",
        ReviewCard,
        (
            *("uuid", "question_key", "source", "created_at", "suspended_at", "due", "stability", "difficulty"),
            *("state", "step", "first_review", "last_review", "reviews", "answered_at", "answer"),
        ),
    ),
    ("review_pace", ReviewPace, ("per_day", "new_per_day")),
    ("placements", Placement, ("uuid", "module_key", "locale", "started_at", "submitted_at")),
    ("prerequisites_lifted", PrerequisiteWaiver, ("lesson_key", "reason", "created_at")),
)

OF_PLACEMENTS = (
    ("placement_answers", PlacementAnswer, ("placement__uuid", "lesson_key", "question_key", "response", "right")),
    ("placement_results", PlacementResult, ("placement__uuid", "lesson_key", "known", "placed")),
)


def register() -> None:
    for name, model, fields in HOLDINGS:
        register_holding(Holding(name, _rows(model, fields)))
    register_holding(
        Holding(
            "answers",
            lambda user: rows_of(
                Answer.objects.filter(attempt__user=user), "attempt__uuid", "question_key", "response", "score"
            ),
        )
    )
    register_holding(
        Holding(
            "scenario_choices",
            lambda user: rows_of(
                RunChoice.objects.filter(run__user=user), "run__uuid", "turn", "step", "choice", "made_at"
            ),
        )
    )
    for name, rows, fields in OF_PLACEMENTS:
        register_holding(Holding(name, _placed_rows(rows, fields)))
    given = PrerequisiteWaiver.objects
    register_holding(
        Holding(
            "prerequisites_given", lambda user: rows_of(given.filter(by=user), "lesson_key", "reason", "created_at")
        )
    )
    for role in (roles.PUBLISHER, roles.ADMINISTRATOR):
        roles.declare(role, [waivers.PERMISSION])
    register_holding(Holding("review_ratings", _review_ratings))
    skills_freshness.append(freshness.of_skills)
    rebuilders["review_cards"] = rebuild_cards
    evidence_sources["scenario"] = sources.scenarios
    requirement_sources["scenario_passed"] = sources.scenarios_by_code
    evidence_sources[exercises.SOURCE] = sources.answered
    requirement_sources["exercise_passed"] = sources.exercises_by_target
    requirement_sources["document_reviewed"] = sources.documents_by_target
    rebuilders["exercises"], rebuilders["scenarios"] = exercises.rebuild, runs.rebuild
    register_holding(
        Holding(
            "regraded_answers",
            lambda user: rows_of(
                RegradedAnswer.objects.filter(answer__attempt__user=user),
                "answer__attempt__uuid",
                "answer__question_key",
                "old_score",
                "new_score",
                "regrade__at",
                "regrade__reason",
            ),
        )
    )
    register_holding(Holding("regrades", lambda user: rows_of(Regrade.objects.filter(by=user), "mode", "reason", "at")))
    for role in (roles.PUBLISHER, roles.ADMINISTRATOR):
        roles.declare(role, ["learning.apply_regrade"])
    notifications.register(
        notifications.Kind(regrading.KIND, lambda: _("An answer of yours was judged again"), regraded)
    )
    register_holding(Holding("document_versions", _document_versions))
    register_holding(Holding("submissions", _submissions, files=_files, before_erase=_forget_files))
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
    notifications.register(
        notifications.Kind(
            waivers.NOTIFICATION,
            lambda: _("A lesson is opened for you"),
            lambda params: _("The lesson “%(lesson)s” is open for you.") % {"lesson": _lesson_name(params["lesson"])},
        )
    )
    user_logged_in.connect(_adopt, dispatch_uid="learning.adopt")
    tiers_reached.connect(_tell, dispatch_uid="learning.tell")


def _rows(model: Any, fields: tuple[str, ...]) -> Any:
    return lambda user: rows_of(model.objects.filter(user=user), *fields)


def _review_ratings(user: User) -> Rows:
    return rows_of(
        ReviewLog.objects.filter(card__user=user),
        *("card__uuid", "number", "rating", "reviewed_at", "version__number", "locale", "response", "points"),
        *("algorithm", "undone_at"),
    )


def _placed_rows(model: Any, fields: tuple[str, ...]) -> Any:
    return lambda user: rows_of(model.objects.filter(placement__user=user), *fields)


def _document_versions(user: User) -> Rows:
    rows = DocumentVersion.objects.filter(paper__user=user)
    return rows_of(rows, "paper__lesson_key", "paper__block_id", "number", "state", "created_at")


def _submissions(user: User) -> Rows:
    rows = SubmissionVersion.objects.filter(submission__user=user)
    return rows_of(
        rows,
        "submission__uuid",
        "submission__lesson_key",
        "submission__block_id",
        "number",
        "locale",
        "content",
        "created_at",
    )


def _files(user: User) -> Iterator[tuple[str, bytes]]:
    for row in WorkFile.objects.filter(user=user):
        try:
            yield f"{row.uuid}-{row.name}", files.load(row.path)
        except FileNotFoundError:
            continue


def _forget_files(user: User) -> None:
    files.forget(*WorkFile.objects.filter(user=user).values_list("path", flat=True))


def _adopt(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    from learning.domain.adoption import adopt
    from learning.domain.people import SESSION_KEY

    visitor = request.session.pop(SESSION_KEY, None)
    if visitor:
        adopt(user.pk, visitor=uuid.UUID(visitor), locale=user.locale)


def _carry(sender: Any, moves: list[LessonMove], **kwargs: Any) -> None:
    moving.carry(moves)


def _lesson_name(key: str) -> str:
    lesson = get_catalogue().lessons.get(uuid.UUID(key))
    return lesson.name if lesson else _("A lesson that is no longer published")


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
