from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.fields import REFERENCE, PreviewedMixin


class TermBlock(PreviewedMixin, blocks.StructBlock):
    term = SnippetChooserBlock("cms.GlossaryTerm", label=_("Term"))

    class Meta:
        icon = "tag"
        label = _("Definition")
        group = REFERENCE
        description = _("A term of the glossary with its definition.")
        template = "blocks/term.html"
        preview_value = {"term": None}
