from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.fields import TEXT, CodeBlock, PreviewedMixin


class HeadingBlock(PreviewedMixin, blocks.StructBlock):
    text = blocks.CharBlock(label=_("Title"), max_length=200)
    anchor = CodeBlock(
        label=_("Anchor"), max_length=80, help_text=_("Lower case, digits and hyphens; the same in every language.")
    )

    class Meta:
        icon = "title"
        label = _("Section title")
        group = TEXT
        description = _("Starts a section; appears in the lesson’s rail.")
        template = "blocks/heading.html"
        preview_value = {"text": "Pourquoi ce chiffre vous suivra", "anchor": "pourquoi"}
