"""A table whose cells are translated like a rich text: all in one context, so that rows may be inserted or moved."""

from copy import deepcopy
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail_localize.segments import StringSegmentValue

from cms.blocks.fields import TEXT, PreviewedMixin


class CellsBlock(WagtailTableBlock):
    """Rows of plain text; the first row and the first column are headers."""

    def get_translatable_segments(self, value: dict[str, Any] | None) -> list[StringSegmentValue]:
        return [StringSegmentValue("", cell) for row in (value or {}).get("data", []) for cell in row if cell]

    def restore_translated_segments(self, value: dict[str, Any], segments: list[StringSegmentValue]) -> dict[str, Any]:
        texts = iter(segment.render_text() for segment in sorted(segments, key=lambda segment: segment.order))
        translated = deepcopy(value)
        translated["data"] = [[next(texts, cell) if cell else cell for cell in row] for row in value["data"]]
        return translated


class TableBlock(PreviewedMixin, blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Caption"), max_length=300)
    rows = CellsBlock(label=_("Rows"))

    class Meta:
        icon = "table"
        label = _("Table")
        group = TEXT
        description = _("Figures side by side, with a caption.")
        template = "blocks/table.html"
        preview_value = {
            "caption": "Le même taux, trois calculs",
            "rows": {
                "data": [["Dénominateur", "Mars"], ["Abonnés", "4,6 %"], ["Portée", "5,1 %"]],
                "table_header_choice": "both",
                "first_row_is_table_header": True,
                "first_col_is_header": True,
            },
        }
