"""From posted fields to a response that the graders read. Field names carry the question's key."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict


def read_response(post: QueryDict, payload: Mapping[str, Any], name: str) -> Any:
    """The response to one question: an option id, ids, a text, or {pair id: target id}; None when left empty."""
    kind = payload["kind"]
    if kind == "multiple":
        return post.getlist(name) or None
    if kind == "match":
        return read_places(post, [pair["id"] for pair in payload["pairs"]], name)
    if kind == "order":
        return _read_order(post, [item["id"] for item in payload["items"]], name)
    return text_of(post, name, 2000).strip() or None


def text_of(post: QueryDict, name: str, length: int) -> str:
    """A typed text. PostgreSQL keeps no NUL, and no keyboard types one."""
    return post.get(name, "").replace("\0", "")[:length]


def read_places(post: QueryDict, ids: list[str], name: str) -> dict[str, str] | None:
    """{item id: target id} from one select per item; None when nothing was placed."""
    chosen = {item: text_of(post, f"{name}-{item}", 80) for item in ids}
    return {item: target for item, target in chosen.items() if target} or None


def _read_order(post: QueryDict, ids: list[str], name: str) -> list[str] | dict[str, str] | None:
    """Ids by the place chosen beside each. When a place is missing or twice there, {id: place} as typed: the grader
    refuses it, as any order made up for the rest would be ours (the ids stand in the right one).
    """
    typed = {item: text_of(post, f"{name}-{item}", 4).strip() for item in ids}
    if not any(typed.values()):
        return None
    at = {place: item for item, place in typed.items()}
    places = [str(place) for place in range(1, len(ids) + 1)]
    return [at[place] for place in places] if set(at) == set(places) else typed
