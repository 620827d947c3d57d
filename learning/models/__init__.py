from learning.models.attempt import Answer, QuizAttempt
from learning.models.enrolment import Enrolment, Onboarding
from learning.models.progress import BlockProgress, LessonEvent, LessonProgress
from learning.models.run import RunChoice, ScenarioRun

__all__ = [
    "Answer",
    "BlockProgress",
    "Enrolment",
    "LessonEvent",
    "LessonProgress",
    "Onboarding",
    "QuizAttempt",
    "RunChoice",
    "ScenarioRun",
]
