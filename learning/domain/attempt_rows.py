"""One's own attempt with its answers and what they are judged by, as every page of a quiz reads it."""

import uuid
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from cms.models import QuestionVersion
from learning.domain.people import Person
from learning.models import Answer, QuizAttempt
from lib.statements import WrittenOnce

_ANSWER, _ATTEMPT, _VERSION = (
    [field.attname for field in model._meta.concrete_fields] for model in (Answer, QuizAttempt, QuestionVersion)
)
_COLUMNS = (*_ANSWER, *(f"attempt__{name}" for name in _ATTEMPT), *(f"version__{name}" for name in _VERSION))
_SOME_KEY, _SOME_VISITOR = uuid.UUID(int=1), uuid.UUID(int=2)
_answers_of_account = WrittenOnce(
    lambda user_id, key: _answers(attempt__user_id=user_id, attempt__uuid=key), -1, _SOME_KEY
)
_answers_of_visitor = WrittenOnce(
    lambda visitor, key: _answers(attempt__visitor=visitor, attempt__uuid=key), _SOME_VISITOR, _SOME_KEY
)


def _answers(**own: Any) -> QuerySet[Answer, tuple[Any, ...]]:
    return Answer.objects.filter(**own).order_by("order").values_list(*_COLUMNS)


def own(person: Person, attempt_uuid: uuid.UUID) -> tuple[QuizAttempt, list[Answer]] | None:
    """One's own attempt with its answers in order: nobody else's exists. One statement unless it has no question."""
    if not person.known:
        return None
    if person.user_id is None:
        rows = _answers_of_visitor(person.visitor, attempt_uuid)
    else:
        rows = _answers_of_account(person.user_id, attempt_uuid)
    if not rows:
        attempt = QuizAttempt.objects.filter(uuid=attempt_uuid, **person.owner).first()
        return (attempt, []) if attempt else None
    made = len(_ANSWER) + len(_ATTEMPT)
    attempt = QuizAttempt.from_db(DEFAULT_DB_ALIAS, _ATTEMPT, rows[0][len(_ANSWER) : made])
    answers = [Answer.from_db(DEFAULT_DB_ALIAS, _ANSWER, row[: len(_ANSWER)]) for row in rows]
    for answer, row in zip(answers, rows, strict=True):
        answer.attempt, answer.version = attempt, QuestionVersion.from_db(DEFAULT_DB_ALIAS, _VERSION, row[made:])
    return attempt, answers
