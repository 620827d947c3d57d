from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.fields import PRACTICE, PreviewedMixin, RichBlock, required_block


class ScenarioBlock(PreviewedMixin, blocks.StructBlock):
    scenario = SnippetChooserBlock("cms.Scenario", label=_("Scenario"))
    required = required_block()
    text = RichBlock(label=_("Introduction"), required=False)

    class Meta:
        icon = "redirect"
        label = _("Scenario to play")
        group = PRACTICE
        description = _("A situation that unfolds with each decision, then a debrief beside the best path.")
        template = "blocks/scenario.html"
        preview_value = {"scenario": None, "required": False, "text": "<p>Menez l’affaire jusqu’au bout.</p>"}
