"""What a lesson carried over counts for, and what it does not prove: the lesson that it was has its own proof."""

import uuid
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cms.catalogue import renew
from learning.domain.adoption import adopt
from learning.domain.moving import carry
from learning.models import LessonProgress, VisitorProgress
from skills.domain.rebuild import differences
from skills.models import Evidence
from tests.factories.learner import complete, finish_taux, lesson, page, take_quiz, url
from tests.integration.learning.test_moves import change, drop_taux, load, mini, moves

pytestmark = pytest.mark.django_db
__all__ = ["mini"]
MODULE = "module_passed:mesure"


def proved(user: User, code: str = "tri") -> set[str]:
    """By the lesson `code` and by modules."""
    rows = Evidence.objects.filter(user=user, withdrawn_at=None)
    return {row.claim_code for row in rows if row.source_kind == "module" or row.source_key == str(lesson(code).key)}


@pytest.fixture
def merged(ada: User, ada_client: Client, mini: Path) -> User:
    """Ada passed `taux`, which is merged into `tri` then."""
    change(mini / "modules" / "01-mesure" / "module.toml", ('{ key = "tri", required = false }', '{ key = "tri" }'))
    load(mini)
    finish_taux(ada_client)
    drop_taux(mini)
    moves(mini, ("taux", "tri", "merge"))
    load(mini)
    assert proved(ada) == {MODULE}
    return ada


def test_its_own_quiz_failed_proves_nothing_and_passed_it_does(merged: User, ada_client: Client) -> None:
    take_quiz(ada_client, "tri", right=False)
    assert proved(merged) == {MODULE}
    take_quiz(ada_client, "tri")
    assert proved(merged) - {MODULE}
    assert differences(merged.pk) == []


def test_undone_it_is_carried_over_no_more(merged: User, ada_client: Client) -> None:
    ada_client.post(url("undo", lesson("tri").key))
    row = LessonProgress.objects.get(user=merged, lesson_key=lesson("tri").key)
    assert (row.completed_at, row.through, row.through_passed) == (None, None, None)
    assert proved(merged) == set()


@pytest.mark.parametrize("passed", [True, None])
def test_a_pass_carried_over_outlives_signing_in(ada: User, mini: Path, *, passed: bool | None) -> None:
    """The account carried the same lesson without having passed it."""
    change(mini / "modules" / "01-mesure" / "module.toml", ('{ key = "taux" }', '{ key = "taux", required = false }'))
    change(mini / "modules" / "01-mesure" / "module.toml", ('{ key = "tri", required = false }', '{ key = "tri" }'))
    load(mini)
    old, visitor, now = uuid.uuid4(), uuid.uuid4(), timezone.now()
    carried = {"lesson_key": lesson("tri").key, "completed_at": now, "through": old}
    LessonProgress.objects.create(user=ada, **carried)
    VisitorProgress.objects.create(visitor=visitor, **carried, through_passed=passed)
    adopt(ada.pk, visitor=visitor, locale="fr")
    assert LessonProgress.objects.get(user=ada).through_passed is passed
    assert proved(ada) == ({MODULE} if passed else set())


def test_a_visitor_has_passed_a_lesson_with_each_of_its_quizzes(visitor: Client) -> None:
    old = page("taux")
    old.body = [
        *old.body.raw_data,
        {**next(c for c in old.body.raw_data if c["type"] == "quiz"), "id": str(uuid.uuid4())},
    ]
    finish_taux(visitor)
    old.save_revision().publish()
    renew()
    move = type("Move", (), {"new_key": lesson("tri").key, "old_key": lesson("taux").key})
    carry([move])  # type: ignore[list-item]
    assert VisitorProgress.objects.get(lesson_key=lesson("tri").key).through_passed is None


def test_a_lesson_without_quiz_proves_nothing_to_whom_it_was_carried(ada: User, ada_client: Client) -> None:
    found = page("taux")
    found.body = [child for child in found.body.raw_data if child["type"] not in ("quiz", "checklist")]
    found.save_revision().publish()
    renew()
    key, visitor = lesson("taux").key, uuid.uuid4()
    VisitorProgress.objects.create(visitor=visitor, lesson_key=key, completed_at=timezone.now(), through=uuid.uuid4())
    adopt(ada.pk, visitor=visitor, locale="fr")
    assert proved(ada, "taux") <= {MODULE}
    ada_client.post(url("undo", key))
    complete(ada_client)
    assert "mesure-kpi" in proved(ada, "taux")
