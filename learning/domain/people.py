"""Whose work it is: an account, or the browser of a visitor until it signs up."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest

from learning.models import LessonProgress, VisitorProgress

SESSION_KEY = "visitor"


@dataclass(frozen=True)
class Person:
    """Exactly one of `user_id` and `visitor`; neither for a visitor who has done nothing yet."""

    user_id: int | None = None
    visitor: uuid.UUID | None = None

    @property
    def known(self) -> bool:
        return self.user_id is not None or self.visitor is not None

    @property
    def owner(self) -> dict[str, Any]:
        """The columns that say whose row it is."""
        return {"user_id": self.user_id} if self.user_id else {"visitor": self.visitor}


def lessons_of(person: Person) -> models.QuerySet[Any]:
    """The rows of `learning.models.Progress` that are theirs."""
    rows: models.Manager[Any] = LessonProgress.objects if person.user_id else VisitorProgress.objects
    return rows.filter(**person.owner)


def person_of(request: HttpRequest, *, create: bool = False) -> Person:
    """Who asks. `create` gives a visitor an identity in the session: only when something is about to be kept."""
    if request.user.is_authenticated:
        return Person(user_id=request.user.pk)
    known = request.session.get(SESSION_KEY)
    if known is None and create:
        known = request.session[SESSION_KEY] = str(uuid.uuid4())
    return Person(visitor=uuid.UUID(known)) if known else Person()


def account_of(request: HttpRequest) -> int:
    """The id of the account that asks; only where signing in is required."""
    assert request.user.pk is not None
    return request.user.pk
