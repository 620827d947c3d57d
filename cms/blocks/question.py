from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.fields import PRACTICE, PreviewedMixin


class QuestionBlock(PreviewedMixin, blocks.StructBlock):
    question = SnippetChooserBlock("cms.Question", label=_("Question"))

    class Meta:
        icon = "help"
        label = _("Question")
        group = PRACTICE
        description = _("A self-check with feedback and no mark.")
        template = "blocks/question.html"
        preview_value = {"question": None}
