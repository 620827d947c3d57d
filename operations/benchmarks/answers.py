"""Right answers to frozen questions, as the form of a quiz sends them."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode


def right_fields(name: str, payload: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Field and value pairs of one question; `name` is its key."""
    kind = payload["kind"]
    if kind in ("single", "multiple"):
        return [(name, option["id"]) for option in payload["options"] if option.get("correct")]
    if kind == "match":
        return [(f"{name}-{pair['id']}", pair["target"]) for pair in payload["pairs"]]
    if kind == "order":
        return [(f"{name}-{item['id']}", str(place)) for place, item in enumerate(payload["items"], start=1)]
    if kind == "long":
        return [(name, "Une réponse que quelqu’un lira.")]
    return [(name, payload["answer"] if kind in ("numeric", "truefalse") else payload["accepted"][0])]


def body(questions: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    """The whole form."""
    return urlencode([field for name, payload in questions for field in right_fields(name, payload)])
