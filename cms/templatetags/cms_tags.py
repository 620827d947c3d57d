"""Small readings for the templates of blocks."""

import re
from datetime import time
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from cms.blocks.streams import StandardBody
from cms.places import marked
from lib.dates import time_text
from lib.html import safe

register = template.Library()

_NUMBER = re.compile(r"[+−–-]?[\d\s\u00a0\u202f.,]*\d[\s\u00a0\u202f]*(%|€|\$|×|x)?")


@register.simple_tag
def table_parts(rows: dict[str, Any] | None) -> dict[str, Any]:
    """Head and body of a table, each cell {text, number}; `first_column` says whether it holds headers."""
    rows = rows or {}
    cells: list[list[dict[str, Any]]] = [
        [{"text": cell or "", "number": bool(_NUMBER.fullmatch((cell or "").strip()))} for cell in row]
        for row in rows.get("data", [])
    ]
    has_head = bool(rows.get("first_row_is_table_header"))
    body = cells[1:] if has_head else cells
    head = cells[0] if has_head and cells else []
    for column in range(max(map(len, cells), default=0)):  # a column leans one way, title and stray word included
        held = [row[column] for row in body if column < len(row)]
        number = column > 0 and sum(cell["number"] for cell in held) * 2 > len(held)
        for cell in held + head[column : column + 1]:
            cell["number"] = number
    return {"head": head, "body": body, "first_column": bool(rows.get("first_col_is_header"))}


@register.filter
def hour_text(hour: str) -> str:
    """An hour of a pack (09:30) as the active language writes times of day."""
    return time_text(time.fromisoformat(hour))


@register.simple_tag
def film(source: str | None) -> dict[str, Any]:
    """{url, local, host} of a video; any other scheme than https has no address, nor has a draft without one."""
    source = source or ""
    parts = urlsplit(source)
    if not parts.scheme and not parts.netloc and source.startswith("/"):
        return {"url": source, "local": True, "host": ""}
    if parts.scheme == "https" and parts.hostname:
        return {"url": source, "local": False, "host": parts.hostname.removeprefix("www.")}
    return {"url": "", "local": False, "host": ""}


@register.simple_tag(takes_context=True)
def localized(context: Context, instance: Any) -> Any:
    """The live version in the language of the page; None where there is none, as a page shows no other language. Often
    no query.
    """
    page = context.get("page")
    if instance is None or page is None or (instance.locale_id == page.locale_id and instance.live):
        return instance
    return instance.get_translations(inclusive=True).filter(live=True, locale_id=page.locale_id).first()


# Named one by one: a new block is personal until it is known to show everybody the same.
SHARED = frozenset({*StandardBody.base_blocks, "exercise", "solution"})


@register.simple_tag(takes_context=True)
def lesson_body(context: Context, page: Any) -> SafeString:
    """The blocks of a lesson in order; what a reader does in an activity stands in a place of its own."""
    flat = {str(name): value for name, value in context.flatten().items()}
    return safe("\n".join(_draw(context, block, flat) for block in page.body))


def _draw(context: Context, block: Any, flat: dict[str, Any]) -> str:
    """One block; its template finds itself as `block`."""
    html = str(block.render(context={**flat, "block": block}))
    html = html if block.block_type in SHARED else marked(context, f"block {block.id}", html)
    return html + marked(context, f"beside {block.id}", "")
