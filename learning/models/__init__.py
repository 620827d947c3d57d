from learning.models.attempt import Answer, QuizAttempt
from learning.models.document import DocumentVersion
from learning.models.enrolment import Enrolment, Onboarding
from learning.models.extra_attempt import ExtraAttempt
from learning.models.note import Bookmark, Note
from learning.models.placement import Placement, PlacementAnswer, PlacementResult
from learning.models.progress import BlockProgress, LessonEvent, LessonProgress, Progress, UpdateSeen, VisitorProgress
from learning.models.regrade import Regrade, RegradedAnswer
from learning.models.review_card import ReviewCard, ReviewLog, ReviewPace
from learning.models.rhythm import Rhythm
from learning.models.run import RunChoice, ScenarioRun
from learning.models.submission import Submission, SubmissionVersion, WorkFile
from learning.models.waiver import PrerequisiteWaiver

__all__ = [
    "Answer",
    "BlockProgress",
    "Bookmark",
    "DocumentVersion",
    "Enrolment",
    "ExtraAttempt",
    "LessonEvent",
    "LessonProgress",
    "Note",
    "Onboarding",
    "Placement",
    "PlacementAnswer",
    "PlacementResult",
    "PrerequisiteWaiver",
    "Progress",
    "QuizAttempt",
    "Regrade",
    "RegradedAnswer",
    "ReviewCard",
    "ReviewLog",
    "ReviewPace",
    "Rhythm",
    "RunChoice",
    "ScenarioRun",
    "Submission",
    "SubmissionVersion",
    "UpdateSeen",
    "VisitorProgress",
    "WorkFile",
]
