from learning.models.attempt import Answer, QuizAttempt
from learning.models.document import DocumentVersion
from learning.models.enrolment import Enrolment, Onboarding
from learning.models.progress import BlockProgress, LessonEvent, LessonProgress
from learning.models.regrade import Regrade, RegradedAnswer
from learning.models.run import RunChoice, ScenarioRun
from learning.models.submission import Submission, SubmissionVersion, WorkFile

__all__ = [
    "Answer",
    "BlockProgress",
    "DocumentVersion",
    "Enrolment",
    "LessonEvent",
    "LessonProgress",
    "Onboarding",
    "QuizAttempt",
    "Regrade",
    "RegradedAnswer",
    "RunChoice",
    "ScenarioRun",
    "Submission",
    "SubmissionVersion",
    "WorkFile",
]
