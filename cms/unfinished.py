"""A draft may be unfinished, what is published is not. The form sees to that: here, what publishes without the form."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.fields import StreamField


def unfinished_blocks(draft: Any) -> list[str]:
    """The names of the blocks of this draft that the form would not publish, each once, in their order."""
    names: dict[str, None] = {}
    for field in draft._meta.get_fields():
        if isinstance(field, StreamField):
            for child in getattr(draft, field.name):
                try:
                    child.block.clean(child.value)
                except ValidationError:
                    names[str(child.block.label)] = None
    return list(names)


def words(title: str, blocks: Iterable[str]) -> str:
    """What is told."""
    text = _("“%(title)s” is not published: not finished are %(blocks)s. “Publish” in its form says what is missing.")
    return text % {"title": title, "blocks": ", ".join(blocks)}
