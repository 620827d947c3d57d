"""Of questions that came back unanswered or unreadable: what `learning/parts/not_handed_in.html` lists."""

from collections.abc import Mapping, Sequence
from typing import Any


def unready(questions: Sequence[Mapping[str, Any]]) -> dict[str, Sequence[Mapping[str, Any]]]:
    """All of them, those with a `problem`, those that are `blank`, and both kinds in their order."""
    return {
        "questions": questions,
        "wrong": [question for question in questions if question["problem"]],
        "blank": [question for question in questions if question["blank"]],
        "unready": [question for question in questions if question["problem"] or question["blank"]],
    }
