from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.fields import MEDIA, PreviewedMixin


class FigureBlock(PreviewedMixin, blocks.StructBlock):
    figure = SnippetChooserBlock("cms.Figure", label=_("Drawing"), required=False)
    image = ImageChooserBlock(label=_("Image"), required=False)
    alt = blocks.CharBlock(
        label=_("Description"), max_length=400, help_text=_("What somebody who cannot see it must know.")
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=400, required=False)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and bool(value["figure"]) == bool(value["image"]):
            message = ValidationError(_("Choose either a drawing or an image."))
            raise blocks.StructBlockValidationError(block_errors={"figure": message})
        return value

    class Meta:
        icon = "image"
        label = _("Figure")
        group = MEDIA
        description = _("A drawing or a picture, with its description and caption.")
        template = "blocks/figure.html"
        preview_value = {"figure": None, "image": None, "alt": "Deux courbes", "caption": "La vidéo porte la série."}
