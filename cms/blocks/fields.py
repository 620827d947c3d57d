"""The small parts that blocks share: codes that nobody translates, text that survives a save, rich text."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

RICH_FEATURES = [
    "h3",
    "h4",
    "bold",
    "italic",
    "code",
    "superscript",
    "subscript",
    "strikethrough",
    "link",
    "ol",
    "ul",
    "blockquote",
    "hr",
]

TEXT, MEDIA, PRACTICE, REFERENCE = _("Text"), _("Media"), _("Practice"), _("Reference")


_CODE = re.compile(r"[a-z0-9_-]+")


class CodeBlock(blocks.CharBlock):
    """A code or an address: the same in every language, never found by a search."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        return value

    def get_searchable_content(self, value: str) -> list[str]:
        return []


def is_code(text: str) -> bool:
    return bool(_CODE.fullmatch(text))


class TargetedBlock(blocks.StructBlock):
    """What other rows name by its code. A draft may hold anything; what is published is written as codes are."""

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if not self.is_deferred_validation and not is_code(value["code"]):
            text = _("Write lower case without accents, digits and hyphens, such as: my-target")
            raise StructBlockValidationError({"code": ValidationError(text)})
        return value


class FeedbackBlock(blocks.CharBlock):
    """Translated, but kept out of the search index: it would give the answer away."""

    def get_searchable_content(self, value: str) -> list[str]:
        return []


class PlainTextBlock(blocks.TextBlock):
    """Browsers send line ends as CRLF; stored texts must not change when a form is saved unchanged."""

    def value_from_form(self, value: Any) -> Any:
        value = super().value_from_form(value)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class RichBlock(blocks.RichTextBlock):
    """Rich text with the features that survive translation and the editor's round trip."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", RICH_FEATURES)
        super().__init__(**kwargs)


class PreviewedMixin:
    """Previews of the block picker use the site's own layout."""

    def get_preview_template(self, value: Any, context: dict[str, Any] | None = None) -> str:
        return "cms/block_preview.html"


def title_block(**kwargs: Any) -> blocks.CharBlock:
    return blocks.CharBlock(label=_("Title"), max_length=200, **kwargs)


def required_block() -> blocks.BooleanBlock:
    return blocks.BooleanBlock(
        label=_("Required"), required=False, help_text=_("The lesson is complete only when this is done.")
    )
