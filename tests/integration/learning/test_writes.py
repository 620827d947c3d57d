"""Several writes sent as one (`lib.writes`): the same rows on both engines, whatever the number of statements."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import DataError, connection, transaction
from django.test import Client

from accounts.models import User
from learning.models import Answer, LessonEvent
from lib import writes
from skills.models import SkillStanding
from tests.factories.learner import begin
from tests.factories.sql import by_engine

pytestmark = pytest.mark.django_db
LEVELS = {"unique": ("user", "skill_code"), "update": ("level", "grade", "declared_level")}


def standing(user: User, code: str, level: int) -> SkillStanding:
    return SkillStanding(user=user, skill_code=code, level=level, grade=2)


def levels(user: User) -> dict[str, int]:
    return dict(SkillStanding.objects.filter(user=user).values_list("skill_code", "level"))


def test_a_row_that_stands_is_written_over_or_stays(ada: User, ben: User) -> None:
    standing(ada, "kpi", 1).save()
    writes.send(writes.insert([standing(ada, "kpi", 2), standing(ben, "kpi", 1), standing(ada, "seo", 1)], **LEVELS))
    assert (levels(ada), levels(ben)) == ({"kpi": 2, "seo": 1}, {"kpi": 1})
    writes.send(writes.insert([standing(ada, "kpi", 4), standing(ben, "seo", 3)]))
    assert (levels(ada), levels(ben)) == ({"kpi": 2, "seo": 1}, {"kpi": 1, "seo": 3})


def test_several_tables_at_once(ada: User, ada_client: Client, queries: Callable[..., Any]) -> None:
    """Texts with marks of their own, nothing for NULL, points to the last place, an update that ends the statement."""
    attempt = begin(ada_client)
    first, second = attempt.answers.order_by("order")
    first.response, first.score = {"text": "50 % de « plus » ?\\ '; --"}, Decimal("0.667")
    second.response, second.score = None, None
    events = [LessonEvent(user=ada, lesson_key=uuid4(), kind="completed", locale="fr") for _ in range(2)]
    changed = writes.update([first, second], names=("response", "score"))
    for order in (1, -1):
        LessonEvent.objects.all().delete()
        together = [*writes.insert([standing(ada, "kpi", 1)], **LEVELS), *writes.insert(events), *changed][::order]
        with queries(by_engine(postgresql=1, sqlite=3), exactly=True):
            writes.send(together)
        assert sorted(Answer.objects.values_list("order", "score")) == [(0, Decimal("0.667")), (1, None)]
        assert Answer.objects.get(pk=first.pk).response == first.response
        assert Answer.objects.get(pk=second.pk).response is None
        assert levels(ada) == {"kpi": 1}
        assert sorted(LessonEvent.objects.values_list("lesson_key", flat=True)) == sorted(e.lesson_key for e in events)


def test_what_is_gone_stays_gone(ada_client: Client) -> None:
    first, second = begin(ada_client).answers.order_by("order")
    Answer.objects.filter(pk=second.pk).delete()
    first.score = second.score = Decimal(1)
    writes.send(writes.update([first, second], names=("score",)))
    assert list(Answer.objects.values_list("pk", "score")) == [(first.pk, 1)]


def test_many_rows_are_several_statements(ada: User, queries: Callable[..., Any]) -> None:
    rows = [standing(ada, f"skill-{number}", 1) for number in range(1201)]
    with queries(by_engine(postgresql=1, sqlite=7)):
        writes.send(writes.insert(rows, **LEVELS))
    assert SkillStanding.objects.filter(user=ada).count() == 1201
    many = [write for row in rows[:13] for write in writes.insert([row])]
    with queries(13, exactly=True):
        writes.send(many)


def test_a_text_too_long_for_its_column_is_refused_and_never_cut(ada: User) -> None:
    row = LessonEvent(user=ada, lesson_key=uuid4(), kind="completed", locale="fr" * 40)
    if connection.vendor == "postgresql":  # SQLite knows no lengths: forms and models are what refuses there
        with pytest.raises(DataError), transaction.atomic():
            writes.send(writes.insert([row]))
        assert not LessonEvent.objects.exists()
    else:
        writes.send(writes.insert([row]))
        assert LessonEvent.objects.get().locale == "fr" * 40


def test_nothing_asks_nothing(queries: Callable[..., Any]) -> None:
    with queries(0):
        writes.send([*writes.insert([]), *writes.update([], names=("score",))])
