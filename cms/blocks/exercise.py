from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.fields import PRACTICE, PreviewedMixin, RichBlock, title_block


class ExerciseBlock(PreviewedMixin, blocks.StructBlock):
    title = title_block()
    text = RichBlock(label=_("Text"))

    class Meta:
        icon = "edit"
        label = _("Exercise")
        group = PRACTICE
        description = _("A task to do on one’s own; its solution follows.")
        template = "blocks/exercise.html"
        preview_value = {"title": "À vous de jouer", "text": "<p>Calculez le taux de votre dernière publication.</p>"}
