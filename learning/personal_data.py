"""What learning holds of a person: exported with the account, and erased with it."""

from collections.abc import Iterator
from typing import Any

from accounts.models import User
from accounts.personal_data import Holding, Rows, register, rows_of
from learning.models import (
    Answer,
    BlockProgress,
    Bookmark,
    DocumentVersion,
    Enrolment,
    ExtraAttempt,
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
    UpdateSeen,
    WorkFile,
)
from lib import files

HOLDINGS = (
    ("enrolments", Enrolment, ("path_key", "created_at")),
    ("onboarding", Onboarding, ("goal", "experience", "hours_per_week", "created_at")),
    (
        "lesson_progress",
        LessonProgress,
        ("lesson_key", "last_block", "started_at", "seen_at", "completed_at", "through"),
    ),
    ("updates_seen", UpdateSeen, ("lesson_key", "number")),
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
            "draft",
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
            *("state", "step", "first_review", "last_review", "reviews", "last_rating", "answered_at", "answer"),
        ),
    ),
    ("review_pace", ReviewPace, ("per_day", "new_per_day")),
    ("placements", Placement, ("uuid", "module_key", "locale", "started_at", "submitted_at", "draft")),
    (
        "prerequisites_lifted",
        PrerequisiteWaiver,
        ("lesson_key", "reason", "created_at", "revoked_at", "revoked_reason"),
    ),
    ("extra_attempts", ExtraAttempt, ("lesson_key", "block_id", "reason", "created_at")),
)

OF_PLACEMENTS = (
    ("placement_answers", PlacementAnswer, ("placement__uuid", "lesson_key", "question_key", "response", "right")),
    ("placement_results", PlacementResult, ("placement__uuid", "lesson_key", "known", "placed")),
)


def register_own() -> None:
    """Every table of this room that names a person."""
    for name, model, fields in HOLDINGS:
        register(Holding(name, _rows(model, fields)))
    register(
        Holding(
            "answers",
            lambda user: rows_of(
                Answer.objects.filter(attempt__user=user), "attempt__uuid", "question_key", "response", "score"
            ),
        )
    )
    register(
        Holding(
            "scenario_choices",
            lambda user: rows_of(
                RunChoice.objects.filter(run__user=user), "run__uuid", "turn", "step", "choice", "made_at"
            ),
        )
    )
    for name, rows, fields in OF_PLACEMENTS:
        register(Holding(name, _placed_rows(rows, fields)))
    given = PrerequisiteWaiver.objects
    register(
        Holding(
            "prerequisites_given", lambda user: rows_of(given.filter(by=user), "lesson_key", "reason", "created_at")
        )
    )
    extra = ExtraAttempt.objects
    register(
        Holding(
            "extra_attempts_given", lambda user: rows_of(extra.filter(by=user), "lesson_key", "reason", "created_at")
        )
    )
    taken = ("lesson_key", "revoked_reason", "revoked_at")
    register(Holding("prerequisites_taken_back", lambda user: rows_of(given.filter(revoked_by=user), *taken)))
    register(Holding("review_ratings", _review_ratings))
    register(
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
    register(Holding("regrades", lambda user: rows_of(Regrade.objects.filter(by=user), "mode", "reason", "at")))
    register(Holding("document_versions", _document_versions))
    register(Holding("submissions", _submissions, files=_files, before_erase=_forget_files))


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
    return rows_of(rows, "paper__lesson_key", "paper__block_id", "number", "state", "created_at", "written_at")


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
