from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.fields import TEXT, PreviewedMixin, RichBlock, title_block


class CaseBlock(PreviewedMixin, blocks.StructBlock):
    title = title_block()
    text = RichBlock(label=_("Text"))

    class Meta:
        icon = "group"
        label = _("Case study")
        group = TEXT
        description = _("A case; an invented brand says so in the title.")
        template = "blocks/case.html"
        preview_value = {
            "title": "Boulangerie Lune, marque inventée",
            "text": "<p>Le taux par abonné chute, la portée double.</p>",
        }
