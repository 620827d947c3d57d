from django.utils.translation import gettext_lazy as _

from cms.blocks.fields import TEXT, PreviewedMixin, RichBlock


class ParagraphBlock(PreviewedMixin, RichBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = TEXT
        description = _("Running text: paragraphs, lists, links.")
        template = "blocks/paragraph.html"
        preview_value = "<p>Un taux sans son <b>dénominateur</b> est une opinion.</p>"
