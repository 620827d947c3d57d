from cms.models.advert import SampleAdvert
from cms.models.case_study import CasePage
from cms.models.certification import CertificationPage
from cms.models.directory import DirectoryEntry
from cms.models.figure import Figure
from cms.models.glossary import GlossaryTerm
from cms.models.home import HomePage
from cms.models.indexes import (
    CaseIndexPage,
    CertificationIndexPage,
    LessonIndexPage,
    ModuleIndexPage,
    PathIndexPage,
    PlatformIndexPage,
    ReferencePage,
    RoleIndexPage,
    ToolIndexPage,
)
from cms.models.interview import InterviewQuestion
from cms.models.kpi import KpiDefinition
from cms.models.lesson import LessonPage, LessonPrerequisite, LessonSkill
from cms.models.lesson_change import LessonChange
from cms.models.lesson_move import LessonMove
from cms.models.module import ModuleItem, ModulePage
from cms.models.pack_object import PackObject
from cms.models.path import PathItem, PathPage
from cms.models.platform import PlatformPage
from cms.models.question import Question
from cms.models.question_version import QuestionVersion
from cms.models.role import RolePage, RoleSalary
from cms.models.scenario import Scenario
from cms.models.scenario_version import ScenarioVersion
from cms.models.standard import StandardPage
from cms.models.template import Template
from cms.models.tool import ToolPage

__all__ = [
    "CaseIndexPage",
    "CasePage",
    "CertificationIndexPage",
    "CertificationPage",
    "DirectoryEntry",
    "Figure",
    "GlossaryTerm",
    "HomePage",
    "InterviewQuestion",
    "KpiDefinition",
    "LessonChange",
    "LessonIndexPage",
    "LessonMove",
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
    "PlatformIndexPage",
    "PlatformPage",
    "Question",
    "QuestionVersion",
    "ReferencePage",
    "RoleIndexPage",
    "RolePage",
    "RoleSalary",
    "SampleAdvert",
    "Scenario",
    "ScenarioVersion",
    "StandardPage",
    "Template",
    "ToolIndexPage",
    "ToolPage",
]
