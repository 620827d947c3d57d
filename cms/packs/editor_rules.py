"""Rich texts as Wagtail's editor and wagtail-localize see them: saving and translating change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail_localize.strings import extract_strings

from cms.blocks.fields import RICH_FEATURES
from cms.packs.objects import Block, Document, Fault

_RICH = {"paragraph": "", "video": "transcript"}


def rich_html(block: Block) -> str:
    """The rich text of a block, "" when its type has none."""
    if isinstance(block.value, str):
        return block.value
    html = block.value.get(_RICH.get(block.type, "text"), "")
    return html if isinstance(html, str) and html.startswith("<") else ""


def editor_faults(document: Document) -> Iterator[Fault]:
    """Faults where the editor would rewrite a text, or where both languages would not fit one translation template."""
    for text in document.texts.values():
        for block in text.blocks:
            html = rich_html(block)
            if html and as_edited(html) != html:
                yield Fault(text.file, block.line, block.key, "the editor would change this text; write it more simply")
    if len(document.texts) < 2:
        return
    english = {(block.type, block.key): block for block in document.texts["en"].blocks}
    for block in document.texts["fr"].blocks:
        other = english.get((block.type, block.key))
        if other and block.skeleton == other.skeleton and _template(block) != _template(other):
            message = f"bold or italic covers other parts than in {document.texts['fr'].file}:{block.line}"
            yield Fault(document.texts["en"].file, other.line, other.key, message)


def as_edited(html: str) -> str:
    """The HTML after a save without change in the rich text editor."""
    converter = _converter()
    result: str = converter.to_database_format(converter.from_database_format(html))
    return result


def _template(block: Block) -> tuple[str, list[int]]:
    template, strings = extract_strings(rich_html(block))
    return template, [len(attributes) for _, attributes in strings]


@lru_cache(maxsize=1)
def _converter() -> ContentstateConverter:
    return ContentstateConverter(RICH_FEATURES)
