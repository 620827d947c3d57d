from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.fields import PRACTICE, PreviewedMixin, RichBlock, required_block, title_block


class LabelBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Label"), max_length=300)

    class Meta:
        icon = "tag"
        label = _("Label")


class GridBlock(PreviewedMixin, blocks.StructBlock):
    title = title_block()
    required = required_block()
    text = RichBlock(label=_("Introduction"), required=False)
    columns = blocks.ListBlock(LabelBlock(), label=_("Columns"), min_num=1)
    rows = blocks.ListBlock(LabelBlock(), label=_("Rows"), min_num=1)
    choices = blocks.ListBlock(
        LabelBlock(),
        label=_("Choices"),
        default=[],
        required=False,
        help_text=_("With choices each cell is one of them; without, a short text."),
    )

    class Meta:
        icon = "table"
        label = _("Comparison grid")
        group = PRACTICE
        description = _("Rows to compare over columns: a short text or one choice in each cell.")
        template = "blocks/grid.html"
        preview_value = {
            "title": "Deux réseaux, côte à côte",
            "required": False,
            "text": "",
            "columns": [{"label": "Public"}, {"label": "Effort"}],
            "rows": [{"label": "Vidéo courte"}, {"label": "Lettre"}],
            "choices": [{"label": "Faible"}, {"label": "Fort"}],
        }
