from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.fields import PRACTICE, PreviewedMixin, required_block, title_block


class QuizBlock(PreviewedMixin, blocks.StructBlock):
    """The rules of the French page grade and are told in every language (`cms.catalogue`): a translation may lag."""

    title = title_block()
    required = required_block()
    draw = blocks.IntegerBlock(
        label=_("Draw"), required=False, min_value=1, help_text=_("How many questions are drawn; empty means all.")
    )
    pass_mark = blocks.IntegerBlock(label=_("Pass mark in percent"), default=70, min_value=1, max_value=100)
    shuffle = blocks.BooleanBlock(label=_("Shuffle"), required=False)
    time_limit = blocks.IntegerBlock(
        label=_("Time limit in minutes"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=_("Empty means no clock. What comes later is kept and marked late: it does not pass."),
    )
    attempts = blocks.IntegerBlock(
        label=_("Most attempts"), required=False, min_value=1, max_value=50, help_text=_("Empty means any number.")
    )
    cool_down = blocks.IntegerBlock(label=_("Hours between two attempts"), required=False, min_value=1, max_value=720)
    questions = blocks.ListBlock(SnippetChooserBlock("cms.Question", label=_("Question")), label=_("Questions"))

    class Meta:
        icon = "form"
        label = _("Quiz")
        group = PRACTICE
        description = _("Graded questions with a pass mark.")
        template = "blocks/quiz.html"
        preview_value = {
            "title": "Vérifiez votre compréhension",
            "required": True,
            "draw": None,
            "pass_mark": 70,
            "shuffle": False,
            "time_limit": None,
            "attempts": None,
            "cool_down": None,
            "questions": [],
        }
