"""Items to put on targets. `board` is the same exercise drawn as columns."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.fields import (
    PRACTICE,
    CodeBlock,
    FeedbackBlock,
    PreviewedMixin,
    RichBlock,
    TargetedBlock,
    required_block,
    title_block,
)


class TargetBlock(TargetedBlock):
    code = CodeBlock(label=_("Code"), max_length=80)
    label = blocks.CharBlock(label=_("Label"), max_length=300)

    class Meta:
        icon = "crosshairs"
        label = _("Target")


class PlacedItemBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"), max_length=500)
    target = CodeBlock(label=_("Code of its target"), max_length=80)
    feedback = FeedbackBlock(label=_("Feedback"), max_length=800, required=False)

    class Meta:
        icon = "grip"
        label = _("Item")


EXAMPLE = {
    "title": "Rangez ces mesures",
    "required": False,
    "text": "",
    "targets": [{"code": "portee", "label": "Portée"}, {"code": "clics", "label": "Clics"}],
    "items": [{"text": "Personnes touchées", "target": "portee", "feedback": ""}],
}


class PlacingBlock(PreviewedMixin, blocks.StructBlock):
    title = title_block()
    required = required_block()
    text = RichBlock(label=_("Introduction"), required=False)
    targets = blocks.ListBlock(TargetBlock(), label=_("Targets"))
    items = blocks.ListBlock(PlacedItemBlock(), label=_("Items"))


class MatchBlock(PlacingBlock):
    class Meta:
        icon = "link"
        label = _("Matching")
        group = PRACTICE
        description = _("Each item goes with one target.")
        template = "blocks/match.html"
        preview_value = EXAMPLE
