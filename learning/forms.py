"""From posted fields to a response that the graders read. Field names carry the question's key."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict


def read_response(post: QueryDict, payload: Mapping[str, Any], name: str) -> Any:
    """The response to one question: an option id, a list of ids, a text, or {pair id: target id}; None when left empty."""
    kind = payload["kind"]
    if kind == "multiple":
        return post.getlist(name) or None
    if kind == "match":
        return read_places(post, [pair["id"] for pair in payload["pairs"]], name)
    if kind == "order":
        return _read_order(post, [item["id"] for item in payload["items"]], name)
    return post.get(name, "").strip()[:2000] or None


def read_places(post: QueryDict, ids: list[str], name: str) -> dict[str, str] | None:
    """{item id: target id} from one select per item; None when nothing was placed."""
    return {item: post[f"{name}-{item}"] for item in ids if post.get(f"{name}-{item}")} or None


def _read_order(post: QueryDict, ids: list[str], name: str) -> list[str] | None:
    """Ids by the place typed beside each; ties keep the order of the ids, a missing place comes last."""
    typed = {item: post.get(f"{name}-{item}", "").strip() for item in ids}
    if not any(typed.values()):
        return None
    return sorted(ids, key=lambda item: int(typed[item]) if typed[item].isdecimal() else len(ids) + 1)
