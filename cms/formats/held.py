"""What the question bank can hold, read from its model: kinds and fields added there are imported and exported."""

from __future__ import annotations

from typing import Any, Final

from cms.models.question import Question, QuestionContent

KINDS: Final = frozenset(Question.Kind.values)
FIELDS: Final = frozenset(field.name for field in Question._meta.get_fields())
# Part of the content → the names of its values.
PARTS: Final[dict[str, frozenset[str]]] = {
    name: frozenset(getattr(block, "child_blocks", {})) for name, block in QuestionContent().child_blocks.items()
}
# Texts longer than what the editor's form accepts could not be saved there again.
TEXT, FEEDBACK, LONG, LINE, NUMBER, UNIT = 1000, 2000, 10_000, 500, 40, 20

Content = list[tuple[str, dict[str, Any]]]


def has_text(part: str) -> bool:
    """Whether the bank holds this part, as one text."""
    return "text" in PARTS.get(part, frozenset())


def content_of(question: Question) -> Content:
    return [(block.block_type, dict(block.value)) for block in question.content]
