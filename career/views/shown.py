"""What pages show of one answer: its text with marks, hints, key points, one's own view."""

from collections.abc import Mapping
from typing import Any

from career.marking import marked, said
from career.models import RehearsalAnswer
from career.models.rehearsal import PARTS
from career.wording import PART_HELP, PART_NAMES, SCALE, dimensions
from cms.reference import get_reference
from learning.views.lookup import language


def shown_answer(answer: RehearsalAnswer) -> dict[str, Any]:
    """For the self-review and the debrief."""
    stored, text = answer.hints, answer.given
    pieces, hints = marked(text, stored.get("hints", ()))
    spans = stored.get("points", [])
    mine, others = dimensions(answer.question["rubric"])
    return {
        "row": answer,
        "text": text,
        "pieces": pieces,
        "hints": hints,
        "words": stored.get("words", 0),
        "points": [
            {"text": point, "said": said(text, spans[n]) if n < len(spans) else []}
            for n, point in enumerate(answer.question["points"])
        ],
        "minutes_seconds": clock(answer.seconds or 0),
        "ratings": [
            {
                "name": one.name,
                "value": answer.ratings[one.code],
                "word": SCALE[answer.ratings[one.code]],
                "code": one.code,
            }
            for one in (*mine, *others)
            if one.code in answer.ratings
        ],
    }


def rating_fields(answer: RehearsalAnswer, typed: dict[str, int]) -> dict[str, list[dict[str, Any]]]:
    """Dimensions the question is judged on, and the others, each with its four anchors."""
    mine, others = dimensions(answer.question["rubric"])

    def fields(group: Any) -> list[dict[str, Any]]:
        return [
            {
                "code": one.code,
                "name": one.name,
                "options": [
                    {"value": n, "word": SCALE[n], "anchor": anchor, "checked": typed.get(one.code) == n}
                    for n, anchor in enumerate(one.anchors)
                ],
            }
            for one in group
        ]

    return {"mine": fields(mine), "others": fields(others)}


def part_fields(answer: RehearsalAnswer) -> list[dict[str, Any]]:
    """The four steps as fields."""
    return [
        {
            "name": name,
            "letter": name[0].upper(),
            "label": PART_NAMES[name],
            "help": PART_HELP[name],
            "value": getattr(answer, name),
        }
        for name in PARTS
    ]


def title_of(question: Mapping[str, Any], locale: str) -> dict[str, str]:
    """The title of a question asked in `locale`: the reader's where it is published in their language, else as it was
    asked; `lang` is that of the title.
    """
    wanted = language()
    item = get_reference().item("interview", question["code"]) if locale != wanted else None
    return {"title": item.name, "lang": wanted} if item else {"title": question["title"], "lang": locale}


def clock(seconds: int) -> str:
    """Minutes and seconds, "1:47"."""
    return f"{seconds // 60}:{seconds % 60:02d}"
