import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.fields import TEXT, CodeBlock, PreviewedMixin

_ANCHOR = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def anchor_twice(body: Any) -> dict[int, str]:
    """Place of a heading in the body → its anchor, where a heading before it has the same."""
    seen: set[str] = set()
    found = {}
    for place, block in enumerate(body):
        anchor = block.value["anchor"] if block.block_type == "heading" else ""
        if anchor and anchor in seen:
            found[place] = anchor
        seen.add(anchor)
    return found


class HeadingBlock(PreviewedMixin, blocks.StructBlock):
    text = blocks.CharBlock(label=_("Title"), max_length=200)
    anchor = CodeBlock(
        label=_("Anchor"), max_length=80, help_text=_("Lower case, digits and hyphens; the same in every language.")
    )

    def clean(self, value: Any) -> Any:
        """An anchor stands in addresses: a draft may hold anything, what is published holds none written otherwise."""
        value = super().clean(value)
        if not self.is_deferred_validation and not _ANCHOR.fullmatch(value["anchor"]):
            text = _("Write lower case without accents, digits and single hyphens, such as: before-you-read")
            raise StructBlockValidationError({"anchor": ValidationError(text)})
        return value

    class Meta:
        icon = "title"
        label = _("Section title")
        group = TEXT
        description = _("Starts a section; appears in the lesson’s rail.")
        template = "blocks/heading.html"
        preview_value = {"text": "Pourquoi ce chiffre vous suivra", "anchor": "pourquoi"}
