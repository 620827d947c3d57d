"""Which blocks go where."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.board import BoardBlock
from cms.blocks.calculator import CalculatorBlock
from cms.blocks.case import CaseBlock
from cms.blocks.checklist import ChecklistBlock
from cms.blocks.dataset import DatasetBlock
from cms.blocks.download import DownloadBlock
from cms.blocks.exercise import ExerciseBlock
from cms.blocks.figure import FigureBlock
from cms.blocks.grid import GridBlock
from cms.blocks.heading import HeadingBlock, anchor_twice
from cms.blocks.key import KeyBlock
from cms.blocks.match import MatchBlock
from cms.blocks.paragraph import ParagraphBlock
from cms.blocks.question import QuestionBlock
from cms.blocks.quiz import QuizBlock
from cms.blocks.quote import QuoteBlock
from cms.blocks.reflection import ReflectionBlock
from cms.blocks.scenario import ScenarioBlock
from cms.blocks.solution import SolutionBlock
from cms.blocks.table import TableBlock
from cms.blocks.task import TaskBlock
from cms.blocks.template import TemplateBlock
from cms.blocks.term import TermBlock
from cms.blocks.video import VideoBlock


class StandardBody(blocks.StreamBlock):
    """Reading, without activities."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    key = KeyBlock()
    case = CaseBlock()
    quote = QuoteBlock()
    table = TableBlock()
    figure = FigureBlock()
    video = VideoBlock()
    download = DownloadBlock()
    term = TermBlock()

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        told = _("Another section title has this anchor: a link would lead to the first of them.")
        errors = {place: StructBlockValidationError({"anchor": ValidationError(told)}) for place in anchor_twice(value)}
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return value


class LessonBody(StandardBody):
    """Everything a lesson may hold."""

    exercise = ExerciseBlock()
    solution = SolutionBlock()
    checklist = ChecklistBlock()
    calculator = CalculatorBlock()
    question = QuestionBlock()
    quiz = QuizBlock()
    match = MatchBlock()
    board = BoardBlock()
    template = TemplateBlock()
    scenario = ScenarioBlock()
    reflection = ReflectionBlock()
    grid = GridBlock()
    task = TaskBlock()
    dataset = DatasetBlock()


# Done means something for these; the others are read.
ACTIVITIES = (
    "checklist",
    "calculator",
    "question",
    "quiz",
    "match",
    "board",
    "template",
    "scenario",
    "reflection",
    "grid",
    "task",
    "dataset",
)
