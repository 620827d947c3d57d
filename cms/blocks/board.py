from django.utils.translation import gettext_lazy as _

from cms.blocks.fields import PRACTICE
from cms.blocks.match import EXAMPLE, PlacingBlock


class BoardBlock(PlacingBlock):
    class Meta:
        icon = "grid"
        label = _("Board")
        group = PRACTICE
        description = _("Items to sort into columns.")
        template = "blocks/board.html"
        preview_value = EXAMPLE
