from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.fields import PRACTICE, PreviewedMixin, RichBlock, required_block


class TemplateBlock(PreviewedMixin, blocks.StructBlock):
    template = SnippetChooserBlock("cms.Template", label=_("Template"))
    required = required_block()
    text = RichBlock(label=_("Introduction"), required=False)

    class Meta:
        icon = "clipboard-list"
        label = _("Template to fill in")
        group = PRACTICE
        description = _("A working document that each person fills in and keeps.")
        template = "blocks/template.html"
        preview_value = {"template": None, "required": False, "text": "<p>Remplissez votre rapport.</p>"}
