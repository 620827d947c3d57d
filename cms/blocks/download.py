from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.blocks.fields import REFERENCE, PreviewedMixin


class DownloadBlock(PreviewedMixin, blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    label = blocks.CharBlock(label=_("Label"), max_length=200)

    class Meta:
        icon = "download"
        label = _("Download")
        group = REFERENCE
        description = _("A file to keep.")
        template = "blocks/download.html"
        preview_value = {"document": None, "label": "Jeu de données d’exemple"}
