from cms.models.figure import Figure
from cms.models.glossary import GlossaryTerm
from cms.models.home import HomePage
from cms.models.indexes import LessonIndexPage, ModuleIndexPage, PathIndexPage
from cms.models.lesson import LessonPage, LessonPrerequisite, LessonSkill
from cms.models.module import ModuleItem, ModulePage
from cms.models.pack_object import PackObject
from cms.models.path import PathItem, PathPage
from cms.models.question import Question
from cms.models.question_version import QuestionVersion
from cms.models.scenario import Scenario
from cms.models.scenario_version import ScenarioVersion
from cms.models.standard import StandardPage
from cms.models.template import Template

__all__ = [
    "Figure",
    "GlossaryTerm",
    "HomePage",
    "LessonIndexPage",
    "LessonPage",
    "LessonPrerequisite",
    "LessonSkill",
    "ModuleIndexPage",
    "ModuleItem",
    "ModulePage",
    "PackObject",
    "PathIndexPage",
    "PathItem",
    "PathPage",
    "Question",
    "QuestionVersion",
    "Scenario",
    "ScenarioVersion",
    "StandardPage",
    "Template",
]
