"""Names that tell the texts of one block apart in the translation editor: “Question 2 · Prompt”.

wagtail-localize names the first level below a block, which is the same for every text of a list.
"""

from collections import defaultdict
from typing import Any

from django.utils.text import capfirst
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail_localize.models import TranslationContext, TranslationSource

Places = defaultdict[tuple[str, ...], list[str]]


def named(segments: list[dict[str, Any]], source: TranslationSource) -> list[dict[str, Any]]:
    """The same segments, as the editor takes them, in their order."""
    contexts = TranslationContext.objects.filter(object_id=source.object_id)
    kinds = dict(contexts.values_list("path", "field_path"))
    model = source.specific_content_type.model_class()
    seen: Places = defaultdict(list)
    for segment in segments:
        path, kind = segment["contentPath"].split("."), (kinds.get(segment["contentPath"]) or "").split(".")
        if len(path) == len(kind) > 3:
            field = model._meta.get_field(kind[0])
            if isinstance(field, StreamField):
                block = field.stream_block.child_blocks[kind[1]]
                segment["location"]["subField"] = _name(block, path, kind, seen)
    return segments


def _name(block: Any, path: list[str], kind: list[str], seen: Places) -> str:
    names: list[str] = []
    for depth in range(2, len(kind)):
        if isinstance(block, ListBlock):
            row = block.child_block
            # An item is called by its own name, else by that of its list, and has a number.
            listed = names.pop() if names else ""
            names.append(f"{capfirst(row.label) or listed} {_number(path[: depth + 1], seen)}")
            block = row
        elif isinstance(block, StructBlock | StreamBlock):
            block = block.child_blocks[kind[depth]]
            names.append(str(capfirst(block.label)))
    return " · ".join(names)


def _number(place: list[str], seen: Places) -> int:
    """Which item of its list stands at this place."""
    items = seen[tuple(place[:-1])]
    if place[-1] not in items:
        items.append(place[-1])
    return items.index(place[-1]) + 1
