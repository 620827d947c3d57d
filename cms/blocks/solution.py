from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.fields import PRACTICE, PreviewedMixin, RichBlock, title_block


class SolutionBlock(PreviewedMixin, blocks.StructBlock):
    title = title_block()
    text = RichBlock(label=_("Text"))

    class Meta:
        icon = "view"
        label = _("Solution")
        group = PRACTICE
        description = _("The answer to compare with, folded; stands after its exercise.")
        template = "blocks/solution.html"
        preview_value = {
            "title": "Une réponse possible",
            "text": "<p>386 interactions pour 5 680 personnes : 6,8 %.</p>",
        }
