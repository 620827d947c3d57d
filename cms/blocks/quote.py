from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.fields import TEXT, PreviewedMixin, RichBlock


class QuoteBlock(PreviewedMixin, blocks.StructBlock):
    text = RichBlock(label=_("Text"))
    who = blocks.CharBlock(label=_("Who says it"), max_length=200, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = TEXT
        description = _("Somebody’s words, with their name.")
        template = "blocks/quote.html"
        preview_value = {"text": "<p>Sur quoi l’a-t-on divisé ?</p>", "who": "Une responsable"}
