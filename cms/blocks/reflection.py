from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.fields import PRACTICE, PreviewedMixin, RichBlock, required_block, title_block


class PromptBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Prompt"), max_length=500)

    class Meta:
        icon = "help"
        label = _("Prompt")


class ReflectionBlock(PreviewedMixin, blocks.StructBlock):
    title = title_block()
    required = required_block()
    text = RichBlock(label=_("Introduction"))
    prompts = blocks.ListBlock(PromptBlock(), label=_("Prompts"), min_num=1, max_num=5)

    class Meta:
        icon = "edit"
        label = _("Reflection")
        group = PRACTICE
        description = _("One to five prompts; what a person writes is for nobody else.")
        template = "blocks/reflection.html"
        preview_value = {
            "title": "Avant de continuer",
            "required": False,
            "text": "<p>Deux minutes, pour vous seul.</p>",
            "prompts": [{"text": "Qu’est-ce qui vous a surpris ?"}],
        }
