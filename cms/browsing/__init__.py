"""What the pages over the catalogues show: pure readings of `cms.reference`, one file a page."""

from typing import Any


def page_context(page: Any, shows: str, params: Any) -> dict[str, Any]:
    return {}


def object_context(page: Any, *, preview: bool) -> dict[str, Any]:
    return {}
