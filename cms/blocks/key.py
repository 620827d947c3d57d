from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.fields import TEXT, PreviewedMixin, RichBlock, title_block


class KeyBlock(PreviewedMixin, blocks.StructBlock):
    title = title_block()
    text = RichBlock(label=_("Text"))

    class Meta:
        icon = "key"
        label = _("Key idea")
        group = TEXT
        description = _("The idea to keep, in a few lines.")
        template = "blocks/key.html"
        preview_value = {"title": "L’idée clé", "text": "<p>Écrivez toujours le taux et son dénominateur.</p>"}
