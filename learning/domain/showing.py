"""What of a question may leave the server before it is answered. Pure."""

from typing import Any

from learning.domain.grading import shuffled
from learning.domain.quiz_rules import hints_at


def public_payload(payload: dict[str, Any], seed: int, *, number: int = 1) -> dict[str, Any]:
    """What may leave the server before an answer: no key, no feedback, and an order that tells nothing. `number`: of
    the try, which decides how many hints are given.
    """

    def ordered(rows: list[dict[str, Any]], text: str) -> list[dict[str, str]]:
        by_id = {row["id"]: row[text] for row in rows}
        return [{"id": row_id, "text": by_id[row_id]} for row_id in shuffled(list(by_id), seed)]

    kind = payload["kind"]
    return {
        "kind": kind,
        "prompt": payload["prompt"],
        "unit": payload.get("unit", ""),
        "hints": hints_at(payload.get("hints", []), number),
        "options": ordered(payload.get("options", []), "text") if kind in ("single", "multiple") else [],
        "items": ordered(payload.get("items", []), "text") if kind == "order" else [],
        "places": [str(n) for n, _ in enumerate(payload.get("items", []), 1)] if kind == "order" else [],
        "targets": ordered(payload.get("targets", []), "label") if kind == "match" else [],
        "pairs": ordered(payload.get("pairs", []), "text") if kind == "match" else [],
    }
