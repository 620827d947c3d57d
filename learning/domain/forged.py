"""What of a posted quiz no honest form holds: noticed, written down, and nothing of the request is done."""

import uuid
from collections.abc import Collection, Iterable

from learning.domain.people import Person
from learning.models import QuizAttempt
from lib.audit import audit
from lib.forged import aimed_at

# What graders say of an answer that no form offers; anything else unreadable is a slip of whoever typed it.
FORGED_CHOICES = ("option", "target", "pair")


def unexpected(person: Person, *, surface: str, names: Collection[str]) -> bool:
    """Whether a form came with fields it never has; one line for all of them."""
    if names:
        questions = sum(_is_key(name) for name in names)
        audit(
            f"quiz.{surface}", user_id=person.user_id, fields=aimed_at(names), questions=questions, unknown=len(names)
        )
    return bool(names)


def foreign(person: Person, attempt_uuid: uuid.UUID) -> None:
    """An attempt that is not this person's was asked for: written down when it is somebody's."""
    if QuizAttempt.objects.filter(uuid=attempt_uuid).exists():
        audit("quiz.foreign_attempt", user_id=person.user_id, attempt=str(attempt_uuid))


def noted(person: Person, event: str, attempt: QuizAttempt | None = None) -> None:
    """Something that a page no longer offers was sent all the same."""
    details = {"attempt": str(attempt.uuid)} if attempt else {}
    audit(f"quiz.{event}", user_id=person.user_id, **details)


def beside_token(posted: Iterable[str]) -> set[str]:
    """The fields of a form that has none of its own."""
    return set(posted) - {"csrfmiddlewaretoken"}


def _is_key(name: str) -> bool:
    try:
        uuid.UUID(name[:36])
    except ValueError:
        return False
    return True
