"""What learning tells the rooms to its left: data it holds, sources of evidence, notifications, adoption at sign-in."""

import uuid
from collections.abc import Iterator
from typing import Any

from allauth.account.signals import user_logged_in
from django.db.models import Q
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import roles
from accounts.domain import notifications
from accounts.models import User
from accounts.personal_data import Holding, Rows, rows_of
from accounts.personal_data import register as register_holding
from cms.catalogue import ScenarioInfo, get_catalogue
from learning.domain import reviewed, submissions, waivers
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
    Rhythm,
    RunChoice,
    ScenarioRun,
    Submission,
    SubmissionVersion,
    WorkFile,
)
from lib import files
from skills.models import Tier
from skills.registry import Reviewable, Source, evidence_sources, requirement_sources, reviewables
from skills.signals import standing_changed

HOLDINGS = (
    ("enrolments", Enrolment, ("path_key", "created_at")),
    ("onboarding", Onboarding, ("goal", "experience", "hours_per_week", "created_at")),
    ("lesson_progress", LessonProgress, ("lesson_key", "last_block", "started_at", "seen_at", "completed_at")),
    ("lesson_events", LessonEvent, ("lesson_key", "kind", "locale", "created_at")),
    ("activities", BlockProgress, ("lesson_key", "block_id", "kind", "state", "done_at", "updated_at")),
    (
        "attempts",
        QuizAttempt,
        ("uuid", "lesson_key", "block_id", "number", "locale", "pass_mark", "submitted_at", "score", "max_score"),
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
    evidence_sources["scenario"] = _scenarios
    requirement_sources["scenario_passed"] = _scenarios_by_code
    register_holding(Holding("document_versions", _document_versions))
    register_holding(Holding("submissions", _submissions, files=_files, before_erase=_forget_files))
    reviewables[reviewed.KIND] = Reviewable("learning/works/task.html", reviewed.work, reviewed.url)
    evidence_sources[submissions.KIND] = _handed_in
    evidence_sources["lesson"] = _lessons
    evidence_sources["placement"] = _placements
    evidence_sources["module"] = _modules
    requirement_sources["module_passed"] = _modules_by_code
    notifications.register(
        notifications.Kind(
            "tier_reached",
            lambda: _("A tier is reached"),
            lambda params: _("You now hold the tier “%(tier)s”.") % {"tier": _tier_name(params["tier"])},
        )
    )
    notifications.register(
        notifications.Kind(
            waivers.NOTIFICATION,
            lambda: _("A lesson is opened for you"),
            lambda params: _("The lesson “%(lesson)s” is open for you.") % {"lesson": _lesson_name(params["lesson"])},
        )
    )
    user_logged_in.connect(_adopt, dispatch_uid="learning.adopt")
    standing_changed.connect(_tell, dispatch_uid="learning.tell")


def _rows(model: Any, fields: tuple[str, ...]) -> Any:
    return lambda user: rows_of(model.objects.filter(user=user), *fields)


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


def _lessons(work_keys: set[str], language: str) -> dict[str, Source]:
    lessons = get_catalogue().lessons
    found = {key: lessons.get(uuid.UUID(key)) for key in work_keys}
    return {k: Source(lesson.title[language], lesson.url[language]) for k, lesson in found.items() if lesson}


def _placements(work_keys: set[str], language: str) -> dict[str, Source]:
    """Lessons by the placement test that made them complete."""
    with translation.override(language):
        return {
            key: Source(_("Placement test: %(lesson)s") % {"lesson": source.title}, source.url)
            for key, source in _lessons(work_keys, language).items()
        }


def _modules(work_keys: set[str], language: str) -> dict[str, Source]:
    modules = get_catalogue().modules
    found = {key: modules.get(uuid.UUID(key)) for key in work_keys}
    return {k: Source(module.title[language], module.url[language]) for k, module in found.items() if module}


def _handed_in(work_keys: set[str], language: str) -> dict[str, Source]:
    """Tasks handed in, by the submission or the campaign that was handed in."""
    rows = Submission.objects.filter(Q(uuid__in=work_keys) | Q(review__work_key__in=work_keys)).select_related("review")
    found: dict[str, Source] = {}
    with translation.override(language):
        for row in rows:
            if row.review:
                source = Source(row.review.name, reviewed.url(str(row.uuid)))
                found |= {str(row.uuid): source, row.review.work_key: source}
    return found


def _modules_by_code(codes: set[str], language: str) -> dict[str, Source]:
    return {
        module.code: Source(module.title[language], module.url[language])
        for module in get_catalogue().modules.values()
        if module.code in codes
    }


def _scenarios(work_keys: set[str], language: str) -> dict[str, Source]:
    return {str(info.key): source for info, source in _played(language) if str(info.key) in work_keys}


def _scenarios_by_code(codes: set[str], language: str) -> dict[str, Source]:
    return {info.code: source for info, source in _played(language) if info.code in codes}


def _played(language: str) -> list[tuple[ScenarioInfo, Source]]:
    """Every scenario of a lesson, and where it is played."""
    return [
        (info, Source(info.title[language], f"{lesson.url[language]}#{info.block_id}"))
        for lesson in get_catalogue().lessons.values()
        for info in lesson.scenarios
    ]


def _adopt(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    from learning.domain.adoption import adopt
    from learning.domain.people import SESSION_KEY

    visitor = request.session.pop(SESSION_KEY, None)
    if visitor:
        adopt(user.pk, visitor=uuid.UUID(visitor), locale=user.locale)


def _lesson_name(key: str) -> str:
    lesson = get_catalogue().lessons.get(uuid.UUID(key))
    return lesson.name if lesson else _("A lesson that is no longer published")


def _tier_name(code: str) -> str:
    tier = Tier.objects.filter(code=code, ladder__current=True).first()
    return tier.name if tier else code


def _tell(sender: Any, user_id: int, tiers_gained: list[str], **kwargs: Any) -> None:
    user = User.objects.get(pk=user_id) if tiers_gained else None
    for code in tiers_gained if user else ():
        assert user is not None
        notifications.notify(
            user, kind="tier_reached", key=f"tier:{code}", params={"tier": code}, url=f"/{user.locale}/me/skills/"
        )
