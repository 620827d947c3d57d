from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.fields import PRACTICE, PreviewedMixin, required_block, title_block


class ChecklistItemBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"), max_length=400)

    class Meta:
        icon = "tick-inverse"
        label = _("Item")


class ChecklistBlock(PreviewedMixin, blocks.StructBlock):
    title = title_block()
    required = required_block()
    items = blocks.ListBlock(ChecklistItemBlock(), label=_("Items"))

    class Meta:
        icon = "tasks"
        label = _("Checklist")
        group = PRACTICE
        description = _("Points to tick; each person’s ticks are kept.")
        template = "blocks/checklist.html"
        preview_value = {
            "title": "Avant d’envoyer",
            "required": False,
            "items": [{"text": "Le dénominateur est écrit."}, {"text": "Le payant est séparé."}],
        }
