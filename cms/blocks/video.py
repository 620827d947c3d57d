from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.fields import MEDIA, CodeBlock, PreviewedMixin, RichBlock, title_block


class VideoBlock(PreviewedMixin, blocks.StructBlock):
    title = title_block()
    source = CodeBlock(
        label=_("Source"),
        max_length=500,
        help_text=_("A file of this site or an https address; nothing is requested from elsewhere before a click."),
    )
    transcript = RichBlock(label=_("Transcript"))

    class Meta:
        icon = "media"
        label = _("Video")
        group = MEDIA
        description = _("A film with its complete transcript.")
        template = "blocks/video.html"
        preview_value = {
            "title": "La démonstration filmée",
            "source": "https://example.org/film",
            "transcript": "<p>On ouvre l’export.</p>",
        }
